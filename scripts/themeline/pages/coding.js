// Sentences coded by hand, one at a time; or, where there are coders, decided on. What is chosen is kept in the browser.
const decides = Boolean(data.coders);
const FLAG = decides ? "hard case" : "unsure";
const YES = ["1", "1.0", "x", "yes", "y", "true"];
const LONGEST = 300; // seconds at one sentence, above which somebody was away
const [BEFORE, PROBABILITY, AFTER] = data.columns;
const cards = all("#Themes .card[data-t]");
const boxes = cards.map((card) => card.querySelector("input"));
const narrow = matchMedia("(max-width:56rem)");
let wider = false, leaving = -1, asked = "";
let coder = "", order = [], answers = new Map(), at = 0, since = 0, kept = true, saved = true;

const documentOf = (row) => data.documents[data.rows[row][0]];
const sentenceOf = (row, away = 0) => documentOf(row).sentences[data.rows[row][1] + away];
const slug = (name) => name.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "") || "coder";
const placeOf = (name) => `themeline ${data.mark} ${name.trim().toLowerCase()}`;
const isCoded = (answer) => Boolean(answer && (decides ? answer.done : answer.themes.size || answer.none));
const coded = () => order.filter((row) => isCoded(answers.get(row)));
const sheetName = () => `${data.name}${decides ? "" : `-${slug(coder)}`}.csv`;

// ---- kept in the browser, by page and coder
function stored(place) {
  try {
    return JSON.parse(localStorage.getItem(place));
  } catch {
    return null;
  }
}

function keep() {
  const written = Object.fromEntries([...answers].map(([row, { themes, ...rest }]) => [row, { ...rest, themes: [...themes] }]));
  try {
    localStorage.setItem(placeOf(coder), JSON.stringify({ name: coder, at, answers: written }));
    kept = true;
  } catch {
    kept = false;
    say("");
  }
}

function recall() {
  const found = stored(placeOf(coder));
  answers = new Map(Object.entries(found?.answers ?? {}).map(([row, answer]) => [Number(row), { ...answer, themes: new Set(answer.themes) }]));
  at = Math.min(found?.at ?? 0, order.length);
}

function say(words) {
  const warning = kept ? "" : "This browser keeps nothing: save the sheet before you close the page.";
  one("Said").textContent = [words, warning].filter(Boolean).join(" ");
}

// What a key has changed is seen by who looks at the page.
const speak = (words) => (one("Spoken").textContent = words);

// ---- a coder begins
function begin(name) {
  coder = name.trim();
  order = decides ? data.differ : shuffled(data.rows.length, `${data.mark} ${coder.toLowerCase()}`);
  recall();
  keep();
  showRules(false);
  one("Start").hidden = true;
  one("Head").classList.add("unseen-words");
  one("Desk").hidden = false;
  show();
  if (at < order.length) one("Text").focus();
}

function offerEarlier() {
  let names = [];
  try {
    names = Object.keys(localStorage).filter((place) => place.startsWith(placeOf(""))).map((place) => stored(place)?.name).filter(Boolean);
  } catch {
    // Without storage nobody came earlier.
  }
  for (const name of names) {
    const chosen = Object.values(stored(placeOf(name))?.answers ?? {}).filter(({ themes, none, done }) => (decides ? done : themes.length || none));
    const button = make("button", { type: "button", class: "main" }, `Go on as ${name}: ${number.format(chosen.length)} ${decides ? "decided" : "coded"}`);
    button.addEventListener("click", () => begin(name));
    one("Earlier").append(button);
  }
  one("Earlier").hidden = !names.length;
}

// ---- a sentence
// In a decision, the themes that the coders differ on; the others that all saw are chosen already.
const seenBy = (row, theme) => data.coders.map((_, i) => data.coded[i][row]?.[0].includes(theme));
const differs = (row, theme) => decides && new Set(seenBy(row, theme).filter((seen) => seen !== undefined)).size > 1;
function answerOf(row) {
  if (!answers.has(row)) {
    const agreed = decides ? data.themes.flatMap((_, k) => (seenBy(row, k).includes(true) && !differs(row, k) ? [k] : [])) : [];
    answers.set(row, { themes: new Set(agreed), none: false, flag: false, note: "", done: false, seconds: 0 });
  }
  return answers.get(row);
}

