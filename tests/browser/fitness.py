"""What a page must be in a real browser: nothing axe finds, nothing too wide, one main heading, no complaint."""

from itertools import product

from axe_playwright_python.sync_playwright import Axe

AXE = Axe().axe_script
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
    """By axe, which stays in the page once it is there: half a million letters to read."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE)
    return page.evaluate("options => axe.run(options)", STANDARDS)["violations"]
