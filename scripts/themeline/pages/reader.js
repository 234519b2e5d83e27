const text = one("Text"), here = one("Here"), found = one("Found"), said = one("Said");
const blocks = all(".block", text);
const blockStarts = blocks.map((block) => Number(block.dataset.b));
const ASTRAL = /[\ud800-\udfff]/;
// Code points, since offsets count these.
const points = (string) => (ASTRAL.test(string) ? Array.from(string) : string);
const cut = (string, start, end) => {
  const piece = points(string).slice(start, end);
  return typeof piece === "string" ? piece : piece.join("");
};
const sentenceText = (n) => one(`s${n}`).textContent;
const last = (array, test) => {
  let low = 0, high = array.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(array[middle])) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};
const blockOf = (offset) => blocks[last(blockStarts, (start) => start <= offset)];

// ---- tabs: without script all panels stand one below another
const panels = all(".panel");
const tabs = panels.map((panel) => {
  const head = panel.querySelector("h2");
  const names = { Themes: "Themes", Words: "Words in context", Events: "Events", Dictionary: "Dictionary" };
  const tab = make("button", { type: "button", role: "tab", id: `Tab${panel.id}`, "aria-controls": panel.id }, names[panel.id]);
  panel.setAttribute("role", "tabpanel");
  panel.setAttribute("aria-labelledby", tab.id);
  head.classList.add("unseen-words");
  tab.addEventListener("click", () => showPanel(panel.id));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
    showPanel(next.getAttribute("aria-controls"));
    next.focus();
  });
  return tab;
});
one("Tabs").append(...tabs);
one("Tabs").setAttribute("role", "tablist");
one("Tabs").setAttribute("aria-label", "About the text");
one("Tabs").hidden = false;

function showPanel(name) {
  for (const [i, panel] of panels.entries()) {
    panel.hidden = panel.id !== name;
    tabs[i].setAttribute("aria-selected", String(panel.id === name));
    tabs[i].tabIndex = panel.id === name ? 0 : -1;
  }
  if (name === "Events") drawTimeline();
  if (name === "Words") showSomething();
}

