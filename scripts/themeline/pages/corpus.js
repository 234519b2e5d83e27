// The table of documents: what the address of this page stands for, what is typed, and the head that is chosen make
// the rows and their order. Of many, only those near the window are elements.
const table = one("Documents"), told = one("Told"), body = one("Rows"), scroller = one("Scroll");
const documents = data.corpus.documents, heads = all("thead th", table);
const ALL_AT_ONCE = 400, AROUND = 16;
let rows = documents.map((_, n) => n), sorted = null, found = null, drawn = [-1, -1], tall = 0;

const folded = (words) => String(words ?? "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
// What is searched of each document, made when somebody first looks for one.
let searched = null;
const searchedOf = (row) => folded([row.title, row.name, row.group, row.year, row.language].join("\n"));

function rowOf(n) {
  const row = documents[n];
  // A document without a page of its own is read here.
  const address = row.page || (one("Texts") ? `#${encodeURIComponent(`d-${row.name}`)}` : null);
  const name = address ? make("a", { href: address }, row.title) : row.title;
  const cells = heads.slice(1).map((head) => {
    const { key, theme } = head.dataset, lit = found?.themes.includes(Number(theme)) && theme !== undefined ? " lit-column" : "";
    const chosen = head === column ? " chosen" : "";
    if (theme !== undefined) return shade(make("td", { class: `number-cell rate${lit}${chosen}` }), rateOf(row, theme));
    const words = key === "words" ? number.format(row.words) : String(row[key] ?? "");
    return make("td", { class: (head.classList.contains("number-cell") ? "number-cell" : "") + chosen || null, dir: key === "group" ? "auto" : null }, words);
  });
  return make("tr", { id: `d-${row.name}`, class: found?.one && found.rows.includes(n) ? "lit" : null }, make("th", { scope: "row", dir: "auto" }, name), cells);
}

// A rate in its cell: the darker the more, up to what the highest of all has.
function shade(cell, rate) {
  const [darkest, highest] = data.corpus.shades;
  cell.textContent = rate ? rate.toFixed(2) : "0";
  cell.classList.toggle("none", !rate);
  cell.style.setProperty("--r", darkest * Math.min(1, Math.sqrt(rate / highest)));
  return cell;
}

const narrow = matchMedia("(max-width: 40rem)");
one("About").open = !narrow.matches;

// On a narrow screen one column stands beside the names: that of the theme that is looked at, or one that is chosen.
const columns = one("Column");
let column = heads.find((head) => head.dataset.key === "similarity");
heads.slice(1).forEach((head, i) => columns.append(make("option", { value: String(i + 1) }, head.textContent.trim())));
function showColumn(head) {
  column = head;
  columns.value = String(heads.indexOf(head));
  for (const row of all("thead tr, .own tr", table)) [...row.children].forEach((cell, i) => cell.classList.toggle("chosen", i === heads.indexOf(head)));
}
columns.addEventListener("change", () => {
  showColumn(heads[Number(columns.value)]);
  sorted = { head: column, down: column.classList.contains("number-cell") };
  show();
});

const gap = (height) => make("tr", { class: "gap", "aria-hidden": "true" }, make("td", { colspan: String(heads.length), style: `height:${height}px` }));

// On a narrow screen the table is as high as its rows: a box that scrolls for itself would hold the thumb back.
const ownScroll = () => getComputedStyle(scroller).overflowY === "auto";

function draw(anew = false) {
  let first = 0, last = rows.length;
  if (last > ALL_AT_ONCE) {
    // The rows that were there without script are gone before anything is measured.
    tall ||= (body.replaceChildren(rowOf(rows[0])), body.lastElementChild.getBoundingClientRect().height || 30);
    const [top, high] = ownScroll() ? [scroller.scrollTop / tall, scroller.clientHeight / tall]
      : [Math.max(0, -body.getBoundingClientRect().top) / tall, innerHeight / tall];
    first = Math.max(0, Math.floor(top) - AROUND);
    last = Math.min(rows.length, Math.ceil(top + high) + AROUND);
    // What is drawn reaches far enough.
    if (!anew && first >= drawn[0] - AROUND / 2 && first <= drawn[0] + AROUND / 2 && drawn[1] >= Math.min(rows.length, top + high)) return;
  }
  drawn = [first, last];
  const lines = rows.slice(first, last).map(rowOf);
  body.replaceChildren(...(first ? [gap(first * tall)] : []), ...lines, ...(last < rows.length ? [gap((rows.length - last) * tall)] : []));
  table.setAttribute("aria-rowcount", String(rows.length + 2));
}

// An empty cell stands last, whichever way.
function compare(a, b, head) {
  const { key, theme } = head.dataset, value = (n) => (theme === undefined ? documents[n][key] : rateOf(documents[n], theme));
  const x = value(a), y = value(b), down = sorted.down ? -1 : 1;
  if ([x, y].some((one) => one === "" || one === null)) return ((x === "" || x === null) - (y === "" || y === null)) || a - b;
  return down * (typeof x === "number" ? x - y : Number.isFinite(Number(x)) && Number.isFinite(Number(y)) ? x - y : String(x).localeCompare(String(y), "en")) || a - b;
}

function show() {
  const words = folded(one("Find").value).split(/\s+/).filter(Boolean), group = one("Group")?.value ?? "";
  if (words.length) searched ??= documents.map(searchedOf);
  const base = found && !found.one ? found.rows : documents.map((_, n) => n);
  rows = base.filter((n) => (!group || documents[n].group === group) && words.every((word) => searched[n].includes(word)));
  if (sorted) rows.sort((a, b) => compare(a, b, sorted.head));
  for (const head of heads) {
    if (sorted?.head === head) head.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
    head.classList.toggle("lit-column", Boolean(found?.themes.includes(Number(head.dataset.theme ?? -1))));
  }
  one("Shown").textContent = rows.length === documents.length ? "" : `${number.format(rows.length)} of ${number.format(documents.length)}`;
  scroller.scrollTop = 0;
  draw(true);
}

for (const head of heads) {
  const button = make("button", { type: "button" });
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => {
    // What is much is looked for first; names go from A on.
    const numbers = head.classList.contains("number-cell");
    sorted = { head, down: sorted?.head === head ? !sorted.down : numbers };
    show();
  });
}
one("Looked").addEventListener("submit", (event) => event.preventDefault());
one("Looked").addEventListener("input", show);
for (const one of [scroller, window]) one.addEventListener("scroll", () => draw(), { passive: true });
// On paper nothing is drawn as it comes into sight.
addEventListener("beforeprint", () => {
  if (rows.length <= ALL_AT_ONCE) return;
  body.replaceChildren(...rows.slice(0, ALL_AT_ONCE).map(rowOf));
  one("Printed").textContent = `Printed are the first ${number.format(ALL_AT_ONCE)} of ${number.format(rows.length)} documents; all are in corpus.csv.`;
});
addEventListener("afterprint", () => draw(true));
const below = () => table.style.setProperty("--below", `${table.tHead.offsetHeight - 1}px`);
addEventListener("resize", () => (below(), draw(true)));

