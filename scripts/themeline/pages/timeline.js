// The events on an axis of days that can be zoomed, and chosen by what is known of them.
const axis = one("Axis"), entries = all(".event");
let range = axis ? [Number(axis.dataset.first), Number(axis.dataset.last)] : [0, 1];
const full = [...range];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAY = 86400000, ORDINAL = 719163;
const dateOf = (ordinal) => new Date((ordinal - ORDINAL) * DAY);
const ordinalOf = (year, month = 0) => Math.round(Date.UTC(year, month, 1) / DAY) + ORDINAL;

function ticks([from, to], room) {
  const years = dateOf(to).getUTCFullYear() - dateOf(from).getUTCFullYear() + 1;
  const most = Math.max(2, Math.floor(room / 48)), found = [];
  if (to - from > 800) {
    const step = [1, 2, 5, 10, 20, 50, 100].find((s) => years / s <= most) ?? 100;
    for (let year = Math.ceil(dateOf(from).getUTCFullYear() / step) * step; ordinalOf(year) <= to; year += step) {
      if (ordinalOf(year) >= from) found.push([ordinalOf(year), String(year)]);
    }
    return found;
  }
  const months = (to - from) / 30.4, step = [1, 2, 3, 6, 12].find((s) => months / s <= most) ?? 12;
  const begin = dateOf(from);
  for (let i = 0; i <= months + 2; i++) {
    const month = begin.getUTCMonth() + i, day = ordinalOf(begin.getUTCFullYear(), month);
    if ((month % 12) % step === 0 && day >= from && day <= to) {
      found.push([day, MONTHS[month % 12] + (month % 12 === 0 ? ` ${dateOf(day).getUTCFullYear()}` : "")]);
    }
  }
  return found;
}

function drawTimeline() {
  if (!axis || one("Events").hidden) return;
  const [from, to] = range, share = (day) => (100 * (day - from)) / (to - from), room = axis.clientWidth || 400;
  const marks = ticks(range, room);
  axis.replaceChildren(...marks.map(([, words]) => make("span", {}, words)));
  [...axis.children].forEach((tick, i) => {
    const place = share(marks[i][0]);
    tick.style.left = `${place}%`;
    tick.classList.toggle("first", place < 4);
    tick.classList.toggle("last", place > 96);
  });
  const wanted = (name) => new Set(all(`input[name="${name}"]`).filter((box) => box.checked).map((box) => box.value));
  const namings = wanted("mention"), grounds = wanted("ground"), kinds = wanted("kind"), actor = one("Actor").value;
  let shown = 0;
  for (const entry of entries) {
    const { mention, ground, kind, actors, from: begin, to: end } = entry.dataset;
    const fits = namings.has(mention) && grounds.has(ground) && kinds.has(kind) &&
      (!actor || actors.split("\n").includes(actor)) && Number(begin) < to && Number(end) > from;
    entry.hidden = !fits;
    shown += fits;
    if (!fits) continue;
    for (const part of all("[data-from]", entry.querySelector(".track"))) {
      const a = Number(part.dataset.from), b = Number(part.dataset.to);
      const left = Math.max(-1, share(a)), right = Math.min(101, share(b));
      part.classList.toggle("out", right < 0 || left > 100);
      if (part.classList.contains("at")) {
        part.setAttribute("x", `${share((a + b) / 2)}%`);
      } else if (part.classList.contains("edge")) {
        part.setAttribute("x", `${left}%`);
        part.classList.toggle("out", share(a) < 0 || share(a) > 100);
      } else {
        part.setAttribute("x", `${left}%`);
        part.setAttribute("width", `${Math.max(0.35, right - left)}%`);
      }
    }
  }
  one("Shown").textContent = `${shown} of ${entries.length} events, ${dateOf(from).getUTCFullYear()} to ${dateOf(to - 1).getUTCFullYear()}`;
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

function setRange([from, to]) {
  const length = Math.min(full[1] - full[0], Math.max(28, to - from));
  const begin = Math.min(Math.max(full[0], from), full[1] - length);
  range = [begin, begin + length];
  const year = dateOf(begin + 1).getUTCFullYear();
  const exact = range[0] === ordinalOf(year) && range[1] === ordinalOf(year + 1);
  one("Year").value = exact && all("option", one("Year")).some((option) => option.value === String(year)) ? String(year) : "";
  drawTimeline();
}

if (axis) {
  one("Choice").addEventListener("change", (event) => {
    if (event.target.id === "Year") {
      const year = Number(event.target.value);
      setRange(year ? [ordinalOf(year), ordinalOf(year + 1)] : full);
    } else drawTimeline();
  });
  one("Choice").addEventListener("submit", (event) => event.preventDefault());
  one("Choice").addEventListener("click", (event) => {
    const how = event.target.closest("button")?.dataset.zoom;
    if (!how) return;
    const [from, to] = range, length = to - from, middle = (from + to) / 2;
    if (how === "in") setRange([Math.round(middle - length / 4), Math.round(middle + length / 4)]);
    if (how === "out") setRange([Math.round(middle - length), Math.round(middle + length)]);
    if (how === "back") setRange([from - Math.round(length / 2), to - Math.round(length / 2)]);
    if (how === "on") setRange([from + Math.round(length / 2), to + Math.round(length / 2)]);
  });
  addEventListener("resize", drawTimeline);
}
