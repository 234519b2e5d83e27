// Coding sheets as files: CSV written as Themeline writes it, and read as a spreadsheet may have left it.
const SHEET_START = "\ufeff";

function sheetText(rows) {
  const cell = (value) => (/[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return SHEET_START + rows.map((row) => row.map((value) => cell(String(value))).join(",") + "\n").join("");
}

// The rows of CSV as objects by the names in its head; separated by commas, semicolons or tabs, whichever the head has most of.
function sheetRows(text) {
  const written = text.replace(/^\ufeff/, ""), head = written.split(/\r?\n|\r/, 1)[0];
  const often = (sign) => head.split(sign).length;
  const between = [",", ";", "\t"].reduce((best, sign) => (often(sign) > often(best) ? sign : best));
  const rows = [[]];
  let cell = "", quoted = false;
  const endCell = () => (rows.at(-1).push(cell), (cell = ""));
  for (let i = 0; i < written.length; i++) {
    const letter = written[i];
    if (quoted && letter === '"' && written[i + 1] === '"') [cell, i] = [cell + '"', i + 1];
    else if (letter === '"' && (quoted || !cell)) quoted = !quoted;
    else if (quoted) cell += letter;
    else if (letter === between) endCell();
    else if (letter === "\n" || letter === "\r") {
      if (letter === "\r" && written[i + 1] === "\n") i++;
      endCell();
      rows.push([]);
    } else cell += letter;
  }
  endCell();
  if (quoted) throw new Error("a quotation mark is opened in it and never closed");
  const [names, ...cells] = rows.filter((row) => row.some((value) => value.trim()));
  const keys = (names ?? []).map((name) => name.trim().toLowerCase());
  return cells.map((row) => Object.fromEntries(keys.map((name, i) => [name, (row[i] ?? "").trim()])));
}

// Draws that are the same each time for the same words.
function drawsOf(words) {
  let state = 2166136261;
  for (const byte of new TextEncoder().encode(words)) state = Math.imul(state ^ byte, 16777619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function shuffled(count, words) {
  const draw = drawsOf(words), order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(draw() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

function download(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  make("a", { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}
