"""What a page must be in a real browser: nothing axe finds, nothing too wide, one main heading, no complaint."""

from itertools import product

from axe_playwright_python.sync_playwright import Axe

# Parsing a colour takes axe long, and a page has few: each is parsed once.
COLOURS_PARSED_ONCE = """
(() => {
    const { Color } = axe.commons.color;
    const parse = Color.prototype.parseString;
    const parsed = new Map();
    Color.prototype.parseString = function (words) {
        if (!parsed.has(words)) parsed.set(words, parse.call(new Color(0, 0, 0), words));
        const { r, g, b, alpha } = parsed.get(words);
        return Object.assign(this, { r, g, b, alpha });
    };
})();
"""
AXE = Axe().axe_script + COLOURS_PARSED_ONCE
STANDARDS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
THEMES = ("light", "dark")
DEVICES = {"desktop": 1440, "phone": 390}
LOOKS = (("desktop", "light"), ("phone", "dark"))  # each device and each theme once
ALL_LOOKS = tuple(product(DEVICES, THEMES))


def unfit(page, *, expected="", looks=LOOKS):
    """Everything wrong with the page as it stands, a line each; `expected` is a complaint that belongs to it."""
    for device, theme in looks:
        page.set_viewport_size({"width": DEVICES[device], "height": 900})
        yield from (f"{device} {fault}" for fault in unfit_here(page, themes=[theme]))
    page.set_viewport_size({"width": DEVICES["desktop"], "height": 900})
    if page.locator("h1").count() != 1:
        yield f"{page.locator('h1').count()} main headings"
    yield from (said for said in page.complaints if not (expected and expected in said))
    page.complaints.clear()


def unfit_here(page, *, themes=THEMES):
    """What axe finds on a screen of this width, and whether the page is too wide for it."""
    for theme in themes:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        for found in violations(page):
            yield f"{theme}: {found['id']} at {found['nodes'][0]['target']} ({len(found['nodes'])}x)"
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        yield "too wide"


def violations(page):
    """By axe, which the browser keeps and puts into the pages to come: half a million letters to send."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.add_init_script(AXE)
        page.evaluate(AXE)
    return page.evaluate("options => axe.run(options).then((found) => found.violations)", STANDARDS)
