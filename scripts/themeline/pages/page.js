"use strict";
document.documentElement.classList.add("js");
const data = JSON.parse(document.getElementById("Data").textContent);
const one = (id) => document.getElementById(id);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const DIRECTION = /([\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069])/;
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

const themeNumber = new Map(data.themes ? data.themes.map((theme, i) => [theme[0], i]) : []);
const eventNumber = new Map((data.events || []).map((event, i) => [event[0], i]));
const mentionAddress = (m) => `m-${data.themes[m[0]][0]}-${m[2]}`;
let mentionNumbers = null;

function mentionNumber(address) {
  mentionNumbers ??= new Map(data.mentions.map((m, i) => [mentionAddress(m), i]));
  return mentionNumbers.get(address);
}

const counted = (sentence) => data.sentences[sentence - 1][3] === 1;
const sectionOf = (sentence) => data.sentences[sentence - 1][2];
const overlaps = (sentence, start, end) =>
  data.sentences[sentence - 1][0] < end && data.sentences[sentence - 1][1] > start;

function sentencesOver(start, end) {
  const found = [];
  data.sentences.forEach((row, i) => {
    if (row[0] < end && row[1] > start) found.push(i + 1);
  });
  return found;
}

const NO_BREAK = "(?<![\\p{L}\\p{M}\\p{N}])(?<![\\p{L}\\p{M}\\p{N}]['’‘ʼ\\-‐‑])";
const NO_MORE = "(?![\\p{L}\\p{M}\\p{N}])(?!['’‘ʼ\\-‐‑][\\p{L}\\p{N}])";
const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/[’‘ʼ]/g, "'").replace(/[‐‑]/g, "-");

// A whole word as the text has it: no part of one with a hyphen or apostrophe.
function wholeWord(word) {
  const escaped = fold(word).replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/'/g, "['’‘ʼ]").replace(/-/g, "[-‐‑]");
  return new RegExp(NO_BREAK + escaped + NO_MORE, "giu");
}

// What an address stands for: its kind, a name, and the sentences, mentions (row numbers), or word that it means.
function resolve(address, textOf) {
  let match;
  if (!data.sentences) return null;
  if (eventNumber.has(address)) {
    const [, label, date, start, end] = data.events[eventNumber.get(address)];
    return { kind: "event", name: `${date}: ${label}`, event: eventNumber.get(address), start, end, sentences: sentencesOver(start, end) };
  }
  if ((match = address.match(/^s(\d+)$/)) && data.sentences[match[1] - 1]) {
    return { kind: "sentence", name: `Sentence ${match[1]}`, sentences: [Number(match[1])] };
  }
  if ((match = address.match(/^section-(\d+)$/)) && match[1] in data.sections) {
    const sentences = data.sentences.flatMap((row, i) => (row[2] === Number(match[1]) && row[3] ? [i + 1] : []));
    return { kind: "section", name: data.sections[match[1]], sentences };
  }
  if (address.startsWith("m-") && mentionNumber(address) !== undefined) {
    const m = data.mentions[mentionNumber(address)];
    const name = `${data.themes[m[0]][1]}, mention ${m[2]}`;
    return { kind: "mention", name, mentions: [mentionNumber(address)], sentences: [m[5]] };
  }
  if ((match = address.match(/^t-([^.+]+)(?:\.(\d+))?(?:\+(.+))?$/)) && themeNumber.has(match[1])) {
    const theme = themeNumber.get(match[1]), other = match[3] && themeNumber.get(match[3]);
    const both = new Set(match[3] ? data.mentions.filter((m) => m[0] === other).map((m) => m[5]) : []);
    const within = match[2] === undefined ? null : Number(match[2]);
    const mentions = data.mentions.flatMap((m, i) => {
      if (m[0] !== theme && (!match[3] || m[0] !== other)) return [];
      if (within !== null && sectionOf(m[5]) !== within) return [];
      return [i];
    });
    const first = new Set(mentions.map((i) => data.mentions[i]).filter((m) => m[0] === theme).map((m) => m[5]));
    const kept = match[3] ? mentions.filter((i) => both.has(data.mentions[i][5]) && first.has(data.mentions[i][5])) : mentions;
    const name = data.themes[theme][1] + (match[3] ? ` with ${data.themes[other][1]}` : "") +
      (within === null ? "" : `, ${data.sections[within]}`);
    const sentences = [...new Set(kept.map((i) => data.mentions[i][5]))];
    return { kind: "theme", name, theme, mentions: kept, sentences };
  }
  if ((match = address.match(/^w-(.+?)(?:\.(\d+))?$/))) {
    const pattern = wholeWord(match[1]), within = match[2] === undefined ? null : Number(match[2]);
    const sentences = data.sentences.flatMap((row, i) =>
      row[3] && (within === null || row[2] === within) && fold(textOf(i + 1)).match(pattern) ? [i + 1] : []);
    const name = `“${match[1]}”` + (within === null ? "" : `, ${data.sections[within]}`);
    return { kind: "word", name, word: match[1], section: within, sentences };
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