// The parts of the page: each has an address, and on a narrow screen a place in the bar.
const narrow = () => getComputedStyle(one("Tabs")).display === "none";
const parts = ["Text", ...panels.map((panel) => panel.id), "Downloads"];
function showPart() {
  const inText = one("Side").getBoundingClientRect().top > innerHeight / 2;
  const name = inText ? "Text" : panels.find((panel) => !panel.hidden).id;
  for (const link of all("#Parts a")) {
    if (link.getAttribute("href") === `#${name}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function goTo(name) {
  const panel = panels.some((one) => one.id === name), beside = panel && !narrow();
  if (panel) showPanel(name);
  // Beside the text a panel is in sight already, below its tab.
  if (beside) one("Side").scrollTop = 0;
  land(beside ? one("Side") : one(name), beside ? "nearest" : "start");
  showPart();
  one(name).focus({ preventScroll: true });
}

// ---- what is selected
let selected = null;
let lit = [];

function unlight(kind) {
  lit = lit.filter(([element, name]) => {
    if (name !== kind) return true;
    element.classList.remove(name);
    return false;
  });
}

function light(elements, kind = "lit") {
  for (const element of elements) {
    element.classList.add(kind);
    lit.push([element, kind]);
  }
}

const rowsIn = (element, name) => (element.dataset[name] || "").split(" ").filter(Boolean).map(Number);
const piecesOfMention = (i) => {
  const block = blockOf(data.mentions[i].start);
  return all(".m", block).filter((piece) => rowsIn(piece, "m").includes(i));
};
const piecesOfQuote = (i) => {
  const { start, end } = data.events[i];
  return blocks
    .slice(Math.max(0, last(blockStarts, (b) => b <= start)), last(blockStarts, (b) => b < end) + 1)
    .flatMap((block) => all(".q", block).filter((piece) => rowsIn(piece, "q").includes(i)));
};
// Blocks that were never seen have no height yet; once they have, the place is another: it is gone to until it stays.
function land(element, block = "center") {
  let before = null, left = 12;
  const go = () => {
    element.scrollIntoView({ block, behavior: "instant" });
    const now = element.getBoundingClientRect().top;
    if (now !== before && left--) requestAnimationFrame(go);
    before = now;
  };
  go();
}

function select(address, { scroll = true } = {}) {
  const target = parts.includes(address) ? null : resolve(address);
  unlight("lit");
  said.textContent = "";
  selected = target && { address, ...target };
  if (!target || target.kind === "section") {
    here.hidden = true;
    showCursor(null);
    if (parts.includes(address) && one(address)) goTo(address);
    return;
  }
  if (target.kind === "theme" || target.kind === "word") {
    here.hidden = true;
    showCursor(null);
    showPanel("Words");
    list(target);
    if (target.kind === "theme") one("Theme").value = String(target.theme);
    one("Query").value = target.kind === "word" ? target.word : "";
    if (scroll) goTo("Words");
    return;
  }
  const pieces =
    target.kind === "mention" ? target.mentions.flatMap(piecesOfMention)
    : target.kind === "event" ? piecesOfQuote(target.event)
    : target.sentences.map((n) => one(`s${n}`));
  light(pieces);
  if (target.kind === "event") {
    const entry = one(address);
    showPanel("Events");
    light([entry, ...marksOf(target.event)]);
    reveal(entry);
    entry.querySelector("details").open = true;
  }
  showCursor(target.kind === "mention" ? data.mentions[target.mentions[0]] : null);
  tell(target);
  here.hidden = false;
  makeRoom();
  if (scroll && pieces.length) land(pieces[0]);
  if (scroll && target.kind === "event" && !fromDrawing()) one(address).scrollIntoView({ block: "nearest", behavior: "instant" });
}

// What is selected stays in sight; the list below begins beneath it.
function makeRoom() {
  const height = here.hidden || getComputedStyle(here).position === "fixed" ? 0 : here.offsetHeight + 5;
  one("Side").style.setProperty("--here", `${height}px`);
}

const way = (address, words) => make("a", { href: `#${address}` }, words);

function tell(target) {
  found.replaceChildren(make("h2", { dir: "auto" }, target.name));
  const [n] = target.sentences;
  const { start, end, section } = sentenceRow(n);
  if (target.kind === "mention") {
    const at = target.mentions[0];
    const together = rowsIn(one(mentionAddress(data.mentions[at])) ?? here, "m").filter((i) => i !== at);
    for (const i of [at, ...together]) {
      const mention = data.mentions[i], { definition, excludes } = themeOf(mention);
      if (i !== at) found.append(make("h3", {}, "The same words: ", way(mentionAddress(mention), mentionName(mention))));
      found.append(
        make("p", {}, definition || "No definition.", excludes ? ` Excludes: ${excludes}` : ""),
        make("details", {}, make("summary", {}, "Found by"),
          make("p", {}, "Pattern ", make("bdi", { class: "code" }, data.patterns[mention.pattern]), `, characters ${mention.start} to ${mention.end}`)),
      );
    }
  }
  if (target.kind === "event") {
    const known = one(selected.address).querySelector(".known-by").cloneNode(true).childNodes;
    found.append(make("p", {}, "How the date is known: ", ...known, "."), make("p", {}, "Its words are highlighted: ", way(`s${n}`, `sentence ${n}`),
      ". ", make("a", { class: "entry", href: `#${selected.address}` }, "Sources and caveats")));
  }
  if (target.kind === "event") return;
  const where = `${data.sections[section] ?? "no section"}, characters ${start} to ${end}`;
  found.append(make("p", {}, ...(target.kind === "sentence" ? [where] : [way(`s${n}`, `sentence ${n}`), `, ${where}`])));
  // On a narrow screen it stands in the text above.
  if (!narrow()) found.append(make("blockquote", { dir: directionOf(sentenceText(n)), lang: text.lang || null }, sentenceText(n)));
  const inside = data.mentions.filter((mention) => mention.sentence === n);
  const events = (data.events ?? []).filter((event) => overlaps(n, event.start, event.end));
  // A document of a corpus has no figures of its own.
  if (!data.figures) {
    if (target.kind === "sentence" && inside.length) {
      found.append(make("p", {}, "Mentions in it:"), make("ul", { class: "numberless" }, inside.map((mention) =>
        make("li", {}, way(mentionAddress(mention), mentionName(mention))))));
    }
    return;
  }
  if (target.kind === "sentence" && (inside.length || events.length)) {
    found.append(make("p", {}, "What is counted in it:"));
    const marks = [
      ...inside.map((mention) => make("li", {}, way(mentionAddress(mention), mentionName(mention)), " on ", figureLink(markOf("mention", mention), "themes in the text"))),
      ...events.map((event) => make("li", {}, way(event.address, `${event.date}: ${event.label}`), " on ", figureLink(event.mark, "the timeline"))),
    ];
    found.append(make("ul", { class: "numberless" }, marks));
  }
  if (target.kind === "mention") {
    const mention = data.mentions[target.mentions[0]];
    found.append(make("p", {}, "On the figures: ", figureLink(markOf("mention", mention), "this mention"), ", ", figureLink(markOf("rate", mention), "the theme’s rate"), "."));
  }
}

const markOf = (kind, mention) => data.marks[kind].replace("{theme}", themeOf(mention).id).replace("{number}", mention.number);
const figureLink = (mark, words) => make("a", { href: `index.html#${mark}` }, words);

function quoteOf(target) {
  const pieces = piecesOfQuote(target.event);
  return pieces.map((piece) => piece.textContent).join("") || "";
}

function quotation() {
  const source = data.source;
  const [n] = selected.sentences;
  let words = sentenceText(n), { start, end } = sentenceRow(n);
  if (selected.kind === "event") [words, start, end] = [quoteOf(selected), selected.start, selected.end];
  const origin = [source.author, `“${source.title}”`, source.publisher, source.published].filter(Boolean).join(", ");
  const file = `${source.name}${source.sha256 ? `, sha256 ${source.sha256}` : ""}`;
  const place = selected.kind === "event" ? "" : `sentence ${n}, `;
  return `“${words.replace(/\s+/g, " ").trim()}” (${origin}; ${place}characters ${start} to ${end} of ${file}; ${location.href.replace(/#.*/, "")}#${encodeURIComponent(selected.address).replaceAll("%2B", "+")})`;
}

one("Copy").addEventListener("click", () => selected && copy(quotation(), said));
one("CopyAddress").addEventListener("click", () => selected && copy(location.href, said));
one("Close").addEventListener("click", () => {
  history.replaceState(null, "", location.pathname + location.search);
  select("");
  text.focus({ preventScroll: true });
});
for (const [id, step] of [["Previous", -1], ["Next", 1]]) {
  one(id).addEventListener("click", () => {
    const next = neighbour(step);
    if (next) location.hash = next;
    else said.textContent = step > 0 ? "This is the last one." : "This is the first one.";
  });
}

function neighbour(step) {
  if (selected.kind === "sentence") return data.sentences[selected.sentences[0] - 1 + step] && `s${selected.sentences[0] + step}`;
  if (selected.kind === "event") {
    const entries = all(".event").filter((entry) => !entry.hidden);
    return entries[entries.indexOf(one(selected.address)) + step]?.id;
  }
  const mention = data.mentions[selected.mentions[0]];
  const address = mentionAddress({ ...mention, number: mention.number + step });
  return mentionNumber(address) === undefined ? null : address;
}

text.addEventListener("click", (event) => {
  const year = event.target.closest("a.e"), mention = event.target.closest(".m");
  if (year) {
    // Where its address is that of the page already, nothing would happen.
    if (year.getAttribute("href").slice(1) === selected?.address) select(selected.address);
    return;
  }
  if (mention) {
    event.preventDefault();
    const rows = rowsIn(mention, "m"), shown = rows.filter((i) => !hiddenThemes.has(data.mentions[i].theme));
    const meant = shown.find((i) => mentionAddress(data.mentions[i]) === mention.id) ?? shown[0] ?? rows[0];
    location.hash = mentionAddress(data.mentions[meant]);
    return;
  }
  if (!getSelection().isCollapsed) return;
  const quote = event.target.closest(".q"), sentence = event.target.closest(".s");
  if (quote && selected?.address === sentence?.id) location.hash = data.events[rowsIn(quote, "q")[0]].address;
  else if (sentence) location.hash = sentence.id;
});

// Many links would be as many stops of the tabulator: in the text one of them is a stop, and arrows lead on.
const links = all("a.m, a.e", text);
const isShown = (link) => (link.matches(".e") ? link.getClientRects().length : rowsIn(link, "m").some((row) => !hiddenThemes.has(data.mentions[row].theme)));
links.forEach((link, i) => (link.tabIndex = i ? -1 : 0));
text.addEventListener("focusin", (event) => {
  const link = event.target.closest("a.m, a.e");
  if (!link) return;
  for (const other of all('a[tabindex="0"]', text)) other.tabIndex = -1;
  link.tabIndex = 0;
});
text.addEventListener("keydown", (event) => {
  const link = event.target.closest("a.m, a.e");
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!link || !step || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  let i = links.indexOf(link) + step;
  while (links[i] && !isShown(links[i])) i += step;
  links[i]?.focus();
});

// ---- layers and strips
const hiddenThemes = new Set();
const layers = all(".layer");

function showLayers() {
  for (const layer of layers) {
    const t = Number(layer.dataset.t);
    text.classList.toggle(`off-${t}`, !layer.checked);
    if (layer.checked) hiddenThemes.delete(t);
    else hiddenThemes.add(t);
  }
}
for (const layer of layers) layer.addEventListener("change", showLayers);
for (const [id, on] of [["AllOn", true], ["AllOff", false]]) {
  one(id).addEventListener("click", () => {
    for (const layer of layers) layer.checked = on;
    showLayers();
  });
}
one("EventMarks")?.addEventListener("change", (event) => text.classList.toggle("no-events", !event.target.checked));
one("Numbers").addEventListener("change", (event) => text.classList.toggle("plain", !event.target.checked));

const mentionsOf = new Map();
data.mentions.forEach(({ theme }, i) => {
  if (!mentionsOf.has(theme)) mentionsOf.set(theme, []);
  mentionsOf.get(theme).push(i);
});
const strips = all(".strip");

function showCursor(mention) {
  const x = mention && (1000 * (mention.word - 0.5)) / data.words;
  for (const strip of strips) {
    const own = mention && Number(strip.dataset.t) === mention.theme;
    strip.querySelector(".cursor").setAttribute("d", own ? `M${x.toFixed(1)} 0v10` : "");
  }
}

function nearest(strip, event) {
  const box = strip.getBoundingClientRect();
  const word = ((event.clientX - box.left) / box.width) * data.words;
  const rows = mentionsOf.get(Number(strip.dataset.t)) || [];
  return rows.reduce((best, i) => (best === null || Math.abs(data.mentions[i].word - word) < Math.abs(data.mentions[best].word - word) ? i : best), null);
}
for (const strip of strips) {
  strip.addEventListener("click", (event) => {
    const row = nearest(strip, event);
    if (row !== null) location.hash = mentionAddress(data.mentions[row]);
  });
  strip.addEventListener("pointermove", (event) => {
    unlight("near");
    const row = nearest(strip, event);
    if (row !== null) light(piecesOfMention(row), "near");
  });
  strip.addEventListener("pointerleave", () => unlight("near"));
}
text.addEventListener("pointerover", (event) => {
  const mention = event.target.closest(".m"), quote = event.target.closest(".q");
  unlight("near");
  if (mention) showCursor(data.mentions[rowsIn(mention, "m")[0]]);
  if (quote) light(rowsIn(quote, "q").flatMap((i) => [one(data.events[i].address), ...marksOf(i)]), "near");
});
for (const entry of all(".event")) {
  entry.addEventListener("pointerenter", () => light(piecesOfQuote(Number(entry.dataset.e)), "near"));
  entry.addEventListener("pointerleave", () => unlight("near"));
}

one("Side").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.step) step(Number(button.dataset.t), Number(button.dataset.step));
  if (button?.dataset.list) location.hash = button.dataset.list;
  if (event.target.closest(".toquote, .entry")) {
    const address = event.target.closest("a").getAttribute("href").slice(1);
    if (event.target.closest(".entry")) {
      event.preventDefault();
      showPanel("Events");
      one(address).scrollIntoView({ block: "center", behavior: "instant" });
      one(address).querySelector("summary").focus();
    } else if (address === selected?.address) select(address);
  }
});

