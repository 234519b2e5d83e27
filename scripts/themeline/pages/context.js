// Words and themes of the text in their context.
// Words in their context; a word that would be cut at an end is left out.
function lineOf(sentence, start, end, address) {
  const block = blockOf(start), from = start - Number(block.dataset.b), to = from + end - start, whole = block.textContent;
  const before = Math.max(0, from - CONTEXT), behind = cut(whole, to, to + CONTEXT + 1);
  const left = cut(whole, before, from), cutOff = [...behind].length > CONTEXT;
  return {
    href: `#${address}`, at: String(sentence),
    left: oneSpaced(before ? left.replace(/^\S*\s+/u, "… ") : left).trimStart(),
    keyword: oneSpaced(cut(whole, from, to)),
    right: oneSpaced(cutOff ? behind.replace(/\s+\S*$/u, " …") : behind).trimEnd(),
  };
}

function list(target) {
  if (target.kind === "theme") {
    lines = target.mentions.map((i) => {
      const mention = data.mentions[i], { sentence, start, end } = mention;
      return { sentence, start, write: () => lineOf(sentence, start, end, mentionAddress(mention)) };
    });
  } else {
    lines = target.places.map(({ sentence, start, end }) => ({ sentence, start, write: () => lineOf(sentence, start, end, `s${sentence}`) }));
  }
  one("Theme").value = target.kind === "theme" ? String(target.theme) : "";
  const places = new Set(lines.map((line) => line.sentence)).size;
  one("Count").replaceChildren(make("bdi", { dir: "ltr" }, target.name), `: ${number.format(lines.length)} ${lines.length === 1 ? "line" : "lines"} in ${number.format(places)} ${places === 1 ? "sentence" : "sentences"}`);
  const theme = target.kind === "theme" ? data.themes[target.theme] : null;
  one("Meaning").replaceChildren();
  if (theme?.definition) put(one("Meaning"), theme.definition + (theme.excludes ? ` Excludes: ${theme.excludes}` : ""));
  sortLines();
}

// Who has asked for nothing yet sees the theme that comes up most.
function showSomething() {
  if (lines.length || one("Count").textContent || !data.mentions.length) return;
  const counts = data.themes.map((_, theme) => data.mentions.filter((mention) => mention.theme === theme).length);
  const most = counts.indexOf(Math.max(...counts));
  list(resolve(`t-${data.themes[most].id}`));
}

one("Search").addEventListener("submit", (event) => {
  event.preventDefault();
  const query = one("Query").value.trim();
  try {
    list({ kind: "search", name: `“${query}”`, places: placesOfPattern(query) });
  } catch (error) {
    one("Count").textContent = error.message;
  }
});
one("Theme").addEventListener("change", (event) => {
  if (event.target.value !== "") location.hash = `t-${data.themes[Number(event.target.value)].id}`;
});