// The sentences before or behind one, as paragraphs and headings.
function around(row, from, to) {
  const pieces = [];
  for (let away = from; away <= to; away++) {
    const found = sentenceOf(row, away);
    if (!found) continue;
    const [text, , begins] = found;
    if (!pieces.length || begins) pieces.push(make("p", { dir: directionOf(text), class: begins === 2 ? "heading" : null }));
    put(pieces.at(-1), `${text} `);
  }
  return pieces;
}

function show() {
  const ended = at >= order.length;
  one("Passage").hidden = one("Steps").hidden = ended;
  one("End").hidden = !ended;
  progress();
  if (ended) return showEnd();
  const row = order[at], [text, section, begins] = sentenceOf(row), answer = answerOf(row);
  const [near, far] = data.around, [before, behind] = wider ? far : narrow.matches ? [2, 1] : near;
  one("Where").replaceChildren();
  put(one("Where"), `${at + 1} of ${number.format(order.length)}. ${documentOf(row).name}${section ? `, ${section}` : ""}`);
  one("Before").replaceChildren(...around(row, -before, -1));
  one("Sentence").dir = directionOf(text);
  one("Sentence").replaceChildren(make("mark", begins === 2 ? { class: "heading" } : {}, text));
  one("Behind").replaceChildren(...around(row, 1, behind));
  one("Note").value = answer.note;
  one("Flag").checked = answer.flag;
  one("Back").disabled = at === 0;
  boxes.forEach((box, k) => (box.checked = answer.themes.has(k)));
  one("None").checked = answer.none;
  if (decides) showCoders(row);
  since = Date.now();
}

function showCoders(row) {
  const themes = (some) => some.map((k, i) => [i ? "; " : "", make("span", differs(row, k) ? { class: "differs" } : {}, data.themes[k].label)]);
  one("Coded").replaceChildren(...data.coders.flatMap((name, i) => {
    if (!data.coded[i][row]) return [];
    const [some, note] = data.coded[i][row];
    return [make("dt", {}, name), make("dd", { dir: "auto" }, some.length ? themes(some).flat() : "no theme", note ? make("span", { class: "remark" }, note) : "")];
  }));
  cards.forEach((card, k) => {
    const seen = seenBy(row, k), who = data.coders.filter((_, i) => seen[i]);
    card.classList.toggle("differs", differs(row, k));
    card.querySelector(".who").textContent = differs(row, k) ? `only ${who.join(", ")}` : who.length ? "all" : "";
  });
}

function progress() {
  const done = coded();
  one("Progress").max = Math.max(1, order.length);
  one("Progress").value = done.length;
  one("Done").textContent = `${number.format(done.length)} of ${number.format(order.length)} ${decides ? "decided" : "coded"}`;
}

function showEnd() {
  const done = coded(), open = order.length - done.length;
  const spent = Math.round([...answers.values()].reduce((sum, { seconds }) => sum + seconds, 0) / 60);
  const word = decides ? "decided" : "coded";
  one("EndHead").textContent = open ? `${number.format(open)} of ${number.format(order.length)} ${open === 1 ? "is" : "are"} still open` : order.length ? `All ${number.format(order.length)} are ${word}` : "There is nothing to decide";
  one("EndOpen").classList.toggle("main", open > 0);
  one("EndSave").classList.toggle("main", !open);
  one("Lists").replaceChildren(
    ...listed("Open", order.filter((row) => !isCoded(answers.get(row)))),
    ...listed(decides ? "Hard cases" : "Unsure", order.filter((row) => answers.get(row)?.flag)),
    ...listed(decides ? "Decided" : "Coded", done.filter((row) => !answers.get(row).flag)));
  one("EndSaid").textContent = `${spent ? `You spent ${spent} ${spent === 1 ? "minute" : "minutes"} on these sentences. ` : ""}${open ? `Open sentences stay empty in the sheet, at its end, and are not counted.` : "Save the sheet now."}`;
  one("EndOpen").hidden = !open;
  one("EndBack").hidden = !order.length;
  one("Command").textContent = `themeline score ${sheetName()}`;
  one("End").focus();
}

