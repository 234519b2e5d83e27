// A dictionary that can be tried: a theme's patterns are changed, and what they find is seen at once.
// `place` is the page that it is tried on: `source`, the name of what is counted; `matcher`, a function that gives its
// matcher; `before`, what a theme found as it was, by its number; `lineOf`, a match in its context, with a link;
// `show`, which is told what is found now. What is given back fills the panel, when somebody comes to try.
function tryDictionary({ languages, nested_scope: scope, themes: asItWas }, place) {
  const MOST = matchMedia("(max-width: 40rem)").matches ? 20 : 100;
  const patterns = one("TriedPatterns"), exceptions = one("TriedExceptions"), choice = one("TriedTheme");
  const copyOf = (themes) => themes.map((theme) => ({ ...theme, patterns: [...theme.patterns], exceptions: [...theme.exceptions ?? []] }));
  const linesOf = (area) => area.value.split("\n").map((line) => line.trim()).filter(Boolean);
  const nested = scope === "dictionary";
  let themes = copyOf(asItWas), past = [], editing = false, edits = 0;

  // What was worked out for the patterns of a theme, so that with each letter typed only what has changed is looked for.
  function remembered(work) {
    const known = new Map();
    return (theme) => {
      const written = JSON.stringify([theme.patterns, theme.exceptions]);
      if (!known.has(written)) known.set(written, work(theme));
      return known.get(written);
    };
  }

  const rulesWritten = new Map();
  function writtenRule(pattern) {
    if (!rulesWritten.has(pattern)) rulesWritten.set(pattern, JSON.stringify(ruleOf(pattern)));
    return rulesWritten.get(pattern);
  }

  // ---- what is wrong with the patterns of a theme: sentences, and the patterns that can be matched
  const checked = remembered(({ patterns: some, exceptions: others }) => {
    const faults = [], seen = new Map(), valid = { patterns: [], exceptions: [] };
    for (const [name, lines] of [["patterns", some], ["exceptions", others]]) {
      lines.forEach((pattern, i) => {
        const at = `${name === "patterns" ? "Line" : "Exceptions, line"} ${i + 1}: `;
        try {
          const rule = writtenRule(pattern);
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
  const countedOf = remembered((theme) => place.matcher().countedOf(checked(theme).valid));
  function found() {
    if (nested) {
      const mentions = place.matcher().mentionsOf(themes.map((theme) => checked(theme).valid), true);
      return (k) => place.matcher().themeAmong(mentions, k);
    }
    return (k) => countedOf(themes[k]);
  }

  // What of some mentions is not among others; both in the order of the text.
  function without(some, others) {
    let i = 0;
    return some.filter(({ start, end }) => {
      while (i < others.length && (others[i].start < start || (others[i].start === start && others[i].end < end))) i++;
      return others[i]?.start !== start || others[i].end !== end;
    });
  }

  const same = (some, others) => some.length === others.length && some.every((one, i) => one === others[i]);
  const isChanged = (k) => {
    const was = asItWas[k], is = themes[k];
    return !was || !same(was.patterns, is.patterns) || !same(was.exceptions ?? [], is.exceptions);
  };
  const anyChanged = () => themes.some((_, k) => isChanged(k));

  // ---- what is shown
  // A row for each of some hundred patterns is made when somebody looks at them.
  let showEach = () => {};
  one("TriedEach").addEventListener("toggle", () => one("TriedEach").open && showEach());
  function show() {
    const k = Number(choice.value), of = found(), now = of(k), was = place.before(k);
    const fresh = without(now, was), gone = without(was, now);
    one("TriedFaults").replaceChildren(...checked(themes[k]).faults.map((fault) => make("li", {}, fault)));
    const mentions = (count) => `${number.format(count)} ${count === 1 ? "mention" : "mentions"}`;
    one("TriedCount").textContent = !isChanged(k) && !fresh.length && !gone.length ? `${mentions(now.length)}.`
      : `${mentions(now.length)} (was ${number.format(was.length)}): ${number.format(fresh.length)} new, ${number.format(gone.length)} gone.`;
    one("TriedFound").replaceChildren(
      ...listed("New", fresh, "ins"), ...listed("Gone", gone, "del"));
    showEach = () => {
      const counts = new Map(themes[k].patterns.map((pattern) => [pattern, 0]));
      for (const { pattern } of now) counts.set(pattern, counts.get(pattern) + 1);
      one("TriedEach").querySelector("tbody").replaceChildren(...[...counts].sort((a, b) => b[1] - a[1]).map(([pattern, count]) =>
        make("tr", {}, make("td", { class: "code", dir: "auto" }, pattern), make("td", { class: "number-cell" }, number.format(count)))));
    };
    if (one("TriedEach").open) showEach();
    one("TriedChanges").querySelector("ul").replaceChildren(...changes().map((change) => make("li", {}, change)));
    one("TriedChanges").hidden = !anyChanged();
    one("TriedUndo").disabled = !past.length;
    one("TriedBack").disabled = !anyChanged();
    const isTried = themes.map((_, i) => (nested ? anyChanged() : isChanged(i)));
    place.show({ k, of, now, gone, isTried, any: anyChanged(), edits });
  }

  function listed(name, some, tag) {
    if (!some.length) return [];
    const items = some.slice(0, MOST).map((match) => {
      const { left, keyword, right, address, name: at } = place.lineOf(match);
      return make("li", { dir: directionOf(left + keyword + right) }, left, make(tag, {}, keyword), right, " ", make("a", { class: "at", href: address }, at));
    });
    const more = some.length > MOST ? [make("p", { class: "hint" }, `The first ${MOST} of ${number.format(some.length)}.`)] : [];
    return [make("h3", {}, name), make("ul", { class: "numberless" }, items), ...more];
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
    const said = changes(), source = quoted(place.source);
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
  const remember = () => {
    past.push(copyOf(themes));
    edits++;
  };

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
  let ready = false;
  return () => {
    if (!ready) fill();
    ready = true;
    show();
  };
}
