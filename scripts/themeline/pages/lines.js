// Lines in context, sorted by what stands beside the words, some at a time. Each has `start`, for the order of the text,
// and `write`, which gives its `left`, `keyword` and `right`, `href`, where it leads, `at`, where it is, and maybe its `lang`. A
// line is written when it is shown, or when what it says is asked for: a common word has tens of thousands.
// On a phone a list is as long as it is: so many lines of it would be twenty screens.
const IS_PHONE = matchMedia("(max-width: 32rem)").matches, CONTEXT = 80, PAGE = IS_PHONE ? 30 : 200;
let lines = [], shownLines = 0;

const oneSpaced = (string) => string.replace(/\s+/g, " ");

const alphabet = new Intl.Collator("en");
const neighbourOf = {
  text: null,
  left: (line) => (line.left.match(/[\p{L}\p{M}\p{N}'’]+(?=[^\p{L}\p{M}\p{N}]*$)/u)?.[0] ?? "").replace(UNSEEN, "").toLowerCase(),
  right: (line) => (line.right.match(/[\p{L}\p{M}\p{N}'’]+/u)?.[0] ?? "").replace(UNSEEN, "").toLowerCase(),
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

// In Arabic what is before the words stands to their right: so do the columns, or in a list of several languages the
// cells of a line. On a phone a line is a paragraph.
function showMore() {
  const holder = one("Lines"), more = lines.slice(shownLines, shownLines + PAGE).map(written);
  for (const line of more) line.direction = directionOf(line.left + line.keyword + line.right);
  if (!holder.firstChild) {
    const direction = more.length && more.every((line) => line.direction === "rtl") ? "rtl" : "ltr";
    holder.append(make("table", { dir: direction }, make("caption", { class: "unseen-words" }, "Words in context"),
      make("thead", { class: "unseen-words" }, make("tr", {}, ["before", "words", "after", one("Lines").dataset.at].map((head) => make("th", { scope: "col" }, head)))), make("tbody")));
  }
  const body = holder.querySelector("tbody"), columns = holder.querySelector("table").dir;
  for (const line of more) {
    const { direction } = line;
    const cells = [
      make("td", { class: "left", dir: direction }, make("span", {}, line.left)),
      make("td", { dir: direction }, make("a", { href: line.href, "data-token": line.first }, line.keyword)),
      make("td", { class: "right", dir: direction }, line.right),
    ];
    const numbered = one("Lines").dataset.at === "sentence";
    body.append(make("tr", { dir: direction, lang: line.lang }, direction === columns || IS_PHONE ? cells : cells.reverse(),
      make("td", numbered ? { class: "number-cell" } : { class: "at", dir: "auto" }, line.at)));
  }
  shownLines = Math.min(lines.length, shownLines + PAGE);
  holder.hidden = !lines.length;
  one("More").hidden = shownLines >= lines.length;
}
one("More")?.addEventListener("click", showMore);
for (const radio of all('input[name="order"]')) radio.addEventListener("change", sortLines);
