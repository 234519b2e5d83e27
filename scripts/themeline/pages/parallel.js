// Rows of two texts: which are shown, the next that differs, what a mention is one of.
const rows = all(".row"), differing = one("Differ"), alone = one("Alone"), chosen = one("Theme");
const has = (row, name, theme) => row.dataset[name].split(" ").includes(theme);

// With a theme, a row differs if that theme does.
function differs(row) {
  return chosen.value === "" ? row.classList.contains("differs") : has(row, "only", chosen.value);
}

function showRows() {
  for (const row of rows) {
    const wanted = chosen.value === "" || has(row, "themes", chosen.value);
    row.hidden = !wanted || (differing.checked && !differs(row)) || (alone.checked && !row.classList.contains("alone"));
  }
  const count = rows.filter((row) => !row.hidden).length;
  one("Shown").textContent = `${number.format(count)} of ${number.format(rows.length)} rows`;
}

// The next row that differs, or the one before, from the one that was gone to last, or the first in view.
let at = null;
function step(by) {
  const wanted = rows.filter((row) => !row.hidden && differs(row));
  const from = at && !at.hidden ? rows.indexOf(at) : rows.findIndex((row) => !row.hidden && row.getBoundingClientRect().bottom > 0) - (by > 0 ? 1 : 0);
  const next = by > 0 ? wanted.find((row) => rows.indexOf(row) > from) : wanted.findLast((row) => rows.indexOf(row) < from);
  one("Said").textContent = next ? "" : by > 0 ? "No row behind it differs." : "No row before it differs.";
  if (!next) return;
  goTo(next);
}

function goTo(row) {
  at?.classList.remove("lit");
  at = row;
  row.classList.add("lit");
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "center" });
}

// An address leads to its row whatever is filtered.
function follow() {
  const target = document.getElementById(currentAddress())?.closest(".row");
  if (!target) return;
  if (target.hidden) {
    chosen.value = "";
    differing.checked = alone.checked = false;
    showRows();
  }
  goTo(target);
}

one("Rows").addEventListener("click", (event) => {
  const mention = event.target.closest(".m");
  if (!mention) return;
  const found = data.sides[mention.closest(".side").dataset.side];
  const names = mention.dataset.m.split(" ").map((i) => `${data.themes[found[i][0]].label} (pattern ${found[i][1]})`);
  one("Said").replaceChildren();
  put(one("Said"), `“${mention.textContent}”: ${names.join("; ")}`);
});
one("Choice").addEventListener("submit", (event) => event.preventDefault());
one("Previous").addEventListener("click", () => step(-1));
one("Next").addEventListener("click", () => step(1));
for (const control of [differing, alone, chosen]) control.addEventListener("change", showRows);
addEventListener("hashchange", follow);
showRows();
follow();
