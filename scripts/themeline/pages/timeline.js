// The events on their timeline, which Python has laid out: it can be stretched along time, and chosen from.
const figures = all(".drawn"), entries = all(".event"), choice = one("Choice");
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAY = 86400000, ORDINAL = 719163;
const dateOf = (ordinal) => new Date((ordinal - ORDINAL) * DAY);
const ordinalOf = (year, month = 0) => Math.round(Date.UTC(year, month, 1) / DAY) + ORDINAL;
// The days that are seen, the first and the one after the last.
const full = choice ? [Number(choice.dataset.first), Number(choice.dataset.last)] : [0, 1];
let range = [...full];
let clicked = false;

const drawings = figures.map((figure) => {
  const svg = figure.querySelector(".time");
  return {
    figure, svg,
    scroller: figure.querySelector(".scroller"),
    down: svg.dataset.down === "1",
    length: Number(svg.dataset.length),
    side: Number(svg.dataset.side),
    box: svg.getAttribute("viewBox").split(" ").map(Number),
    stretches: svg.dataset.stretches.split(" ").map((words) => {
      const [first, last, start, length] = words.split(",").map(Number);
      return { first, last, start, length };
    }),
    moving: all("[data-m]", svg).filter((part) => !part.closest(".ticks")),
    ticks: svg.querySelector(".ticks"),
    firstTicks: [...svg.querySelector(".ticks").children],
    stretched: 1,
  };
});
const current = () => drawings.find(({ svg }) => svg.getClientRects().length) ?? drawings[0];

// From a day to its place on the axis, in mm of the drawing as it was laid out, and back.
function at(drawing, day) {
  for (const { first, last, start, length } of drawing.stretches) {
    if (day < last) return start + (length * (Math.max(day, first) - first)) / (last - first);
  }
  const { start, length } = drawing.stretches.at(-1);
  return start + length;
}
function dayAt(drawing, place) {
  for (const { first, last, start, length } of drawing.stretches) {
    if (place <= start + length) return first + ((last - first) * Math.max(0, place - start)) / length;
  }
  return drawing.stretches.at(-1).last;
}
const seen = (drawing) => (range[0] <= full[0] && range[1] >= full[1] ? [0, drawing.length] : range.map((day) => at(drawing, day)));

function place(part, { down }, times) {
  const [a, off, b, end] = part.dataset.m.split(" ").map(Number), from = a * times + off, to = b * times + end;
  if (part.localName === "line") {
    part.setAttribute(down ? "y1" : "x1", from);
    part.setAttribute(down ? "y2" : "x2", to);
  } else if (part.localName === "rect") {
    part.setAttribute(down ? "y" : "x", from);
    part.setAttribute(down ? "height" : "width", to - from);
  } else part.setAttribute("transform", down ? `translate(${part.dataset.c} ${from})` : `translate(${from} ${part.dataset.c})`);
}

// Years, or where a year has room for them months, as many as stand apart.
function ticksOf({ first, last, length }, times, { down }) {
  const found = [], years = (last - first) / 365.2425, year = (length * times) / years, near = down ? 4.5 : 9;
  const begin = dateOf(first).getUTCFullYear(), end = dateOf(last - 1).getUTCFullYear();
  const months = [1, 2, 3, 6].find((step) => (year * step) / 12 >= near * 0.8);
  const step = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000].find((s) => s * year >= near) ?? 5000;
  for (let y = begin; y <= end; y++) {
    if (months) {
      for (let month = 0; month < 12; month += months) found.push([ordinalOf(y, month), month ? MONTHS[month] : String(y)]);
    } else if (y % step === 0) found.push([ordinalOf(y), String(y)]);
  }
  return found;
}

const SVG = "http://www.w3.org/2000/svg";
function drawTicks(drawing, times) {
  const { down, side, ticks, stretches } = drawing;
  if (times === 1) {
    ticks.replaceChildren(...drawing.firstTicks);
    return;
  }
  ticks.replaceChildren();
  for (const stretch of stretches) {
    const line = document.createElementNS(SVG, "line"), across = side + (down ? 0.4 : 0);
    const ends = [stretch.start * times, (stretch.start + stretch.length) * times];
    ["1", "2"].forEach((end, i) => {
      line.setAttribute((down ? "y" : "x") + end, ends[i]);
      line.setAttribute((down ? "x" : "y") + end, across);
    });
    ticks.append(line);
    for (const [day, words] of ticksOf(stretch, times, drawing)) {
      const text = document.createElementNS(SVG, "text"), where = at(drawing, day) * times;
      text.setAttribute("class", "tick small");
      text.setAttribute("x", down ? side - 0.9 : where);
      text.setAttribute("y", (down ? where : side - 2) + 0.9);
      text.textContent = words;
      ticks.append(text);
    }
  }
}

