// Lines in context, sorted by what stands beside the words, some at a time. Each has `start`, for the order of the text,
// and `write`, which gives its `left`, `keyword` and `right`, `href`, where it leads, and `at`, where it is. A line is
// written when it is shown, or when what it says is asked for: a common word has tens of thousands.
// On a phone a list is as long as it is: so many lines of it would be twenty screens.
const CONTEXT = 80, PAGE = matchMedia("(max-width: 32rem)").matches ? 30 : 200;
let lines = [], shownLines = 0;

const oneSpaced = (string) => string.replace(/\s+/g, " ");

const alphabet = new Intl.Collator("en");
const neighbourOf = {
  text: null,
  left: (line) => (line.left.match(/[\p{L}\p{N}'’]+(?=[^\p{L}\p{N}]*$)/u)?.[0] ?? "").toLowerCase(),
  right: (line) => (line.right.match(/[\p{L}\p{N}'’]+/u)?.[0] ?? "").toLowerCase(),
};

const written = (line) => (line.written ??= line.write());

function sortLines() {
  const key = neighbourOf[all('input[name="order"]').find((radio) => radio.checked).value];
  if (key) for (const line of lines) line.key = key(written(line));
  lines.sort((a, b) => (key ? alphabet.compare(a.key, b.key) : 0) || a.start - b.start);
  one("Lines").replaceChildren();
  shownLines = 0;
  showMore();
}

function showMore() {
  const holder = one("Lines");
  if (!holder.firstChild) {
    holder.append(make("table", {}, make("caption", { class: "unseen-words" }, "Words in context"),
      make("thead", { class: "unseen-words" }, make("tr", {}, ["before", "words", "after", one("Lines").dataset.at].map((head) => make("th", { scope: "col" }, head)))), make("tbody")));
  }
  const body = holder.querySelector("tbody");
  for (const line of lines.slice(shownLines, shownLines + PAGE).map(written)) {
    body.append(make("tr", {},
      make("td", { class: "left", dir: "auto" }, make("span", {}, line.left)),
      make("td", {}, make("a", { href: line.href, "data-token": line.first }, line.keyword)),
      make("td", { class: "right", dir: "auto" }, line.right),
      make("td", { class: one("Lines").dataset.at === "sentence" ? "number-cell" : "at", dir: "auto" }, line.at)));
  }
  shownLines = Math.min(lines.length, shownLines + PAGE);
  holder.hidden = !lines.length;
  one("More").hidden = shownLines >= lines.length;
}
one("More")?.addEventListener("click", showMore);
for (const radio of all('input[name="order"]')) radio.addEventListener("change", sortLines);