// Sentences to go back to, each with what was chosen.
function listed(name, rows) {
  if (!rows.length) return [];
  const items = rows.map((row) => {
    const { themes = new Set(), none = false, note = "" } = answers.get(row) ?? {};
    const chosen = none ? "no theme" : [...themes].map((k) => data.themes[k].label).join("; ");
    const button = make("button", { type: "button", class: "line", dir: directionOf(sentenceOf(row)[0]) }, sentenceOf(row)[0]);
    button.addEventListener("click", () => go(order.indexOf(row)));
    return make("li", {}, button, make("span", { class: "hint" }, [chosen, note].filter(Boolean).join(". ")));
  });
  return [make("h3", {}, `${name}: ${number.format(rows.length)}`), make("ol", {}, items)];
}

// ---- what is chosen
function spent(answer) {
  answer.seconds = Math.round((answer.seconds + Math.min(LONGEST, (Date.now() - since) / 1000)) * 10) / 10;
  since = Date.now();
}

function changed(answer) {
  saved = false;
  spent(answer);
  keep();
  progress();
}

function choose(k, chosen) {
  const answer = answerOf(order[at]);
  if (chosen) answer.themes.add(k);
  else answer.themes.delete(k);
  if (chosen) answer.none = one("None").checked = false;
  boxes[k].checked = chosen;
  say("");
  changed(answer);
}

function chooseNone(chosen) {
  const answer = answerOf(order[at]);
  answer.none = one("None").checked = chosen;
  say(chosen && answer.themes.size ? `No longer chosen: ${[...answer.themes].map((k) => data.themes[k].label).join("; ")}.` : "");
  if (chosen) {
    answer.themes.clear();
    for (const box of boxes) box.checked = false;
  }
  changed(answer);
}

function flag(chosen) {
  const answer = answerOf(order[at]);
  answer.flag = one("Flag").checked = chosen;
  changed(answer);
}

function go(place) {
  at = Math.max(0, Math.min(order.length, place));
  leaving = -1;
  widen(false);
  say("");
  keep();
  show();
  if (at < order.length) {
    one("Text").focus({ preventScroll: true });
    if (narrow.matches) one("Where").scrollIntoView();
    else scrollTo(0, 0);
  }
}

function next() {
  const answer = answerOf(order[at]);
  if (decides) {
    if (!answer.themes.size && !answer.none) return say("Choose a theme, or “no theme”, to decide.");
    if (answer.flag && !answer.note.trim()) {
      one("Note").focus();
      return say("A hard case needs a reason: the next coder reads only that.");
    }
    answer.done = true;
    changed(answer);
  } else if (!isCoded(answer) && leaving !== at) {
    // Once more, and it stays open.
    leaving = at;
    return say("Nothing is chosen: choose a theme or “no theme”, or go on once more to leave this sentence open.");
  }
  go(at + 1);
}

boxes.forEach((box, k) => box.addEventListener("change", () => choose(k, box.checked)));
one("None").addEventListener("change", (event) => chooseNone(event.target.checked));
one("Flag").addEventListener("change", (event) => flag(event.target.checked));
one("Note").addEventListener("input", (event) => {
  const answer = answerOf(order[at]);
  answer.note = event.target.value;
  changed(answer);
});
one("Next").addEventListener("click", next);
one("Back").addEventListener("click", () => go(at - 1));
one("EndBack").addEventListener("click", () => go(order.length - 1));
one("EndOpen").addEventListener("click", () => go(order.findIndex((row) => !isCoded(answers.get(row)))));
one("Meanings").addEventListener("change", (event) => one("Themes").classList.toggle("short", !event.target.checked));
one("Keys").addEventListener("change", (event) => one("Desk").classList.toggle("keyless", !event.target.checked));
// Who opens the hard cases by mouse goes on by keys: those are not for the summary.
one("Themes").addEventListener("click", (event) => {
  if (event.target.closest("summary") && event.detail) requestAnimationFrame(() => one("Text").focus({ preventScroll: true }));
});
one("AllCases")?.addEventListener("change", (event) => {
  for (const cases of all("#Themes details")) cases.open = event.target.checked;
});
function widen(more) {
  wider = more;
  one("Wider").textContent = more ? "less context" : "more context";
}
one("Wider").addEventListener("click", () => {
  widen(!wider);
  show();
  one("Text").focus({ preventScroll: true });
  one("Sentence").scrollIntoView({ block: "center" });
});
one("Overview").addEventListener("click", () => go(order.length));

