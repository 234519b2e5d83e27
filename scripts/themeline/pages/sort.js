// Tables are sorted by the column whose head is chosen.
const valueOf = (cell) => {
  const words = cell.textContent.trim();
  return words !== "" && Number.isFinite(Number(words)) ? Number(words) : words;
};
for (const table of all("table.sortable")) {
  const heads = all("thead th", table);
  heads.forEach((head, column) => {
    const button = make("button", { type: "button" });
    button.append(...head.childNodes);
    head.replaceChildren(button);
    const first = table.tBodies[0].rows[0];
    if (first && typeof valueOf(first.cells[column]) === "number") head.classList.add("number-cell");
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...table.tBodies[0].rows].sort((a, b) => {
        const [x, y] = [valueOf(a.cells[column]), valueOf(b.cells[column])];
        if (x === "" || y === "") return (x === "") - (y === "");
        const order = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), "en");
        return down ? -order : order;
      });
      table.tBodies[0].append(...rows);
    });
  });
}
