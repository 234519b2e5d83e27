// A document of a corpus to be read in the page, with the mentions of the dictionary's themes marked.

// Of each token of a document, the themes that it is a mention of; and whether what stands before it belongs to one too.
function themesOfTokens(from, to) {
  const labels = Array.from({ length: to - from }, () => []), inside = Array.from({ length: to - from }, () => []);
  packed().dictionary.themes.forEach(({ label }, k) => {
    const matches = mentionsInTexts(k);
    for (let i = firstAtLeast(matches.map((match) => match.first), from); i < matches.length && matches[i].first < to; i++) {
      for (let token = matches[i].first; token <= matches[i].last; token++) {
        labels[token - from].push(label);
        if (token > matches[i].first) inside[token - from].push(label);
      }
    }
  });
  return { labels, inside };
}

// The paragraphs of a document; `wanted` is a token that is looked for, if any.
function paragraphsOf(n, wanted) {
  const { type, before, words, between, ends, firsts } = unpackedTexts(), from = firsts[n], to = firsts[n + 1];
  const { labels, inside } = themesOfTokens(from, to), paragraphs = [make("p")];
  let open = null;
  function write(text, themes, token) {
    const named = themes.join("; ");
    if (named && open?.title === named) return void put(open, text);
    open = named ? make("mark", { title: named }) : null;
    const place = open ?? paragraphs.at(-1);
    if (open) paragraphs.at(-1).append(open);
    if (token === wanted) place.append(make("span", { id: "Wanted", class: "lit-words" }, text));
    else put(place, text);
  }
  function writeBetween(text, themes) {
    text.split(/\n\s*\n/).forEach((piece, i) => {
      if (i) {
        paragraphs.push(make("p"));
        open = null;
      }
      if (piece) write(piece, themes);
    });
  }
  for (let token = from; token < to; token++) {
    writeBetween(between[before[token]], inside[token - from]);
    // What begins anew is a mention of its own.
    if (labels[token - from].length > inside[token - from].length) open = null;
    write(words[type[token]], labels[token - from], token);
  }
  writeBetween(ends[n], []);
  return paragraphs.filter((paragraph) => paragraph.textContent.trim());
}

// What opens the text of a document below its name; null where the page does not hold it.
let wantedToken = null;
function readingOf(n) {
  if (!one("Texts") || n >= heldDocuments()) return null;
  const text = make("div", { class: "text", lang: data.corpus.codes[documents[n].language], tabindex: "0", role: "region", "aria-label": `Text of ${documents[n].title}` });
  const said = make("p", { class: "hint", role: "status" }, "Point at a mark, or tap it, to see its theme.");
  text.addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    if (mark) said.replaceChildren(`“${oneSpaced(mark.textContent)}”: ${mark.title}`);
  });
  const reading = make("div", { class: "reading" }, said, text);
  text.append(...paragraphsOf(n, wantedToken));
  const direction = directionOf(text.textContent);
  for (const paragraph of all("p", text)) paragraph.dir = direction;
  wantedToken = null;
  return reading;
}
