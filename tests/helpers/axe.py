"""What axe finds wrong with a page in a browser, in the time that a test may take."""

from axe_playwright_python.sync_playwright import Axe

# What can differ between a light and a dark page of the same parts.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
# Axe needs seconds for a thousand elements. So of the parts of an element that have one tag, class and style, three
# stay, and what the address names; the others are put back behind it.
LOOK = """async ([whole, rules]) => {
  const taken = [];
  const few = (parent) => {
    const seen = new Map();
    for (const one of [...parent.children]) {
      const marks = ["class", "style", "fill", "hidden"].map((name) => one.getAttribute(name));
      const look = [one.tagName, ...marks].join();
      seen.set(look, (seen.get(look) ?? 0) + 1);
      if (seen.get(look) > 3 && !one.matches(":target") && !one.querySelector(":target")) {
        taken.push([parent, one, one.nextSibling]);
        one.remove();
      } else few(one);
    }
  };
  if (!whole) few(document.body);
  const options = { resultTypes: ["violations"] };
  if (rules) options.runOnly = rules;
  const found = (await axe.run(options)).violations;
  // What the page has drawn anew in the meantime has another neighbour, or none.
  for (const [parent, one, next] of taken.reverse())
    parent.insertBefore(one, next?.parentNode === parent ? next : null);
  return found.map((one) => [one.id, one.nodes[0].html.slice(0, 200), one.nodes[0].failureSummary]);
}"""


def violations(page, whole: bool = False, dark: bool = False) -> list[list[str]]:
    """What breaks axe's rules in a page, of each the name, the first element that breaks it, and why it does.

    Looked at is a `whole` page, or a few of the parts that look alike; if `dark`, in the dark as well, where what has
    to do with colours is looked at. The context of the page has ``bypass_csp`` set.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = []
    if dark:
        # Without motion no colour is met halfway between the two.
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        found += page.evaluate(LOOK, [whole, COLOURS])
        page.emulate_media(color_scheme="light")
    return found + page.evaluate(LOOK, [whole, None])
