// What an address of documents stands for: a name, the rows of `data.corpus.documents`, the themes that it is about.
const rateOf = (row, theme) => (1000 * row.counts[theme]) / row.words;
const corpusTheme = (id) => data.corpus.themes.findIndex((theme) => theme.id === id);

function documentsAt(address) {
  const rows = data.corpus.documents;
  if (address.startsWith("d-")) {
    const found = rows.findIndex((row) => row.name === address.slice(2));
    return found < 0 ? null : { name: rows[found].name, rows: [found], themes: [], one: true };
  }
  const match = address.match(/^t-([^.+]+)(?:\+([^.+]+))?(?:\.([gp])-(.*))?$/s);
  const themes = match ? [match[1], ...(match[2] ? [match[2]] : [])].map(corpusTheme) : [-1];
  if (themes.includes(-1)) return null;
  const [, , , kind, within] = match, last = Number(within) + data.corpus.period;
  const inside = (row) =>
    kind === "g" ? row.group === within : kind === "p" ? row.year >= Number(within) && row.year < last : true;
  const of = rows.filter(inside).length;
  const found = rows.flatMap((row, i) => (inside(row) && themes.every((theme) => row.counts[theme]) ? [i] : []));
  found.sort((a, b) => rateOf(rows[b], themes[0]) - rateOf(rows[a], themes[0]));
  const where = kind === "g" ? `, ${within}` : kind === "p" ? `, ${within} to ${last - 1}` : "";
  return { name: themes.map((theme) => data.corpus.themes[theme].label).join(" with ") + where, rows: found, themes, of };
}

const rateWords = (row, theme) => `${rateOf(row, theme).toFixed(2)} (${number.format(row.counts[theme])})`;

// What the length of a document is told in.
const unitOf = (row) => (data.corpus.in_characters.includes(row.language) ? "characters" : "words");

// What is known of a document, in words.
const knownOf = (row) => [row.group, row.year, `${number.format(row.words)} ${unitOf(row)}`].filter((one) => one !== "" && one !== null).join(", ");

// A document in a list: its name, what is known of it, and its mentions of the themes that are looked at.
function documentLine(n, found, page = "") {
  const row = data.corpus.documents[n];
  const rates = found.themes.map((theme) => `${rateWords(row, theme)}`);
  const parts = [make("a", { href: `${page}#${encodeURIComponent(`d-${row.name}`)}`, dir: "auto" }, row.title), ` (${knownOf(row)})`];
  if (rates.length) parts.push(`: ${rates.join("; ")} mentions per 1,000 ${unitOf(row)} (in all)`);
  if (row.page) parts.push(". ", make("a", { href: row.page }, "Read it"));
  return parts;
}
