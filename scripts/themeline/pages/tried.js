// The dictionary tried on the text of this page: numbers and strips of its themes, marks in the text, scores against
// coded sentences. The text's own marks and lists stay those of the dictionary as it was.
function tryOnText(dictionary) {
  const asItWas = dictionary.themes;
  const before = (k) => (mentionsOf.get(k) ?? []).map((i) => data.mentions[i]);
  const sentenceOf = (match) => match.sentence ?? tokens()[match.first].sentence;
  let wordOf = null;
  function wordsOfTokens() {
    if (!wordOf) {
      let word = 0;
      wordOf = data.tokens.joined.map((joined) => (joined & SAME_WORD ? word : ++word));
    }
    return wordOf;
  }

  // Numbers and strips of the panel of themes, as tried.
  const panelOf = asItWas.map(({ id }) => one(`t-${id}`));
  const shownBefore = panelOf.map((row) => [row.querySelector(".count").firstChild.data, row.querySelector(".ticks").getAttribute("d")]);
  function showThemes(of, isTried) {
    panelOf.forEach((row, k) => {
      const tried = isTried[k], mentions = tried ? of(k) : [];
      row.classList.toggle("tried", tried);
      row.querySelector(".count").firstChild.data = tried ? number.format(mentions.length) : shownBefore[k][0];
      const middle = ({ first, last }) => (1000 * (wordsOfTokens()[first] + wordsOfTokens()[last] - 1)) / 2 / Math.max(1, data.words);
      row.querySelector(".ticks").setAttribute("d", tried ? mentions.map((match) => `M${middle(match).toFixed(1)} 0v10`).join("") : shownBefore[k][1]);
    });
  }

  // The words of a stretch: places in the texts of the elements that hold it.
  function rangeOf(start, end) {
    const block = blockOf(start), walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), range = new Range();
    let at = Number(block.dataset.b), begun = false;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const letters = points(node.data), next = at + letters.length;
      const units = (offset) => cut(node.data, 0, offset - at).length;
      if (!begun && start < next) [begun] = [true, range.setStart(node, units(start))];
      if (begun && end <= next) {
        range.setEnd(node, units(end));
        return range;
      }
      at = next;
    }
    return range;
  }

  // Marks in the text: only where it is in view, and a screen or so around, since a pattern may find thousands.
  const AROUND = 20;
  let marked = { tried: [], "tried-gone": [] }, from = 0, to = -1;
  function highlight() {
    const hidden = one("Dictionary").hidden, [first, last] = blocksInView();
    [from, to] = [Math.max(0, first - AROUND), last + AROUND];
    const begin = blockStarts[from], end = blockStarts[to + 1] ?? Infinity;
    for (const [name, some] of Object.entries(marked)) {
      const near = hidden ? [] : some.filter(({ start }) => start >= begin && start < end);
      CSS.highlights.set(name, new Highlight(...near.map((match) => rangeOf(match.start, match.end))));
    }
  }
  function highlightInView() {
    if (one("Dictionary").hidden) return;
    const [first, last] = blocksInView();
    if (first < from || last > to) highlight();
  }
  if (globalThis.CSS?.highlights) seenOnScroll.push(highlightInView);

  // ---- against sentences of this text that are coded
  // An interval of a share, after E. B. Wilson (JASA 22, 1927).
  function wilson(top, bottom) {
    const z = 1.959964, p = top / bottom, middle = p + (z * z) / (2 * bottom);
    const half = z * Math.sqrt((p * (1 - p)) / bottom + (z * z) / (4 * bottom * bottom)), all = 1 + (z * z) / bottom;
    return [Math.max(0, (middle - half) / all), Math.min(1, (middle + half) / all)];
  }
  const ofJaccard = (j) => (2 * j) / (1 + j);

  // Hits, misses and false alarms of some mentions, as sentences; each counts as the share of coders that saw the theme.
  function judged(k, some) {
    const column = data.coded.themes.indexOf(k), inside = new Set(some.map(sentenceOf));
    const of = { hits: 0, misses: 0, alarms: 0, missed: [], wrong: [] };
    data.coded.sentences.forEach((n, i) => {
      const share = data.coded.shares[i][column];
      if (share < 0) return;
      if (inside.has(n)) [of.hits, of.alarms] = [of.hits + share, of.alarms + 1 - share];
      else of.misses += share;
      if (!inside.has(n) && share > 0) of.missed.push(n);
      if (inside.has(n) && share < 1) of.wrong.push(n);
    });
    return of;
  }

  function judge(k, now, edits) {
    const area = one("TriedScores");
    area.hidden = !data.coded;
    area.replaceChildren();
    if (!data.coded) return;
    area.append(make("h3", {}, `Against coded sentences${data.coded.kinds ? ` (coded by: ${data.coded.kinds})` : ""}`));
    if (!data.coded.themes.includes(k)) {
      area.append(make("p", {}, "Nobody has coded this theme."));
      return;
    }
    const is = judged(k, now), was = judged(k, before(k));
    const score = (top, bottom, change = (share) => share) => (bottom > 0 ? change(top / bottom).toFixed(2) : "–");
    const sure = (top, bottom, change = (share) => share) =>
      bottom > 0 && data.coded.coders === 1 ? wilson(top, bottom).map((share) => change(share).toFixed(2)).join(" to ") : "–";
    const rows = [
      ["precision", (of) => [of.hits, of.hits + of.alarms]], ["recall", (of) => [of.hits, of.hits + of.misses]],
      ["F1", (of) => [of.hits, of.hits + of.misses + of.alarms, ofJaccard]],
    ].map(([name, parts]) => make("tr", {}, make("th", { scope: "row" }, name), make("td", { class: "number-cell" }, score(...parts(is))),
      make("td", { class: "number-cell" }, sure(...parts(is))), make("td", { class: "number-cell" }, score(...parts(was)))));
    area.append(make("table", {}, make("thead", {}, make("tr", {}, ...["score", "now", "95 % interval", "before"].map((head) => make("th", { scope: "col" }, head)))), make("tbody", {}, rows)));
    const { aside, sentences, coders } = data.coded;
    if (edits > 1) {
      area.append(make("p", { class: "hint" }, `The dictionary was changed ${number.format(edits)} times since the page was opened, with these sentences in view: the more often, the better it fits these, and not others.`));
    }
    area.append(make("p", { class: "hint" }, `${number.format(sentences.length)} coded sentences of this text${coders > 1 ? `, by ${coders} coders: intervals are in 05-validity` : ""}.${aside ? ` ${number.format(aside)} of the test part are left aside and not shown.` : ""}`));
    for (const [name, places] of [["Missed", is.missed], ["False alarms", is.wrong]]) {
      if (!places.length) continue;
      area.append(make("details", {}, make("summary", {}, `${name}: ${number.format(places.length)}`),
        make("ul", { class: "numberless" }, places.map((n) => make("li", { dir: directionOf(sentenceText(n)) }, sentenceText(n), " ", make("a", { class: "at", href: `#s${n}` }, `sentence ${n}`))))));
    }
  }

  one("Themes").querySelector(".hint").after(make("p", { id: "TriedRemark", role: "status", hidden: "" },
    "Numbers and bars in this colour show the dictionary as you have changed it; the text and the lists show it as it was."));
  const open = tryDictionary(dictionary, {
    source: data.source.title,
    matcher,
    before,
    lineOf(match) {
      const sentence = sentenceOf(match);
      return { ...lineOf(sentence, match.start, match.end, ""), address: `#s${sentence}`, name: `sentence ${sentence}` };
    },
    show({ k, of, now, gone, isTried, any, edits }) {
      showThemes(of, isTried);
      one("TriedRemark").hidden = !any;
      marked = { tried: now, "tried-gone": gone };
      if (globalThis.CSS?.highlights) highlight();
      judge(k, now, edits);
    },
  });
  // Nothing is looked for before somebody comes to try.
  let ready = false;
  new MutationObserver(() => {
    ready ||= !one("Dictionary").hidden;
    if (ready) open();
  }).observe(one("Dictionary"), { attributeFilter: ["hidden"] });
}

tryOnText(data.dictionary);