// The rules are a page to read at the start, and later a panel over the themes, beside the sentence.
function showRules(shown) {
  if (!one("Rules")) return;
  one("Rules").hidden = !shown;
  one("Rules").classList.add("over");
  one("RulesButton").setAttribute("aria-expanded", String(shown));
  if (shown) one("Rules").focus();
}
function closeRules() {
  showRules(false);
  if (at < order.length) one("Text").focus();
  else one("RulesButton").focus();
}
one("RulesButton")?.addEventListener("click", () => showRules(one("Rules").hidden));
one("RulesClose")?.addEventListener("click", closeRules);

// ---- keys, where no field is being written in
document.addEventListener("keydown", (event) => {
  if (one("Desk").hidden || event.altKey) return;
  if (event.key === "Escape" && one("Rules") && !one("Rules").hidden) return closeRules();
  if (at >= order.length) return;
  const field = event.target.closest("textarea, input:not([type=checkbox])");
  if (field) {
    if (event.key === "Escape") one("Text").focus();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) next();
    else return;
    return event.preventDefault();
  }
  if (event.ctrlKey || event.metaKey || !one("Keys").checked) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const theme = data.themes.findIndex((one) => one.key === key);
  if (theme >= 0) {
    choose(theme, !boxes[theme].checked);
    speak(`${data.themes[theme].label}: ${boxes[theme].checked ? "yes" : "no"}`);
  } else if (key === "0") {
    chooseNone(!one("None").checked);
    speak(`No theme: ${one("None").checked ? "yes" : "no"}`);
  } else if (key === "u") {
    flag(!one("Flag").checked);
    speak(`${FLAG}: ${one("Flag").checked ? "yes" : "no"}`);
  } else if (key === "r" && one("Rules")) showRules(one("Rules").hidden);
  else if (key === "n") one("Note").focus();
  else if (key === "ArrowRight" || (key === "Enter" && !event.target.closest("button, summary, a"))) next();
  else if (key === "ArrowLeft" || key === "Backspace") go(at - 1);
  else return;
  event.preventDefault();
});

// ---- sheets
const isFormula = (words) => data.formula.includes(words.replace(/^'+/, "")[0]);
const guarded = (words) => (isFormula(words) ? `'${words}` : words);
const unguarded = (words) => (words.startsWith("'") && isFormula(words) ? words.slice(1) : words);

function noteOf(row) {
  const answer = answers.get(row);
  if (order.includes(row)) return [answer?.flag ? FLAG : "", answer?.note.trim() ?? ""].filter(Boolean).join(": ");
  return data.coders.flatMap((name, i) => (data.coded[i][row]?.[1] ? [`${name}: ${data.coded[i][row][1]}`] : [])).join("; ");
}

// Rows that are coded first, since those behind the last coded one are read as open.
function sheet() {
  const done = coded(), first = decides ? [...done, ...data.agreed].sort((a, b) => a - b) : done;
  const closed = new Set(first), open = data.rows.map((_, row) => row).filter((row) => !closed.has(row));
  const line = (row) => {
    const [, sentence] = data.rows[row], [text, section] = sentenceOf(row), chance = data.chances ? [data.chances[row]] : [];
    const known = [guarded(documentOf(row).name), sentence, guarded(section), guarded(text), ...chance];
    if (!closed.has(row)) return [...known, ...data.themes.map(() => ""), "", guarded(noteOf(row))];
    const is = order.includes(row) ? answers.get(row).themes : new Set(data.themes.keys().filter((k) => seenBy(row, k).includes(true)));
    return [...known, ...data.themes.map((_, k) => (is.has(k) ? 1 : "")), is.size ? "" : 1, guarded(noteOf(row))];
  };
  const head = [...BEFORE, ...(data.chances ? [PROBABILITY] : []), ...data.themes.map((theme) => theme.id), ...AFTER];
  return sheetText([head, ...first.map(line), ...open.map(line)]);
}

function save() {
  download(sheetName(), sheet(), "text/csv");
  saved = true;
  say(`Saved as ${sheetName()}: ${one("Done").textContent}.`);
  if (at >= order.length) one("EndSaid").textContent = one("Said").textContent;
}

function take(text, name) {
  const rowOf = new Map(order.map((row) => [`${documentOf(row).name} ${data.rows[row][1]}`, row]));
  let other = 0;
  const taken = new Map();
  const rows = sheetRows(text);
  if (!rows.length || !("document" in rows[0] && "sentence" in rows[0])) throw new Error("it has no columns document and sentence, so it is not a coding sheet");
  const missing = data.themes.filter((theme) => !(theme.id in rows[0])).map((theme) => theme.id);
  if (missing.length) throw new Error(`it has no column ${missing.join(", ")}, so it is the sheet of another dictionary`);
  for (const row of rows) {
    const place = rowOf.get(`${unguarded(row.document)} ${Number(row.sentence)}`);
    const yes = (column) => YES.includes((row[column] ?? "").toLowerCase());
    const themes = data.themes.flatMap((theme, k) => (yes(theme.id) ? [k] : []));
    if (place === undefined) other++;
    if (place === undefined || !(themes.length || yes("none") || row.note)) continue;
    const note = unguarded(row.note ?? ""), flagged = note === FLAG || note.startsWith(`${FLAG}: `);
    const done = Boolean(themes.length || yes("none"));
    taken.set(place, { ...answerOf(place), themes: new Set(themes), none: yes("none"), flag: flagged, done, note: flagged ? note.slice(FLAG.length + 2) : note });
  }
  const count = [...taken.values()].filter(isCoded).length;
  if (!count) throw new Error(other === rows.length ? "none of its sentences is in this page" : "no row of it is coded");
  // What somebody has coded already is not lost to a sheet that was opened by mistake.
  const written = ({ themes, none, flag, note }) => JSON.stringify([[...themes].sort(), none, flag, note]);
  const lost = [...taken].filter(([row, answer]) => isCoded(answers.get(row)) && written(answer) !== written(answers.get(row)));
  if (lost.length && asked !== name) {
    asked = name;
    throw new Error(`it would change ${number.format(lost.length)} that you ${decides ? "decided on" : "coded"}; open it once more to do so`);
  }
  asked = "";
  for (const [row, answer] of taken) answers.set(row, answer);
  saved = false;
  const open = order.findIndex((row) => !isCoded(answers.get(row)));
  go(open < 0 ? order.length : open);
  say(`${name}: ${number.format(count)} ${count === 1 ? "sentence" : "sentences"} read.`);
}

one("Save").addEventListener("click", save);
one("EndSave").addEventListener("click", save);
one("Open").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  if (!file) return;
  try {
    take(await file.text(), file.name);
  } catch (error) {
    say(`${file.name} was not read: ${error.message}.`);
  }
  event.target.value = "";
});