function stretch(drawing) {
  // Beside what is chosen there is room for labels that begin or end there.
  const chosen = seen(drawing), beside = (chosen[1] - chosen[0]) / 4;
  const from = Math.max(0, chosen[0] - beside), to = Math.min(drawing.length, chosen[1] + beside);
  const times = Math.max(1, drawing.length / Math.max(0.01, to - from));
  drawing.beside = chosen[0] - from;
  const { svg, scroller, down, box } = drawing, more = drawing.length * (times - 1);
  const scale = svg.getBoundingClientRect()[down ? "width" : "height"] / box[down ? 2 : 3];
  if (times !== drawing.stretched) {
    scroller.style.maxHeight = down && times > 1 ? `${box[3] * scale}px` : "";
    for (const part of drawing.moving) place(part, drawing, times);
    drawTicks(drawing, times);
    const [x, y, width, height] = box;
    svg.setAttribute("viewBox", [x, y, down ? width : width + more, down ? height + more : height].join(" "));
    svg.style.width = down ? "" : `${(100 * (width + more)) / width}%`;
    drawing.stretched = times;
  }
  scroller[down ? "scrollTop" : "scrollLeft"] = times === 1 ? 0 : from * times * scale - (down ? box[1] * scale : 0);
  drawing.set = scroller[down ? "scrollTop" : "scrollLeft"];
}

const wanted = (name) => new Set(all(`input[name="${name}"]`).filter((box) => box.checked).map((box) => box.value));

// The words of those that are chosen are marked in the text.
const years = all("a.e"), quotes = all(".q");
function markInText(chosen) {
  for (const year of years) year.classList.toggle("on", chosen.has(year.dataset.e));
  for (const quote of quotes) quote.classList.toggle("on", quote.dataset.q.split(" ").some((e) => chosen.has(e)));
}

// The list of the events that are chosen and in what is seen; gives those that are chosen.
function listEvents() {
  const namings = wanted("mention"), grounds = wanted("ground"), kinds = wanted("kind"), actor = one("Actor").value;
  const [from, to] = range, chosen = new Set();
  let shown = 0;
  for (const entry of entries) {
    const { e, mention, ground, kind, actors, from: begin, to: end } = entry.dataset;
    const fits = namings.has(mention) && grounds.has(ground) && kinds.has(kind) &&
      (!actor || actors.split("\n").includes(actor));
    if (fits) chosen.add(e);
    entry.hidden = !(fits && Number(begin) < to && Number(end) > from);
    shown += !entry.hidden;
  }
  markInText(chosen);
  one("Shown").textContent = `${shown} of ${entries.length} events, ${dateOf(from).getUTCFullYear()} to ${dateOf(to - 1).getUTCFullYear()}`;
  return chosen;
}

function drawTimeline() {
  if (!choice || one("Events").hidden) return;
  const chosen = listEvents();
  const what = figures.some(({ dataset }) => dataset.what === "named") && !wanted("mention").has("alluded") ? "named" : "all";
  for (const figure of figures) figure.hidden = figure.dataset.what !== what;
  const drawing = current();
  for (const part of all("[data-e]", drawing.svg)) part.classList.toggle("gone", !chosen.has(part.dataset.e));
  // A line that joins events stands in a lane of which all are shown.
  for (const thread of all(".thread", drawing.svg)) {
    const marks = all(`.mark[data-lane="${thread.dataset.lane}"]`, drawing.svg);
    thread.classList.toggle("gone", marks.some((mark) => mark.classList.contains("gone")));
  }
  stretch(drawing);
  rove(drawing);
}

const marksOf = (event) => all(`.mark[data-e="${event}"]`);
const shownMarks = ({ svg }) => all(".mark:not(.gone)", svg);

