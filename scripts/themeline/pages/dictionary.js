// A dictionary that can be tried: a theme's patterns are changed, and what they find is seen at once. The text's own
// marks and lists stay those of the dictionary as it was.
function tryDictionary({ languages, nested_scope: scope, themes: asItWas }) {
  const MOST = 100;
  const patterns = one("TriedPatterns"), exceptions = one("TriedExceptions"), choice = one("TriedTheme");
  const copyOf = (themes) => themes.map((theme) => ({ ...theme, patterns: [...theme.patterns], exceptions: [...theme.exceptions ?? []] }));
  const linesOf = (area) => area.value.split("\n").map((line) => line.trim()).filter(Boolean);
  const nested = scope === "dictionary";
  let themes = copyOf(asItWas), past = [], editing = false;

  // What was worked out for the patterns of a theme, so that with each letter typed only what has changed is looked for.
  function remembered(work) {
    const known = new Map();
    return (theme) => {
      const written = JSON.stringify([theme.patterns, theme.exceptions]);
      if (!known.has(written)) known.set(written, work(theme));
      return known.get(written);
    };
  }

  // ---- what is wrong with the patterns of a theme: sentences, and the patterns that can be matched
  const checked = remembered(({ patterns: some, exceptions: others }) => {
    const faults = [], seen = new Map(), valid = { patterns: [], exceptions: [] };
    for (const [name, lines] of [["patterns", some], ["exceptions", others]]) {
      lines.forEach((pattern, i) => {
        const at = `${name === "patterns" ? "Line" : "Exceptions, line"} ${i + 1}: `;
        try {
          const rule = JSON.stringify(ruleOf(pattern));
          if (seen.has(rule)) throw new Error(`pattern '${pattern}' is a duplicate of '${seen.get(rule)}'; remove one of them`);
          seen.set(rule, pattern);
          valid[name].push(pattern);
        } catch (error) {
          faults.push(at + error.message);
        }
      });
    }
    if (!valid.patterns.length) faults.push("A theme needs at least one pattern.");
    return { faults, valid };
  });

  // ---- what they find
  const key = ({ start, end }) => `${start}-${end}`;
  const asBefore = (k) => (k < asItWas.length ? data.mentions.filter((mention) => mention.theme === k) : []);
  let wordOf = null;
  function wordsOfTokens() {
    if (!wordOf) {
      let word = 0;
      wordOf = data.tokens.joined.map((joined) => (joined & SAME_WORD ? word : ++word));
    }
    return wordOf;
  }

  const countedOf = remembered((theme) => matcher().countedOf(checked(theme).valid));
  function found() {
    if (nested) {
      const mentions = matcher().mentionsOf(themes.map((theme) => checked(theme).valid), true);
      return (k) => mentions.filter(({ theme }) => theme === k).sort((a, b) => a.start - b.start || a.end - b.end);
    }
    return (k) => countedOf(themes[k]);
  }

  const isChanged = (k) => {
    const was = asItWas[k], is = themes[k];
    return !was || was.patterns.join("\n") !== is.patterns.join("\n") || (was.exceptions ?? []).join("\n") !== is.exceptions.join("\n");
  };
  const anyChanged = () => themes.some((_, k) => isChanged(k));

  // ---- what is shown
  function show() {
    const k = Number(choice.value), of = found(), now = of(k), was = asBefore(k);
    const nowKeys = new Set(now.map(key)), wasKeys = new Set(was.map(key));
    const fresh = now.filter((match) => !wasKeys.has(key(match))), gone = was.filter((mention) => !nowKeys.has(key(mention)));
    one("TriedFaults").replaceChildren(...checked(themes[k]).faults.map((fault) => make("li", {}, fault)));
    const mentions = (count) => `${number.format(count)} ${count === 1 ? "mention" : "mentions"}`;
    one("TriedCount").textContent = !isChanged(k) && !fresh.length && !gone.length ? `${mentions(now.length)}.`
      : `${mentions(now.length)}; before, ${number.format(was.length)}. ${number.format(fresh.length)} new, ${number.format(gone.length)} gone.`;
    one("TriedFound").replaceChildren(
      ...listed("New", fresh.map((match) => ({ ...match, sentence: tokens()[match.first].sentence })), "ins"), ...listed("Gone", gone, "del"));
    const counts = new Map(themes[k].patterns.map((pattern) => [pattern, 0]));
    for (const { pattern } of now) counts.set(pattern, counts.get(pattern) + 1);
    one("TriedEach").querySelector("tbody").replaceChildren(...[...counts].sort((a, b) => b[1] - a[1]).map(([pattern, count]) =>
      make("tr", {}, make("td", { class: "code" }, pattern), make("td", { class: "number-cell" }, number.format(count)))));
    one("TriedChanges").querySelector("ul").replaceChildren(...changes().map((change) => make("li", {}, change)));
    one("TriedChanges").hidden = !anyChanged();
    one("TriedUndo").disabled = !past.length;
    one("TriedBack").disabled = !anyChanged();
    showThemes(of);
    highlight(now, gone);
    judge(k, now);
  }

  // ---- against sentences of this text that people coded
  // An interval of a share, after E. B. Wilson (JASA 22, 1927).
  function wilson(top, bottom) {
    const z = 1.959964, p = top / bottom, middle = p + (z * z) / (2 * bottom);
    const half = z * Math.sqrt((p * (1 - p)) / bottom + (z * z) / (4 * bottom * bottom)), all = 1 + (z * z) / bottom;
    return [Math.max(0, (middle - half) / all), Math.min(1, (middle + half) / all)];
  }
  const ofJaccard = (j) => (2 * j) / (1 + j);

  // Hits, misses and false alarms of some mentions, as sentences; each counts as the share of coders that saw the theme.
  function judged(k, some) {
    const column = data.coded.themes.indexOf(k), inside = new Set(some.map((match) => match.sentence ?? tokens()[match.first].sentence));
    const of = { hits: 0, misses: 0, alarms: 0, missed: [], wrong: [] };
    data.coded.sentences.forEach((n, i) => {
      const share = data.coded.shares[i][column];
      if (share < 0) return;
      if (inside.has(n)) [of.hits, of.alarms] = [of.hits + share, of.alarms + 1 - share];
      else of.misses += share;
      if (!inside.has(n) && share > 0) of.missed.push(n);
      if (inside.has(n) && share < 1) of.wrong.push(n);
    });
    return of;
  }

  function judge(k, now) {
    const area = one("TriedScores");
    area.hidden = !data.coded;
    area.replaceChildren();
    if (!data.coded) return;
    area.append(make("h3", {}, "Against sentences coded by hand"));
    if (!data.coded.themes.includes(k)) {
      area.append(make("p", {}, "Nobody has coded this theme."));
      return;
    }
    const is = judged(k, now), was = judged(k, asBefore(k));
    const score = (top, bottom, change = (share) => share) => (bottom > 0 ? change(top / bottom).toFixed(2) : "–");
    const sure = (top, bottom, change = (share) => share) =>
      bottom > 0 && data.coded.coders === 1 ? wilson(top, bottom).map((share) => change(share).toFixed(2)).join(" to ") : "–";
    const rows = [
      ["precision", (of) => [of.hits, of.hits + of.alarms]], ["recall", (of) => [of.hits, of.hits + of.misses]],
      ["F1", (of) => [of.hits, of.hits + of.misses + of.alarms, ofJaccard]],
    ].map(([name, parts]) => make("tr", {}, make("th", { scope: "row" }, name), make("td", { class: "number-cell" }, score(...parts(is))),
      make("td", { class: "number-cell" }, sure(...parts(is))), make("td", { class: "number-cell" }, score(...parts(was)))));
    area.append(make("table", {}, make("thead", {}, make("tr", {}, ...["score", "now", "95 % interval", "before"].map((head) => make("th", { scope: "col" }, head)))), make("tbody", {}, rows)));
    const { aside, sentences, coders } = data.coded;
    area.append(make("p", { class: "hint" }, `${number.format(sentences.length)} coded sentences of this text${coders > 1 ? `, by ${coders} coders: intervals are in 05-validity` : ""}.${aside ? ` ${number.format(aside)} of the test part are left aside and not shown.` : ""}`));
    for (const [name, places] of [["Missed", is.missed], ["False alarms", is.wrong]]) {
      if (!places.length) continue;
      area.append(make("details", {}, make("summary", {}, `${name}: ${number.format(places.length)}`),
        make("ul", { class: "numberless" }, places.map((n) => make("li", { dir: "auto" }, sentenceText(n), " ", make("a", { class: "at", href: `#s${n}` }, `sentence ${n}`))))));
    }
  }

  function listed(name, some, tag) {
    if (!some.length) return [];
    const items = some.slice(0, MOST).map(({ sentence, start, end }) => {
      const { left, keyword, right } = lineOf(sentence, start, end, "");
      // A word that is cut at an end is left out.
      const before = left.length < CONTEXT - 1 ? left : left.replace(/^\S*\s/u, "… ");
      const after = right.length < CONTEXT - 1 ? right : right.replace(/\s\S*$/u, " …");
      return make("li", { dir: "auto" }, before, make(tag, {}, keyword), after, " ", make("a", { class: "at", href: `#s${sentence}` }, `sentence ${sentence}`));
    });
    const more = some.length > MOST ? [make("p", { class: "hint" }, `The first ${MOST} of ${number.format(some.length)}.`)] : [];
    return [make("h3", {}, name), make("ul", { class: "numberless" }, items), ...more];
  }

  // Numbers and strips of the panel of themes, as tried.
  const panelOf = asItWas.map(({ id }) => one(`t-${id}`));
  const shownBefore = panelOf.map((row) => [row.querySelector(".count").firstChild.data, row.querySelector(".ticks").getAttribute("d")]);
  function showThemes(of) {
    panelOf.forEach((row, k) => {
      const tried = nested ? anyChanged() : isChanged(k), mentions = tried ? of(k) : [];
      row.classList.toggle("tried", tried);
      row.querySelector(".count").firstChild.data = tried ? number.format(mentions.length) : shownBefore[k][0];
      const middle = ({ first, last }) => (1000 * (wordsOfTokens()[first] + wordsOfTokens()[last] - 1)) / 2 / Math.max(1, data.words);
      row.querySelector(".ticks").setAttribute("d", tried ? mentions.map((match) => `M${middle(match).toFixed(1)} 0v10`).join("") : shownBefore[k][1]);
    });
    one("TriedRemark").hidden = !anyChanged();
  }

  // The words of a stretch: places in the texts of the elements that hold it.
  function rangeOf(start, end) {
    const block = blockOf(start), walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), range = new Range();
    let at = Number(block.dataset.b), begun = false;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const letters = points(node.data), next = at + letters.length;
      const units = (offset) => cut(node.data, 0, offset - at).length;
      if (!begun && start < next) [begun] = [true, range.setStart(node, units(start))];
      if (begun && end <= next) {
        range.setEnd(node, units(end));
        return range;
      }
      at = next;
    }
    return range;
  }

  function highlight(now, gone) {
    if (!globalThis.CSS?.highlights) return;
    const shown = !one("Dictionary").hidden;
    const ranges = (some) => (shown ? some.map(({ start, end }) => rangeOf(start, end)) : []);
    CSS.highlights.set("tried", new Highlight(...ranges(now)));
    CSS.highlights.set("tried-gone", new Highlight(...ranges(gone)));
  }

  // ---- changes, in words
  function changes() {
    return themes.flatMap((theme, k) => {
      const was = asItWas[k] ?? { patterns: [], exceptions: [] }, said = [];
      if (!asItWas[k]) said.push("a new theme");
      for (const [name, plural] of [["pattern", "patterns"], ["exception", "exceptions"]]) {
        const old = new Set(was[plural] ?? []), is = new Set(theme[plural]);
        for (const one of is) if (!old.has(one)) said.push(`${name} added: ${one}`);
        for (const one of old) if (!is.has(one)) said.push(`${name} removed: ${one}`);
      }
      if (!said.length && isChanged(k)) said.push("patterns in another order");
      return said.map((words) => `${theme.label}: ${words}`);
    });
  }

  // ---- a dictionary to keep: strings as JSON has them, which is YAML too
  const quoted = (words) => JSON.stringify(words).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
  function yaml() {
    const said = changes(), source = quoted(data.source.title);
    const lines = [`# A dictionary that was tried on ${source}, from its page.`, "# Comments of the file that it was made from are lost.",
      said.length ? "# Changes:" : "# No changes.", ...said.map((change) => `# - ${quoted(change)}`)];
    lines.push(`languages: [${(languages ?? ["en"]).map(quoted).join(", ")}]`);
    if (nested) lines.push("nested_scope: dictionary");
    lines.push("themes:");
    for (const theme of themes) {
      lines.push(`  - id: ${quoted(theme.id)}`);
      for (const name of ["label", "definition", "excludes", "colour"]) if (theme[name]) lines.push(`    ${name}: ${quoted(theme[name])}`);
      if (theme.path?.length) lines.push(`    path: [${theme.path.map(quoted).join(", ")}]`);
      for (const name of ["patterns", "exceptions"]) {
        if (theme[name].length) lines.push(`    ${name}:`, ...theme[name].map((pattern) => `      - ${quoted(pattern)}`));
      }
    }
    return `${lines.join("\n")}\n`;
  }

  one("TriedSave").addEventListener("click", () => {
    const wrong = themes.find((theme) => checked(theme).faults.length);
    if (wrong) {
      one("TriedSaid").textContent = `Not downloaded. ${wrong.label}: ${checked(wrong).faults[0]}`;
      return;
    }
    const address = URL.createObjectURL(new Blob([yaml()], { type: "application/yaml" }));
    make("a", { href: address, download: "themes-tried.yaml" }).click();
    URL.revokeObjectURL(address);
    one("TriedSaid").textContent = "Downloaded as themes-tried.yaml. Use it with: themeline run --codebook themes-tried.yaml";
  });

  // ---- what is typed and pressed
  function fill() {
    const chosen = Math.min(Number(choice.value), themes.length - 1);
    choice.replaceChildren(...themes.map((theme, k) => make("option", { value: k }, theme.label)));
    choice.value = String(Math.max(0, chosen));
    patterns.value = themes[choice.value].patterns.join("\n");
    exceptions.value = themes[choice.value].exceptions.join("\n");
    editing = false;
    show();
  }
  const remember = () => past.push(copyOf(themes));

  for (const area of [patterns, exceptions]) {
    area.addEventListener("input", () => {
      if (!editing) remember();
      editing = true;
      Object.assign(themes[choice.value], { patterns: linesOf(patterns), exceptions: linesOf(exceptions) });
      one("TriedSaid").textContent = "";
      show();
    });
    area.addEventListener("change", () => (editing = false));
  }
  choice.addEventListener("change", fill);
  one("TriedUndo").addEventListener("click", () => {
    themes = past.pop();
    fill();
  });
  one("TriedBack").addEventListener("click", () => {
    remember();
    themes = copyOf(asItWas);
    fill();
  });
  one("TriedNew").addEventListener("submit", (event) => {
    event.preventDefault();
    const label = one("TriedName").value.trim();
    if (!label) return;
    const plain = label.normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 50).replace(/-+$/, "") || "theme";
    const ids = new Set(themes.map((theme) => theme.id));
    let id = plain;
    for (let n = 2; ids.has(id); n++) id = `${plain}-${n}`;
    remember();
    themes.push({ id, label, patterns: [], exceptions: [] });
    one("TriedName").value = "";
    fill();
    choice.value = String(themes.length - 1);
    fill();
    patterns.focus();
  });
  one("Themes").querySelector(".hint").after(make("p", { id: "TriedRemark", role: "status", hidden: "" },
    "Numbers and bars in this colour are of the dictionary as you have changed it; the text and the lists show it as it was."));
  // Nothing is looked for before somebody comes to try.
  let ready = false;
  new MutationObserver(() => {
    if (!one("Dictionary").hidden && !ready) fill();
    ready ||= !one("Dictionary").hidden;
    if (ready) show();
  }).observe(one("Dictionary"), { attributeFilter: ["hidden"] });
}

tryDictionary(data.dictionary);