// ---- hard cases that came to light, as rows of the guide
function hardCases() {
  const cell = (words) => words.replaceAll("|", "\\|").replace(/\s+/g, " ").trim();
  return coded().filter((row) => answers.get(row).flag).flatMap((row) => {
    const { themes, note } = answers.get(row), [text] = sentenceOf(row);
    const doubted = (k) => differs(row, k) || themes.has(k) !== seenBy(row, k).includes(true);
    return data.themes.flatMap(({ id }, k) => (doubted(k) ? [`| ${cell(text)} | ${id} | ${themes.has(k) ? "yes" : "no"} | ${cell(note)} |`] : []));
  });
}

one("Cases")?.addEventListener("click", () => {
  const rows = hardCases();
  if (!rows.length) return say("No decided sentence is ticked as a hard case.");
  const { text, end, name } = data.guide ?? { text: "", end: -1, name: "codebook.md" };
  const lines = text.split("\n");
  if (end < 0) lines.push(...(text ? ["## Hard cases", ""] : []), "| example | theme | coded | reason |", "| --- | --- | --- | --- |", ...rows, "");
  else lines.splice(end, 0, ...rows);
  const draft = name.replace(/(\.\w+)?$/, "-draft$1");
  download(draft, lines.join("\n").replace(/^\n/, ""), "text/markdown");
  say(`Saved as ${draft}, with ${rows.length} new ${rows.length === 1 ? "row" : "rows"}.`);
});

one("Begin").addEventListener("submit", (event) => {
  event.preventDefault();
  if (one("Coder").value.trim()) begin(one("Coder").value);
});
// The same coder in another window of the same browser.
addEventListener("storage", (event) => {
  if (!coder || event.key !== placeOf(coder)) return;
  const place = at;
  recall();
  at = place;
  show();
});
addEventListener("beforeunload", (event) => {
  if (!kept && !saved) event.preventDefault();
});
if (narrow.matches) one("Meanings").click();
offerEarlier();
