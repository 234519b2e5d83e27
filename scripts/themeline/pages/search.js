// Search among tokens, by the keys that were made when the page was written: no rule of words is told here again.
// A token is a word, or a part of one with hyphens; `joined` tells whether it may follow the one before it in a phrase
// (1), and whether it is a part of the same word (2).
const UNSEEN = /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\u0640\u064b-\u0652\u0670\ufc5e-\ufc63\ufcf2-\ufcf4\ufe70-\ufe74\ufe76-\ufe7f]/g;
const FOLLOWS = 1, SAME_WORD = 2;

// Before a letter of a type that was a capital in the text; and before a word of a query whose capitals have to be ones.
const MARK = /\^/g, CAPITALS = "CAPS/";

const spelled = (text) =>
  text.replace(UNSEEN, "").replace(/[‐‑﹣－]/g, "-").replace(/[‘’ʼ＇]/g, "'")
    .replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) % 16)).normalize("NFKC");

// The key of typed words, as Python folds those of the text: NFKC, then full case folding.
const fold = (text) => caseless(spelled(text));

// Full case folding, which a browser has not got: lower, upper and lower case again comes to the same, but for a
// dotless i, a final sigma, and Cherokee.
function caseless(text) {
  return text.split("ı").map((part) => part.toLowerCase().toUpperCase().toLowerCase()).join("ı").replace(/ς/g, "σ")
    .replace(/[\uab70-\uabbf]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xab70 + 0x13a0))
    .replace(/[\u13f8-\u13fd]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 8));
}

// Where what is elided in French is a word of its own: a hyphen for its apostrophe, and behind it the mark of capitals.
const ELISION = /(?<![^\s-])(CAPS\/)?(c|d|j|l|m|n|s|t|qu|jusqu|lorsqu|puisqu|quoiqu)'/gi;
const elisionsCut = (words) => (data.elided ? words.replace(ELISION, (_, mark, letters) => `${letters}-${mark ?? ""}`) : words);

let tokenList = null;
function tokens() {
  if (tokenList) return tokenList;
  const { type, gap, length, joined } = data.tokens;
  let end = 0, n = 1;
  tokenList = type.map((key, i) => {
    const start = end + gap[i];
    end = start + length[i];
    while (sentenceRow(n).end <= start) n++;
    return { type: key, start, end, sentence: n, joined: joined[i] };
  });
  return tokenList;
}

const placeOf = (first, last) => ({ sentence: tokens()[first].sentence, start: tokens()[first].start, end: tokens()[last].end });

let foldedTypes = null;
const keysOfTypes = () => (foldedTypes ??= data.types.map((type) => type.replace(MARK, "")));

// A letter of a word that asks for capitals: a capital has its mark in the type, any other letter may have one.
function capitalOrNot(letter) {
  if (letter === "?") return "\\^?[^^]";
  return (/\p{Uppercase}/u.test(letter) ? "\\^" : "\\^?") + [...caseless(letter)].join("\\^?");
}

// A word with * and ?; where a character is a word, only * may stand behind it.
const ALONE = "[\\p{Script=Han}\\p{Script=Hiragana}]", LETTERS = "(?:[\\p{L}\\p{Nd}\\p{Nl}*?]\\p{M}*)+";
const GLOB = new RegExp(`^(?:${ALONE}\\p{M}*\\**|(?!.*${ALONE})${LETTERS}(?:'${LETTERS})*)$`, "u");
const BEFORE_LETTERS = new RegExp(`${ALONE}\\p{M}*(?=[\\p{L}\\p{Nd}\\p{Nl}])`, "gu");
// White space as Python has it.
const SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const SPACES = new RegExp(`${SPACE}+`);
const MOST_WORDS = 12;

const lettersOf = (glob) => (glob.startsWith(CAPITALS) ? glob.slice(CAPITALS.length) : glob);

// The words of a pattern, folded but where they ask for capitals: hyphens separate, and so do characters that are words.
// An error says what is wrong, as `dictionary.patterns` does.
function globsOf(pattern) {
  if (/["“”„«»]/.test(pattern)) throw new Error(`pattern '${pattern}' contains a quotation mark; remove it`);
  const spaced = elisionsCut(spelled(pattern.split(SPACES).join(" "))).replace(/-/g, " ")
    .replace(new RegExp(ALONE, "gu"), " $&").replace(BEFORE_LETTERS, "$& ");
  const globs = spaced.split(SPACES).filter(Boolean).map((word) => {
    const asks = word.startsWith(CAPITALS), glob = (asks ? word : caseless(word)).replace(/\*{2,}/g, "*");
    if (!GLOB.test(caseless(lettersOf(glob)))) {
      const name = asks ? word : caseless(word);
      throw new Error(`pattern '${pattern}': '${name}' is not a word; use letters, digits, *, ? and apostrophes`);
    }
    if (asks && !/\p{Uppercase}/u.test(lettersOf(glob))) {
      throw new Error(`pattern '${pattern}': '${word}' asks for capitals but has none; write it as the name is written`);
    }
    return glob;
  });
  if (globs.every((glob) => !lettersOf(glob).replace(/[*?]/g, ""))) {
    throw new Error(`pattern '${pattern}' has no letters, so it would match any word`);
  }
  if (globs.length > MOST_WORDS) throw new Error(`pattern '${beginningOf(pattern)}…' has more than ${MOST_WORDS} words`);
  return globs;
}

const beginningOf = (pattern) => [...pattern].slice(0, 60).join("");

let theMatcher = null;
const matcher = () => (theMatcher ??= matcherOf(data));

// Where tokens match a pattern, in the order of the text.
const placesOfPattern = (query) => matcher().matchesOf(query).map(({ first, last }) => placeOf(first, last));

// Whether a token is a word but for what is elided before it.
const isBehindElision = (list, i) =>
  data.elided && list[i - 1] && !(list[i - 1].joined & SAME_WORD) && elisionsCut(`${keysOfTypes()[list[i - 1].type]}'`).endsWith("-");

// Where a whole word stands, as it is counted: not as a part of one with hyphens.
function placesOfWord(word) {
  const wanted = elisionsCut(fold(word)).split("-"), list = tokens(), found = [];
  for (let first = 0; first + wanted.length <= list.length; first++) {
    const last = first + wanted.length - 1;
    if ((list[first].joined & SAME_WORD && !isBehindElision(list, first)) || (list[last + 1] && list[last + 1].joined & SAME_WORD)) continue;
    if (wanted.every((key, i) => (!i || list[first + i].joined & SAME_WORD) && keysOfTypes()[list[first + i].type] === key)) {
      found.push(placeOf(first, last));
    }
  }
  return found;
}
