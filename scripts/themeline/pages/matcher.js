// What the patterns of a dictionary find among tokens: the rules of `dictionary.mentions`, told in docs/matching-rules.md.
// Keys of tokens were made when the page was written, so no rule of words is told here again.
const PARAGRAPH = 4, WIDEST = 100, LONGEST = 300;
const COMPANY = new RegExp(`${SPACE}+(NOT${SPACE}+)?NEAR/([0-9]{1,4})${SPACE}+`);

// A pattern, read: the globs of its words, and what must stand near, or must not. An error says what is wrong.
function ruleOf(pattern) {
  if ([...pattern].length > LONGEST) throw new Error(`pattern '${beginningOf(pattern)}…' has more than ${LONGEST} characters`);
  const [words, ...rest] = pattern.split(COMPANY), company = [];
  for (let i = 0; i < rest.length; i += 3) {
    const within = Number(rest[i + 1]);
    if (within < 1 || within > WIDEST) throw new Error(`pattern '${pattern}': NEAR/${rest[i + 1]} is not from 1 to ${WIDEST} words`);
    company.push({ wanted: rest[i] === undefined, within, patterns: rest[i + 2].split("|").map(globsOf) });
  }
  return { globs: globsOf(words), company };
}

// An expression of the parts between the stars of a glob. Each part is taken at the first place where it fits: what a
// browser has found by looking ahead it does not try anew, so that the time does not grow with the stars.
function inTurn(parts) {
  const [first, ...rest] = parts, end = rest.pop();
  const middle = rest.map((part, i) => `(?=([^]*?${part}))\\${i + 1}`).join("");
  return new RegExp(`^${first}${end === undefined ? "" : `${middle}[^]*${end}`}$`, "u");
}

// A function that tells whether a folded glob matches a word. Most that begin with a star have no other mark before their
// end: where words carry an article and particles, as in Arabic, there are thousands of these.
function fitting(glob) {
  const inner = glob.replace(/^\*+|\*+$/g, "");
  if (glob.startsWith("*") && !/[*?]/.test(inner)) return glob.endsWith("*") ? (word) => word.includes(inner) : (word) => word.endsWith(inner);
  const whole = inTurn(glob.split("*").map((part) => part.replace(/\?/g, "[^]")));
  return (word) => whole.test(word);
}

