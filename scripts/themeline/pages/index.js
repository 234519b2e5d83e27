// On a phone the first figure stands before the list of all.
one("List").open = !matchMedia("(max-width: 38rem)").matches;

const textOf = (n) => data.texts[n - 1];
const MOST = 12;
const inCorpus = (link) => link.getAttribute("href").startsWith("corpus.html#");
const linkOf = (address) => `reader.html#${encodeURIComponent(address).replaceAll("%2B", "+")}`;
const addressOf = (link) => decodeURIComponent(link.getAttribute("href").split("#")[1] ?? "");

const marks = new Map();
for (const link of all(".drawing a")) {
  const address = addressOf(link);
  if (!marks.has(address)) marks.set(address, []);
  marks.get(address).push(link);
}

function light(addresses) {
  for (const link of all(".drawing a.lit")) link.classList.remove("lit");
  for (const address of addresses) for (const link of marks.get(address) ?? []) link.classList.add("lit");
}

// The addresses whose marks a sentence feeds.
function fedBy(n) {
  const own = data.mentions.filter((mention) => mention.sentence === n);
  const themes = [...new Set(own.map((mention) => themeOf(mention).id))];
  const events = data.events.filter((event) => overlaps(n, event.start, event.end)).map((event) => event.address);
  const pairs = themes.flatMap((one) => themes.map((other) => `t-${one}+${other}`));
  const { section } = sentenceRow(n);
  return [...own.map(mentionAddress), ...themes.flatMap((one) => [`t-${one}`, `t-${one}.${section}`]), ...pairs, `section-${section}`, ...events];
}

const cutPoints = (string, ...places) => {
  const points = /[\ud800-\udfff]/.test(string) ? Array.from(string) : null;
  return places.slice(1).map((end, i) => (points ? points.slice(places[i], end).join("") : string.slice(places[i], end)));
};

// A sentence with the words that a mark stands for marked in it.
function marked(n, target) {
  const { start, end } = sentenceRow(n), words = textOf(n), spans = [];
  if (target.kind === "event") spans.push([Math.max(start, target.start), Math.min(end, target.end)]);
  for (const i of target.mentions ?? []) {
    const mention = data.mentions[i];
    if (mention.sentence === n) spans.push([mention.start, mention.end]);
  }
  for (const place of target.places ?? []) if (place.sentence === n) spans.push([place.start, place.end]);
  spans.sort((a, b) => a[0] - b[0]);
  const pieces = [];
  let at = start;
  for (const [from, to] of spans) {
    if (from < at) continue;
    const [before, inside] = cutPoints(words, at - start, from - start, to - start);
    pieces.push(before, make("mark", {}, inside));
    at = to;
  }
  pieces.push(...cutPoints(words, at - start, end - start));
  return pieces.filter((piece) => piece !== "");
}

// The documents that a mark of a corpus stands for.
function showDocuments(link, box) {
  const address = addressOf(link), found = data.corpus && documentsAt(address);
  light([address]);
  if (!found) {
    box.replaceChildren(make("p", {}, make("a", { href: link.getAttribute("href") }, "To the documents")));
    return;
  }
  const items = found.rows.slice(0, MOST).map((row) => make("li", { dir: "auto" }, documentLine(row, found, "corpus.html")));
  const count = found.rows.length;
  const more = count > MOST ? `, the first ${MOST} of them` : "";
  box.replaceChildren(
    make("h3", {}, found.name, ` (${number.format(count)} ${count === 1 ? "document" : "documents"}${more})`),
    make("ol", {}, items),
    make("p", {}, make("a", { href: link.getAttribute("href") }, "In the list of documents")),
  );
}

function show(link) {
  const figure = link.closest(".figure"), address = addressOf(link);
  if (inCorpus(link)) {
    showDocuments(link, figure.querySelector(".evidence"));
    return;
  }
  const target = data.sentences && resolve(address);
  const box = figure.querySelector(".evidence");
  light([address]);
  if (!target) {
    box.replaceChildren();
    return;
  }
  const items = target.sentences.slice(0, MOST).map((n) => {
    const item = make("li", { "data-sentence": n }, marked(n, target), " ");
    item.dir = directionOf(item.textContent);
    item.append(make("a", { href: linkOf(`s${n}`), dir: "ltr" }, `sentence ${n}`));
    const feed = () => light([address, ...fedBy(n)]);
    item.addEventListener("pointerenter", feed);
    item.addEventListener("focusin", feed);
    item.addEventListener("pointerleave", () => light([address]));
    return item;
  });
  const count = target.sentences.length;
  const more = count > MOST ? `, the first ${MOST} of them` : "";
  box.replaceChildren(
    make("h3", {}, target.name, ` (${number.format(count)} ${count === 1 ? "sentence" : "sentences"}${more})`),
    make("ol", {}, items),
    make("p", {}, make("a", { href: linkOf(address) }, "In the text")),
  );
}

let timer = null;
for (const [, links] of marks) {
  for (const link of links) {
    link.addEventListener("focus", () => show(link));
    // Not each mark that the pointer crosses on its way to another is meant.
    link.addEventListener("pointerenter", () => {
      clearTimeout(timer);
      timer = setTimeout(() => show(link), 80);
    });
    link.addEventListener("pointerleave", () => clearTimeout(timer));
  }
}

// Many marks are thin: who points beside one means it.
const NEAR = 7;
function nearestLink(drawing, x, y) {
  let best = null, least = NEAR;
  for (const link of all("a", drawing)) {
    const box = link.getBoundingClientRect();
    const away = Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
    if (away < least) [best, least] = [link, away];
  }
  return best;
}
for (const drawing of all(".drawing")) {
  drawing.addEventListener("pointermove", (event) => {
    if (event.target.closest("a")) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const link = nearestLink(drawing, event.clientX, event.clientY);
      drawing.style.cursor = link ? "pointer" : "";
      if (link) show(link);
    }, 80);
  });
  drawing.addEventListener("click", (event) => {
    const link = event.target.closest("a") ? null : nearestLink(drawing, event.clientX, event.clientY);
    if (link) location.href = link.getAttribute("href");
  });
}

// In a drawing one mark is a stop of the tabulator, and arrows lead on.
for (const drawing of all(".drawing")) {
  const links = all("a", drawing);
  links.forEach((link, i) => link.setAttribute("tabindex", i ? "-1" : "0"));
  drawing.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const next = step && links[links.indexOf(event.target.closest("a")) + step];
    if (!next || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    links.forEach((link) => link.setAttribute("tabindex", link === next ? "0" : "-1"));
    next.focus();
  });
}

for (const link of all("a.address")) link.addEventListener("click", () => copy(link.href, link));
for (const button of all("button.copy")) {
  button.addEventListener("click", () => copy(button.parentElement.nextElementSibling.textContent, button));
}

// A mark that the reader leads back to.
function back() {
  const mark = one(currentAddress()), named = mark?.closest(".drawing a");
  if (!named) return;
  // Of the two drawings of a figure one is to be seen; only the wide one has ids.
  const same = all("a", named.closest(".paper")).filter((other) => other.getAttribute("href") === named.getAttribute("href"));
  const link = same.find((other) => other.getClientRects().length) ?? named;
  link.scrollIntoView({ block: "center", behavior: "instant" });
  all("a", link.closest(".drawing")).forEach((other) => other.setAttribute("tabindex", other === link ? "0" : "-1"));
  link.focus({ preventScroll: true });
  show(link);
}
// Not before the browser has gone to the address itself, for that takes the focus away.
addEventListener("load", back);
addEventListener("hashchange", back);
