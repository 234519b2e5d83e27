// Search through the texts of all documents, and a dictionary that is tried on them.
const counted = documents.map((row) => row.counts);

// How many matches each document has, by its number; and how many the text itself has.
function perDocument(matches) {
  const counts = documents.map(() => 0);
  for (const { first } of matches) {
    const n = documentOf(first);
    if (n !== OWN) counts[n]++;
  }
  return counts;
}
function inOwn(matches) {
  const from = unpackedTexts().firsts[heldDocuments()];
  return matches.filter(({ first }) => first >= from).length;
}

function searchTexts() {
  const query = one("Query").value.trim();
  let matches = [];
  lines = [];
  one("Meaning").replaceChildren();
  try {
    if (query) matches = unpackedTexts().matcher.matchesOf(query);
    one("Count").textContent = "";
  } catch (error) {
    one("Count").textContent = error.message;
  }
  if (matches.length || (query && !one("Count").textContent)) {
    const counts = perDocument(matches), having = counts.flatMap((count, n) => (count ? [n] : []));
    const { own } = packed(), ownCount = inOwn(matches);
    one("Count").replaceChildren(make("bdi", { dir: "ltr" }, `“${query}”`), `: ${number.format(ownCount)} in the text, ${number.format(matches.length - ownCount)} in ${number.format(having.length)} of ${number.format(heldDocuments())} documents`);
    const rate = (n) => (1000 * counts[n]) / documents[n].words;
    having.sort((a, b) => rate(b) - rate(a) || a - b);
    const often = having.map((n) => [`#${encodeURIComponent(`d-${documents[n].name}`)}`, documents[n].title, rate(n), counts[n]]);
    if (ownCount) often.push(["reader.html", own.title, (1000 * ownCount) / own.words, ownCount]);
    often.sort((a, b) => b[2] - a[2]);
    if (often.length > 1) {
      one("Meaning").append(`Most often, per 1,000 ${data.corpus.unit}: `, ...often.slice(0, 5).flatMap(([href, title, rate, count], i) => [
        i ? ", " : "", make("a", { href, dir: "auto" }, title), ` ${rate.toFixed(2)} (${number.format(count)})`,
      ]), ".");
    }
    const { firsts } = unpackedTexts(), ownFrom = firsts[heldDocuments()];
    // The text itself comes first.
    lines = matches.map((match) => ({
      start: match.first < ownFrom ? match.start : match.start - Number.MAX_SAFE_INTEGER,
      write: () => lineInTexts(match),
    }));
  }
  sortLines();
}

function tryOnTexts() {
  const { dictionary } = packed();
  return tryDictionary(dictionary, {
    source: document.title,
    matcher: () => unpackedTexts().matcher,
    before: mentionsInTexts,
    lineOf(match) {
      const line = lineInTexts(match);
      return { ...line, address: line.href, name: line.at };
    },
    show({ of, isTried, any }) {
      const tried = data.corpus.themes.map((_, k) => (isTried[k] ? perDocument(of(k)) : null));
      const were = heads.map((head) => head.classList.contains("tried"));
      documents.forEach((row, n) => {
        row.counts = any ? counted[n].map((count, k) => (tried[k] ? tried[k][n] : count)) : counted[n];
      });
      heads.forEach((head) => head.classList.toggle("tried", Boolean(tried[head.dataset.theme])));
      showOwn(packed().own.counts.map((count, k) => (isTried[k] ? inOwn(of(k)) : count)));
      one("TriedRemark").hidden = !any;
      if (any || were.includes(true)) show();
    },
  });
}

// The first row, as the dictionary that is tried counts it.
function showOwn(counts) {
  all(".own td.rate").forEach((cell, k) => shade(cell, (1000 * counts[k]) / packed().own.words));
}

// Nothing is unpacked before somebody comes to search, or to try.
one("Search")?.addEventListener("submit", (event) => {
  event.preventDefault();
  searchTexts();
});
// A line leads to its place in the text.
one("Lines")?.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-token]");
  if (!link) return;
  wantedToken = Number(link.dataset.token);
  if (link.hash === location.hash) chosen();
});
let openTried = null;
one("TryIt")?.addEventListener("toggle", () => {
  if (one("TryIt").open) (openTried ??= tryOnTexts())();
});