function chosen() {
  const address = currentAddress();
  found = address && address !== "All" ? documentsAt(address) : null;
  one("Find").value = "";
  if (one("Group")) one("Group").value = "";
  sorted = null;
  if (found?.themes.length) showColumn(heads.find((head) => Number(head.dataset.theme ?? -1) === found.themes[0]));
  show();
  if (!found) {
    told.replaceChildren();
    told.classList.remove("read");
    return;
  }
  const leave = make("p", { class: "leave" }, make("a", { href: "#All" }, "All documents"));
  told.classList.toggle("read", Boolean(found.one));
  if (found.one) {
    const row = documents[found.rows[0]], counts = row.counts;
    const themes = data.corpus.themes.map((theme, i) => i).filter((i) => counts[i]).sort((a, b) => counts[b] - counts[a]);
    const page = row.page ? [". ", make("a", { href: row.page }, "Open it on a page of its own")] : [];
    told.replaceChildren(
      leave,
      make("h2", { dir: "auto" }, row.title),
      make("p", { dir: "auto" }, knownOf(row), ...page),
      make("details", { class: "rates", open: narrow.matches ? null : "" }, make("summary", {}, `How often each theme is mentioned, per 1,000 ${unitOf(row)} (in all)`),
        make("ol", {}, themes.map((i) => make("li", {}, make("a", { href: `#t-${data.corpus.themes[i].id}` }, data.corpus.themes[i].label), `: ${rateWords(row, i)}`)))),
      readingOf(found.rows[0]) ?? make("p", { class: "hint" }, row.page ? "" : "This page does not hold the text of this document."),
    );
    if (ownScroll()) scroller.scrollTop = tall * (found.rows[0] - 2);
  } else {
    const both = found.themes.length > 1 ? " both" : " it";
    told.replaceChildren(
      leave,
      make("h2", {}, found.name),
      make("p", {}, `${number.format(found.rows.length)} of ${number.format(found.of)} documents mention${both}; those with the highest rate${both === " it" ? "" : " of the first"} come first.`),
    );
  }
  if (one("Wanted")) one("Wanted").scrollIntoView({ block: "center", behavior: "instant" });
  else told.scrollIntoView({ block: "start", behavior: "instant" });
  told.focus({ preventScroll: true });
}
showColumn(column);
draw(true);
below();
addEventListener("load", () => (below(), location.hash.length > 1 && chosen()));
addEventListener("hashchange", chosen);
