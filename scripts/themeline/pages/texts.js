// The texts of all documents of the page, as pages/texts.py packs them; unpacked when somebody first asks for them.
let texts = null, read = null;
const packed = () => (read ??= JSON.parse(one("Texts").textContent));

const spellingOf = (key) => key.replace(/\^(.)/gu, (_, letter) => letter.toUpperCase());

function unpackedTexts() {
  if (texts) return texts;
  const { types, spelled, between, joined, tokens, counts, ends } = packed().texts, bytes = atob(tokens);
  const count = counts.reduce((sum, one) => sum + one, 0);
  const pairs = new Int32Array(2 * count);
  for (let i = 0, place = 0, value = 0, shift = 0; i < bytes.length; i++) {
    const byte = bytes.charCodeAt(i);
    value |= (byte & 127) << shift;
    if (byte & 128) shift += 7;
    else {
      pairs[place++] = value;
      value = shift = 0;
    }
  }
  const seen = (words) => [...words.replace(UNSEEN, "")].length;
  const words = types.map((key, i) => spelled[i] ?? spellingOf(key)), lengths = words.map(seen), gaps = between.map(seen);
  const type = new Int32Array(count), before = new Int32Array(count), gap = new Int32Array(count);
  const length = new Int32Array(count), joinedAs = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    type[i] = pairs[2 * i];
    before[i] = pairs[2 * i + 1];
    gap[i] = gaps[before[i]];
    length[i] = lengths[type[i]];
    joinedAs[i] = joined[before[i]];
  }
  // The first token of each document, and behind them all the number of tokens.
  const firsts = [0];
  for (const one of counts) firsts.push(firsts.at(-1) + one);
  const found = matcherOf({ types, tokens: { type, gap, length, joined: joinedAs }, unseen: [] });
  texts = { type, before, joined: joinedAs, words, between, ends, firsts, matcher: found };
  return texts;
}

// Behind the documents stands the text that they are compared with.
const OWN = -1;
const heldDocuments = () => packed().texts.counts.length - 1;

// The number of the document that a token is of; a document without tokens begins where the next one does.
function documentOf(token) {
  const { firsts } = unpackedTexts(), n = firstAtLeast(firsts, token + 1) - 1;
  return n === heldDocuments() ? OWN : n;
}

// What the dictionary of the page finds of a theme in all documents, in the order of the text.
const mentionsKnown = new Map();
function mentionsInTexts(k) {
  const { matcher: of } = unpackedTexts(), { dictionary } = packed();
  if (dictionary.nested_scope === "dictionary" && !mentionsKnown.size) {
    const all = of.mentionsOf(dictionary.themes, true);
    dictionary.themes.forEach((_, i) => mentionsKnown.set(i, of.themeAmong(all, i)));
  }
  if (!mentionsKnown.has(k)) mentionsKnown.set(k, k < dictionary.themes.length ? of.countedOf(dictionary.themes[k]) : []);
  return mentionsKnown.get(k);
}

// A match in its context, within its paragraph.
function lineInTexts({ first, last }) {
  const { type, before, joined, words, between, ends, firsts } = unpackedTexts(), of = documentOf(first);
  const n = of === OWN ? heldDocuments() : of;
  const wordAt = (i) => words[type[i]], beforeAt = (i) => between[before[i]];
  let left = "", keyword = wordAt(first), right = "", i = first;
  while (!(joined[i] & PARAGRAPH)) {
    const longer = wordAt(i - 1) + beforeAt(i) + left;
    if ([...longer].length > CONTEXT) break;
    left = longer;
    i--;
  }
  if (joined[i] & PARAGRAPH) left = beforeAt(i).match(/[^\n]*$/)[0] + left;
  else left = `… ${left || beforeAt(i)}`;
  for (i = first + 1; i <= last; i++) keyword += beforeAt(i) + wordAt(i);
  for (; i < firsts[n + 1] && !(joined[i] & PARAGRAPH); i++) {
    const longer = right + beforeAt(i) + wordAt(i);
    if ([...longer].length > CONTEXT) break;
    right = longer;
  }
  if (i < firsts[n + 1] && !(joined[i] & PARAGRAPH)) right += " …";
  else right += (i < firsts[n + 1] ? beforeAt(i) : ends[n]).match(/^[^\n]*/)[0];
  // The text itself has a page, on which sentences have their numbers.
  const place = of === OWN
    ? { at: packed().own.title, href: `reader.html#s${firstAtLeast(packed().own.sentences, first - firsts[n] + 1)}` }
    : { first, lang: data.corpus.codes[documents[n].language], at: documents[n].title, href: `#${encodeURIComponent(`d-${documents[n].name}`)}` };
  return {
    ...place,
    left: oneSpaced(left).trimStart(), keyword: oneSpaced(keyword), right: oneSpaced(right).trimEnd(),
  };
}
