// Words and themes in their context, sorted by what stands beside them.
const CONTEXT = 80, PAGE = 200;
let rows = [], shownRows = 0;

const oneSpaced = (string) => string.replace(/\s+/g, " ");

// Words in their context; a word that would be cut at an end is left out.
function lineOf(sentence, start, end, address) {
  const block = blockOf(start), from = start - Number(block.dataset.b), to = from + end - start, whole = block.textContent;
  const before = Math.max(0, from - CONTEXT), behind = cut(whole, to, to + CONTEXT + 1);
  const left = cut(whole, before, from), cutOff = [...behind].length > CONTEXT;
  return {
    sentence, address, start,
    left: oneSpaced(before ? left.replace(/^\S*\s+/u, "… ") : left).trimStart(),
    keyword: oneSpaced(cut(whole, from, to)),
    right: oneSpaced(cutOff ? behind.replace(/\s+\S*$/u, " …") : behind).trimEnd(),
  };
}

function list(target) {
  if (target.kind === "theme") {
    rows = target.mentions.map((i) => {
      const mention = data.mentions[i];
      return lineOf(mention.sentence, mention.start, mention.end, mentionAddress(mention));
    });
  } else {
    rows = target.places.map(({ sentence, start, end }) => lineOf(sentence, start, end, `s${sentence}`));
  }
  const places = new Set(rows.map((row) => row.sentence)).size;
  one("Count").textContent = `${target.name}: ${number.format(rows.length)} ${rows.length === 1 ? "line" : "lines"} in ${number.format(places)} ${places === 1 ? "sentence" : "sentences"}`;
  const theme = target.kind === "theme" ? data.themes[target.theme] : null;
  one("Meaning").replaceChildren();
  if (theme?.definition) put(one("Meaning"), theme.definition + (theme.excludes ? ` Not: ${theme.excludes}` : ""));
  sortLines();
}

// Who has asked for nothing yet sees the theme that comes up most.
function showSomething() {
  if (rows.length || one("Count").textContent || !data.mentions.length) return;
  const counts = data.themes.map((_, theme) => data.mentions.filter((mention) => mention.theme === theme).length);
  const most = counts.indexOf(Math.max(...counts));
  list(resolve(`t-${data.themes[most].id}`));
  one("Theme").value = String(most);
}

const neighbourOf = {
  text: null,
  left: (row) => (row.left.match(/[\p{L}\p{N}'’]+(?=[^\p{L}\p{N}]*$)/u)?.[0] ?? "").toLowerCase(),
  right: (row) => (row.right.match(/[\p{L}\p{N}'’]+/u)?.[0] ?? "").toLowerCase(),
};

function sortLines() {
  const key = neighbourOf[all('input[name="order"]').find((radio) => radio.checked).value];
  rows.sort((a, b) => (key ? key(a).localeCompare(key(b), "en") : 0) || a.start - b.start);
  one("Lines").replaceChildren();
  shownRows = 0;
  showMore();
}

function showMore() {
  const holder = one("Lines");
  if (!holder.firstChild) {
    holder.append(make("table", {}, make("caption", { class: "unseen-words" }, "Words in context"),
      make("thead", { class: "unseen-words" }, make("tr", {}, ["before", "words", "behind", "sentence"].map((head) => make("th", { scope: "col" }, head)))), make("tbody")));
  }
  const body = holder.querySelector("tbody");
  for (const row of rows.slice(shownRows, shownRows + PAGE)) {
    body.append(make("tr", {},
      make("td", { class: "left", dir: "auto" }, make("span", {}, row.left)),
      make("td", {}, make("a", { href: `#${row.address}` }, row.keyword)),
      make("td", { class: "right", dir: "auto" }, row.right),
      make("td", { class: "number-cell" }, String(row.sentence))));
  }
  shownRows = Math.min(rows.length, shownRows + PAGE);
  holder.hidden = !rows.length;
  one("More").hidden = shownRows >= rows.length;
}
one("More").addEventListener("click", showMore);
for (const radio of all('input[name="order"]')) radio.addEventListener("change", sortLines);
one("Search").addEventListener("submit", (event) => {
  event.preventDefault();
  const query = one("Query").value.trim();
  one("Theme").value = "";
  try {
    list({ kind: "search", name: `“${query}”`, places: placesOfPattern(query) });
  } catch (error) {
    one("Count").textContent = error.message;
  }
});
one("Theme").addEventListener("change", (event) => {
  if (event.target.value !== "") location.hash = `t-${data.themes[Number(event.target.value)].id}`;
});
