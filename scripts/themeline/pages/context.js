// Words and themes in their context, sorted by what stands beside them.
const CONTEXT = 80, PAGE = 200;
let rows = [], shownRows = 0;

function lineOf(sentence, start, end, address) {
  const block = blockOf(start), from = start - Number(block.dataset.b), whole = block.textContent;
  const clean = (string) => string.replace(/\s+/g, " ");
  return {
    sentence, address, start,
    left: clean(cut(whole, Math.max(0, from - CONTEXT), from)).trimStart(),
    keyword: clean(cut(whole, from, from + end - start)),
    right: clean(cut(whole, from + end - start, from + end - start + CONTEXT)).trimEnd(),
  };
}

function occurrences(sentence, pattern) {
  const words = sentenceText(sentence), start = data.sentences[sentence - 1][0];
  return [...words.matchAll(pattern)].map((match) => {
    const before = points(words.slice(0, match.index)).length;
    const from = start + before;
    return lineOf(sentence, from, from + points(match[0]).length, `s${sentence}`);
  });
}

// A pattern as the codebook has it: words with * and ?, next to each other, hyphens or white space between.
function typed(query) {
  const pieces = fold(query).replace(/-/g, " ").split(/\s+/).filter(Boolean).map((piece) =>
    piece.replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(/'/g, "['’‘ʼ]").replace(/\*/g, "[\\p{L}\\p{M}\\p{N}'’]*").replace(/\?/g, "[\\p{L}\\p{N}]\\p{M}*"));
  const edge = "(?<![\\p{L}\\p{M}\\p{N}])(?<![\\p{L}\\p{N}]['’‘ʼ])", after = "(?![\\p{L}\\p{M}\\p{N}])(?!['’‘ʼ][\\p{L}\\p{N}])";
  return new RegExp(edge + pieces.join("(?:\\s+|[-‐‑])") + after, "giu");
}

function list(target) {
  if (target.kind === "theme") {
    rows = target.mentions.map((i) => {
      const m = data.mentions[i];
      return lineOf(m[5], m[3], m[4], mentionAddress(m));
    });
  } else {
    rows = target.sentences.flatMap((n) => occurrences(n, target.pattern ?? wholeWord(target.word)));
  }
  const places = new Set(rows.map((row) => row.sentence)).size;
  one("Count").textContent = `${target.name}: ${number.format(rows.length)} ${rows.length === 1 ? "line" : "lines"} in ${number.format(places)} ${places === 1 ? "sentence" : "sentences"}`;
  sortLines();
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
  if (!query.replace(/[*?\s-]/g, "")) {
    one("Count").textContent = "Give at least one letter.";
    return;
  }
  const pattern = typed(query);
  const sentences = data.sentences.flatMap((row, i) => (row[3] ? [i + 1] : []));
  list({ kind: "search", name: `“${query}”`, pattern, sentences });
});
one("Theme").addEventListener("change", (event) => {
  if (event.target.value !== "") location.hash = `t-${data.themes[Number(event.target.value)][0]}`;
});