// One mark is a stop of the tabulator, and arrows lead on.
function rove(drawing, to = null) {
  const marks = shownMarks(drawing), stop = to ?? marks.find((mark) => mark.getAttribute("tabindex") === "0") ?? marks[0];
  for (const mark of marks) mark.setAttribute("tabindex", mark === stop ? "0" : "-1");
}

// An event that is asked for is shown, whatever was chosen.
function reveal(entry) {
  if (!entry.hidden) return;
  for (const box of all("#Choice input[type=checkbox]")) {
    if (box.value === entry.dataset[box.name]) box.checked = true;
  }
  one("Actor").value = "";
  if (Number(entry.dataset.from) >= range[1] || Number(entry.dataset.to) <= range[0]) setRange(full);
  drawTimeline();
}

function showYear() {
  const year = dateOf(range[0] + 1).getUTCFullYear();
  const exact = range[0] === ordinalOf(year) && range[1] === ordinalOf(year + 1);
  one("Year").value = exact && all("option", one("Year")).some((option) => option.value === String(year)) ? String(year) : "";
}

function setRange([from, to]) {
  const length = Math.min(full[1] - full[0], Math.max(28, to - from));
  const begin = Math.min(Math.max(full[0], from), full[1] - length);
  range = [begin, begin + length];
  showYear();
  drawTimeline();
}

// What is seen, closer or farther, earlier or later, by places of the drawing: its scales differ.
function move(how) {
  const drawing = current(), [from, to] = seen(drawing), half = (to - from) / 2;
  const [by, more] = { in: [0, -half / 2], out: [0, half], back: [-half, 0], on: [half, 0] }[how];
  let [a, b] = [from + by - more, to + by + more];
  if (a < 0) [a, b] = [0, b - a];
  if (b > drawing.length) [a, b] = [Math.max(0, a - b + drawing.length), drawing.length];
  setRange(b - a >= drawing.length - 0.01 ? full : [Math.round(dayAt(drawing, a)), Math.round(dayAt(drawing, b))]);
}

if (choice) {
  // Before anybody looks at them too: what is marked in the text, and printed, is what is chosen.
  listEvents();
  // On a narrow screen the events come first.
  one("Filters").open = !matchMedia("(max-width: 38rem)").matches;
  choice.addEventListener("change", (event) => {
    if (event.target.id === "Year") {
      const year = Number(event.target.value);
      setRange(year ? [ordinalOf(year), ordinalOf(year + 1)] : full);
    } else drawTimeline();
  });
  choice.addEventListener("submit", (event) => event.preventDefault());
  choice.addEventListener("click", (event) => {
    const how = event.target.closest("button")?.dataset.zoom;
    if (how) move(how);
  });
  for (const drawing of drawings) {
    const { svg, scroller, down } = drawing;
    // Whoever scrolls what is stretched sees other days, and the list follows.
    scroller.addEventListener("scroll", () => {
      const now = scroller[down ? "scrollTop" : "scrollLeft"];
      if (drawing.stretched === 1 || Math.abs(now - drawing.set) < 2) return;
      const [from, to] = seen(drawing), scale = svg.getBoundingClientRect()[down ? "width" : "height"] / drawing.box[down ? 2 : 3];
      const begin = (now / scale + (down ? drawing.box[1] : 0)) / drawing.stretched + drawing.beside;
      range = [begin, begin + to - from].map((place) => Math.round(dayAt(drawing, place)));
      drawing.set = now;
      showYear();
      listEvents();
    });
    svg.addEventListener("click", (event) => {
      clicked = Boolean(event.target.closest(".mark"));
    });
    svg.addEventListener("focusin", (event) => {
      const mark = event.target.closest(".mark");
      if (mark) rove(drawing, mark);
    });
    svg.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key], marks = shownMarks(drawing);
      const next = marks[marks.indexOf(event.target.closest(".mark")) + by];
      if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      next?.focus();
    });
    for (const mark of all(".mark", svg)) {
      mark.addEventListener("pointerenter", () => light(piecesOfQuote(Number(mark.dataset.e)), "near"));
      mark.addEventListener("pointerleave", () => unlight("near"));
    }
  }
  addEventListener("resize", () => {
    drawTimeline();
  });
}
// Whether it was the drawing that asked for an event: it stays in sight then.
function fromDrawing() {
  const was = clicked;
  clicked = false;
  return was;
}