// The first place in a sorted array whose value is at least this one.
function firstAtLeast(sorted, value) {
  let low = 0, high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

// Finds patterns and themes among the tokens of a text. `unseen` are the places of marks that cannot be seen, which
// make no match longer than another.
function matcherOf({ types, tokens, unseen }) {
  const { type, gap, length, joined } = tokens, count = type.length;
  const starts = new Array(count), ends = new Array(count), paragraphs = new Array(count);
  const where = types.map(() => []);
  for (let i = 0, end = 0, paragraph = 0; i < count; i++) {
    starts[i] = end + gap[i];
    ends[i] = end = starts[i] + length[i];
    paragraphs[i] = paragraph += joined[i] & PARAGRAPH ? 1 : 0;
    where[type[i]].push(i);
  }
  const keys = types.map((key) => key.replace(MARK, ""));
  // Types in the order of their keys, so that those with one beginning stand together.
  const order = keys.map((_, i) => i).sort((a, b) => (keys[a] < keys[b] ? -1 : keys[a] > keys[b] ? 1 : 0));
  const sorted = order.map((i) => keys[i]);
  const seen = (start, end) => end - start - (firstAtLeast(unseen, end) - firstAtLeast(unseen, start));
  const known = new Map(), matched = new Map();

  // The types that a glob matches; null for a lone *, which any does.
  function typesOf(glob) {
    if (glob === "*") return null;
    const folded = caseless(lettersOf(glob)), begin = folded.match(/^[^*?]*/u)[0], found = [];
    const fits = folded === `${begin}*` ? () => true : fitting(folded);
    for (let i = firstAtLeast(sorted, begin); i < sorted.length && sorted[i].startsWith(begin); i++) {
      if (fits(sorted[i])) found.push(order[i]);
    }
    if (!glob.startsWith(CAPITALS)) return found;
    const capitals = inTurn(lettersOf(glob).split("*").map((part) => [...part].map(capitalOrNot).join("")));
    return found.filter((i) => capitals.test(types[i]));
  }

  // The tokens that a glob matches, and whether a token is one of them; null for a lone *.
  function hits(glob) {
    if (!known.has(glob)) {
      const found = typesOf(glob);
      const places = found && found.flatMap((one) => where[one]).sort((a, b) => a - b);
      known.set(glob, places && { places, types: new Set(found) });
    }
    return known.get(glob);
  }

  // The first tokens of the places where globs match tokens one after another, in the order of the text.
  function placesOf(globs) {
    const sets = globs.map(hits);
    if (sets.some((set) => set && !set.places.length)) return [];
    let rarest = -1;
    sets.forEach((set, i) => {
      if (set && (rarest < 0 || set.places.length < sets[rarest].places.length)) rarest = i;
    });
    const found = [];
    for (const anchor of sets[rarest].places) {
      const first = anchor - rarest;
      if (first < 0 || first + globs.length > count) continue;
      const fits = sets.every((set, i) => (!set || set.types.has(type[first + i])) && (!i || joined[first + i] & FOLLOWS));
      if (fits) found.push(first);
    }
    return found;
  }

  // The matches of a pattern that are in the company that it asks for, and not in that which it forbids.
  function matchesOf(pattern) {
    if (!matched.has(pattern)) matched.set(pattern, matchesOfRule(pattern, ruleOf(pattern)));
    return matched.get(pattern);
  }

  function matchesOfRule(pattern, { globs, company }) {
    let firsts = placesOf(globs);
    for (const { wanted, within, patterns } of firsts.length ? company : []) {
      const near = patterns.flatMap((others) => placesOf(others).map((first) => [first, first + others.length - 1]));
      near.sort((a, b) => a[0] - b[0]);
      const begins = near.map(([first]) => first), longest = Math.max(0, ...patterns.map((others) => others.length - 1));
      firsts = firsts.filter((begin) => {
        const end = begin + globs.length - 1;
        let found = false;
        for (let i = firstAtLeast(begins, begin - within - longest); !found && i < near.length && near[i][0] <= end + within; i++) {
          const [first, last] = near[i];
          found = paragraphs[first] === paragraphs[begin] && (first > end || (last < begin && last >= begin - within));
        }
        return found === wanted;
      });
    }
    return firsts.map((first) => {
      const last = first + globs.length - 1, start = starts[first], end = ends[last];
      return { first, last, start, end, size: seen(start, end), pattern };
    });
  }

  const longestFirst = (patterns) => patterns.flatMap(matchesOf).sort((a, b) => b.size - a.size || a.start - b.start);

  // A function that tells whether one of these matches overlaps another, and is longer.
  function blockersOf(matches) {
    const sorted = [...matches].sort((a, b) => a.start - b.start), begins = sorted.map(({ start }) => start);
    const widest = sorted.reduce((most, { start, end }) => Math.max(most, end - start), 0);
    return ({ start, end, size }) => {
      for (let i = firstAtLeast(begins, start - widest); i < sorted.length && begins[i] < end; i++) {
        if (sorted[i].end > start && sorted[i].size > size) return true;
      }
      return false;
    };
  }

  const inOrder = (matches) => matches.sort((a, b) => a.start - b.start || a.end - b.end);

  // The matches of a theme that count: of overlapping ones the longest, and none that overlaps a longer exception.
  function countedOf({ patterns, exceptions = [] }) {
    const isBlocked = blockersOf(longestFirst(exceptions)), taken = new Uint8Array(count), kept = [];
    for (const match of longestFirst(patterns)) {
      const { first, last } = match;
      if (isBlocked(match) || taken.subarray(first, last + 1).includes(1)) continue;
      taken.fill(1, first, last + 1);
      kept.push(match);
    }
    return inOrder(kept);
  }

  // The mentions of all themes; `nested` says that one within a longer one of another theme does not count.
  function mentionsOf(themes, nested) {
    const found = themes.flatMap((theme, i) => countedOf(theme).map((match) => ({ ...match, theme: i })));
    found.sort((a, b) => a.start - b.start || b.end - a.end);
    let from = 0, to = 0;
    return !nested ? found : found.filter(({ start, end }) => {
      if (end > to) [from, to] = [start, end];
      return end - start === to - from;
    });
  }

  // Those of one theme, in the order of the text.
  const themeAmong = (mentions, k) => inOrder(mentions.filter(({ theme }) => theme === k));

  return { countedOf, mentionsOf, themeAmong, matchesOf, placesOf, starts, ends };
}
