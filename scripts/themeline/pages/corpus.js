// What the address of this page stands for is shown above the table, and marked in it.
const table = one("Documents"), told = one("Told");
const rowsOf = [...table.tBodies[0].rows];

function chosen() {
  const address = currentAddress(), found = address && documentsAt(address);
  rowsOf.forEach((row) => {
    row.hidden = Boolean(found) && !found.one && !found.rows.includes(Number(row.dataset.n));
    row.classList.toggle("lit", Boolean(found?.one) && found.rows.includes(Number(row.dataset.n)));
  });
  all(".lit-column", table).forEach((cell) => cell.classList.remove("lit-column"));
  if (!found) {
    told.replaceChildren();
    table.tBodies[0].append(...rowsOf);
    return;
  }
  const heads = [...table.tHead.rows[0].cells];
  for (const theme of found.themes) {
    const column = heads.findIndex((head) => head.dataset.theme === String(theme));
    [heads[column], ...rowsOf.map((row) => row.cells[column])].forEach((cell) => cell.classList.add("lit-column"));
  }
  if (found.one) {
    const row = data.corpus.documents[found.rows[0]], counts = row.counts;
    const themes = data.corpus.themes.map((theme, i) => i).filter((i) => counts[i]).sort((a, b) => counts[b] - counts[a]);
    told.replaceChildren(
      make("h2", { dir: "auto" }, row.name),
      make("p", { dir: "auto" }, ...documentLine(found.rows[0], found)),
      make("ol", {}, themes.map((i) => make("li", {}, make("a", { href: `#t-${data.corpus.themes[i].id}` }, data.corpus.themes[i].label), `: ${rateWords(row, i)}`))),
    );
    if (!row.page && data.corpus.call) {
      told.append(make("p", {}, "To read it with its mentions marked: ", make("span", { class: "code" }, data.corpus.call.replace("PATH", data.corpus.paths[found.rows[0]]))));
    }
  } else {
    const both = found.themes.length > 1 ? " both" : " it";
    heads.forEach((head) => head.removeAttribute("aria-sort"));
    table.tBodies[0].append(...found.rows.map((n) => rowsOf.find((row) => Number(row.dataset.n) === n)));
    told.replaceChildren(
      make("h2", {}, found.name),
      make("p", {}, `${number.format(found.rows.length)} of ${number.format(found.of)} documents mention${both}; the highest rate${both === " it" ? "" : " of the first"} stands first.`),
    );
  }
  told.append(make("p", {}, make("a", { href: "#All" }, "All documents")));
  told.scrollIntoView({ block: "start", behavior: "instant" });
  told.focus({ preventScroll: true });
}
addEventListener("load", chosen);
addEventListener("hashchange", chosen);
