"use strict";
document.documentElement.classList.add("js");
const data = JSON.parse(document.getElementById("Data").textContent);
const one = (id) => document.getElementById(id);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const DIRECTION = /([\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069])/;
// Most letters of a text tell its direction, not the first: an Arabic one may begin with a name in Latin letters.
const TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/gu, LETTER = /\p{L}/gu;
const directionOf = (text) => (2 * (text.match(TO_LEFT) ?? []).length > (text.match(LETTER) ?? []).length ? "rtl" : "ltr");
const number = new Intl.NumberFormat("en-GB");

function put(parent, text) {
  for (const piece of String(text).split(DIRECTION)) {
    if (DIRECTION.test(piece)) {
      const name = "u+" + piece.charCodeAt(0).toString(16).padStart(4, "0");
      parent.append(make("bdi", { class: "unseen", "data-name": name }, piece));
    } else if (piece) parent.append(piece);
  }
  return parent;
}

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  for (const child of children.flat()) {
    if (child instanceof Node) element.append(child);
    else if (DIRECTION.test(child) && tag !== "bdi") put(element, child);
    else element.append(child);
  }
  return element;
}

// Tables come as the names of their columns and rows; each row becomes an object.
const records = ({ columns, rows }) => rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
for (const name of ["themes", "mentions", "sentences", "events"]) if (data[name]) data[name] = records(data[name]);
if (data.corpus) {
  for (const name of ["themes", "documents"]) data.corpus[name] = records(data.corpus[name]);
}

const themeNumber = new Map((data.themes ?? []).map((theme, i) => [theme.id, i]));
const eventNumber = new Map((data.events ?? []).map((event, i) => [event.address, i]));
const themeOf = (mention) => data.themes[mention.theme];
const mentionAddress = (mention) => `m-${themeOf(mention).id}-${mention.number}`;
const mentionName = (mention) => `${themeOf(mention).label}, mention ${mention.number}`;
let mentionNumbers = null;

function mentionNumber(address) {
  mentionNumbers ??= new Map(data.mentions.map((mention, i) => [mentionAddress(mention), i]));
  return mentionNumbers.get(address);
}

const sentenceRow = (n) => data.sentences[n - 1];
const overlaps = (n, start, end) => sentenceRow(n).start < end && sentenceRow(n).end > start;
const sentencesWhere = (test) => data.sentences.flatMap((row, i) => (test(row) ? [i + 1] : []));

// What an address stands for: its kind, a name, and the sentences, mentions (row numbers), or places of a word.
function resolve(address) {
  let match;
  if (!data.sentences) return null;
  if (eventNumber.has(address)) {
    const event = eventNumber.get(address), { label, date, start, end } = data.events[event];
    return { kind: "event", name: `${date}: ${label}`, event, start, end, sentences: sentencesWhere((row) => row.start < end && row.end > start) };
  }
  if ((match = address.match(/^s(\d+)$/)) && sentenceRow(match[1])) {
    return { kind: "sentence", name: `Sentence ${match[1]}`, sentences: [Number(match[1])] };
  }
  if ((match = address.match(/^section-(\d+)$/)) && match[1] in data.sections) {
    const section = Number(match[1]);
    return { kind: "section", name: data.sections[match[1]], sentences: sentencesWhere((row) => row.section === section && row.counted) };
  }
  if (address.startsWith("m-") && mentionNumber(address) !== undefined) {
    const mention = data.mentions[mentionNumber(address)];
    return { kind: "mention", name: mentionName(mention), mentions: [mentionNumber(address)], sentences: [mention.sentence] };
  }
  if ((match = address.match(/^t-([^.+]+)(?:\.(\d+))?(?:\+(.+))?$/)) && themeNumber.has(match[1])) {
    const theme = themeNumber.get(match[1]), other = match[3] && themeNumber.get(match[3]);
    const section = match[2] === undefined ? null : Number(match[2]);
    const sentencesOf = (wanted) => new Set(data.mentions.filter((mention) => mention.theme === wanted).map((mention) => mention.sentence));
    const first = sentencesOf(theme), both = match[3] ? sentencesOf(other) : null;
    const mentions = data.mentions.flatMap((mention, i) => {
      if (mention.theme !== theme && (!both || mention.theme !== other)) return [];
      if (section !== null && sentenceRow(mention.sentence).section !== section) return [];
      if (both && !(first.has(mention.sentence) && both.has(mention.sentence))) return [];
      return [i];
    });
    const name = data.themes[theme].label + (match[3] ? ` with ${data.themes[other].label}` : "") +
      (section === null ? "" : `, ${data.sections[section]}`);
    const sentences = [...new Set(mentions.map((i) => data.mentions[i].sentence))];
    return { kind: "theme", name, theme, mentions, sentences };
  }
  if ((match = address.match(/^w-(.+?)(?:\.(\d+))?$/))) {
    const section = match[2] === undefined ? null : Number(match[2]);
    const places = placesOfWord(match[1]).filter((place) => section === null || sentenceRow(place.sentence).section === section);
    const name = `“${match[1]}”` + (section === null ? "" : `, ${data.sections[section]}`);
    return { kind: "word", name, word: match[1], places, sentences: [...new Set(places.map((place) => place.sentence))] };
  }
  return null;
}

function currentAddress() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return location.hash.slice(1);
  }
}

async function copy(text, status) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = make("textarea", { "aria-hidden": "true", tabindex: "-1" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  status.textContent = "Copied.";
}