function step(theme, by) {
  const rows = mentionsOf.get(theme);
  const current = selected?.kind === "mention" && data.mentions[selected.mentions[0]].theme === theme ? rows.indexOf(selected.mentions[0]) : by > 0 ? -1 : rows.length;
  location.hash = mentionAddress(data.mentions[rows[(current + by + rows.length) % rows.length]]);
}

// The part of the text that is on the screen, on each strip.
const firstWords = blocks.map((block) => Number(block.dataset.w));
function blocksInView() {
  let low = 0, high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (blocks[middle].getBoundingClientRect().bottom < 0) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end + 1 < blocks.length && blocks[end + 1].getBoundingClientRect().top < innerHeight) end++;
  return [low, end];
}

let waiting = false;
const seenOnScroll = [];
function showView() {
  waiting = false;
  showPart();
  for (const see of seenOnScroll) see();
  if (one("Themes").hidden) return;
  const [low, end] = blocksInView();
  const total = Math.max(1, firstWords.at(-1) ?? 1);
  const from = (1000 * (firstWords[low] ?? 0)) / total, to = (1000 * (firstWords[end + 1] ?? total)) / total;
  for (const strip of strips) {
    const view = strip.querySelector(".view");
    view.setAttribute("x", from.toFixed(1));
    view.setAttribute("width", Math.max(2, to - from).toFixed(1));
  }
}
addEventListener("scroll", () => {
  if (!waiting) requestAnimationFrame(showView);
  waiting = true;
}, { passive: true });

new ResizeObserver(makeRoom).observe(here);
showPanel("Themes");
drawTimeline();
showView();
// Not before the browser has gone to the address itself, which has it at the top.
if (location.hash.length > 1) addEventListener("load", () => select(currentAddress()));
addEventListener("hashchange", () => select(currentAddress()));
for (const link of all('a[href^="#"]', document.querySelector(".head"))) {
  const name = link.getAttribute("href").slice(1);
  // A link to where one is already changes no address.
  link.addEventListener("click", () => location.hash === `#${name}` && goTo(name));
}
