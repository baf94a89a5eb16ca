"""The page of a survey in a real browser: the charts plotly draws, within our content security policy."""

import re
from itertools import combinations, product

import pytest
from playwright.sync_api import expect

from tests.browser.cookies import cookies_of
from tests.surveys.test_dashboard import REFERENCE, stored

pytestmark = pytest.mark.browser
PLOTS = ".picture-live > .plot-container"
DRAWN = f"{PLOTS} .main-svg"


@pytest.fixture
def address(live_server, cast, units):
    return f"/surveys/{stored('Spring', REFERENCE, unit=units.norway, by=cast.mona, invited=13).slug}/"


@pytest.fixture
def opened(address, cast, sign_in, visit, page):
    def at(query=""):
        visit(address + query, sign_in(cast.mona))
        expect(page.locator(PLOTS)).to_have_count(3)
        return page

    return at


def marks(page, chart):
    """Colours of the points of a chart."""
    return page.eval_on_selector_all(
        f"[data-chart={chart}] .point", "points => [...new Set(points.map((each) => getComputedStyle(each).fill))]"
    )


def test_plotlys_layers_lie_still_within_the_policy(opened):
    page = opened()
    positions = page.eval_on_selector_all(
        DRAWN, "all => [...new Set(all.map((each) => getComputedStyle(each).position))]"
    )
    assert positions == ["absolute"]
    assert page.eval_on_selector(DRAWN, "each => getComputedStyle(each).pointerEvents") == "none"
    assert page.complaints == []


def test_all_answers_and_criteria_are_drawn(opened):
    page = opened()
    assert page.locator("[data-chart=profile] .point").count() == 12 + 12 + 13
    assert page.locator("[data-chart=grid] .point").count() == 9  # four criteria share one spot
    assert page.locator("[data-chart=answers] .point").count() == 4 * 24 + 4 * 13
    assert page.get_by_role("img", name=re.compile("12 criteria by mean performance")).count() == 1


def test_a_mark_says_what_it_is_when_pointed_at(opened):
    page = opened()
    page.locator("[data-chart=profile] .point").nth(5).hover(force=True)  # an end of a line, which itself is silent
    said = page.locator("[data-chart=profile] .hovertext text")
    expect(said).to_have_text(["Customers: importance", re.compile(r"9\.75 \(n = 4\)95 %: 8\.95 to 10\.00$")])
    assert page.complaints == []


def test_the_theme_recolours_the_charts(opened):
    page = opened()
    light = marks(page, "profile")
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    dark = marks(page, "profile")
    assert len(light) == len(dark) == 3
    assert not set(light) & set(dark)
    page.emulate_media(media="print")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "light")
    assert marks(page, "profile") == light


def test_another_order_and_rule_come_without_a_new_page(opened):
    page = opened()
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="Seller difference", exact=True).click()
    expect(page.locator("[data-chart=profile] .ytick").first).to_have_text(re.compile("efficiency", re.IGNORECASE))
    page.get_by_role("link", name="Scale-centred", exact=True).click()
    expect(page.locator("[data-chart=grid] .annotation").first).to_contain_text("scale-centred")
    expect(page.locator(PLOTS)).to_have_count(3)
    assert "sort=sellers" in page.url
    assert "rule=scale" in page.url
    assert page.evaluate("document.activeElement.textContent") == "Scale-centred"
    assert page.evaluate("window.stayed")
    page.go_back()
    expect(page).not_to_have_url(re.compile("rule=scale"))
    assert page.complaints == []


def test_a_phone_shows_it_without_scrolling_sideways(opened):
    page = opened()
    page.set_viewport_size({"width": 390, "height": 800})
    expect(page.locator("[data-chart=profile] .main-svg").first).to_have_attribute("width", re.compile("^3"))
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    heights = page.eval_on_selector_all("[data-chart=grid] .main-svg", "all => all.map((each) => each.clientHeight)")
    assert max(heights) < 420
    assert (
        page.locator(".figures td").first.evaluate("each => getComputedStyle(each, '::before').content") == '"Answers"'
    )


def test_no_number_in_the_grid_hides_another(opened, page):
    for width, rule in product((390, 1440), ("means", "medians", "scale")):
        page.set_viewport_size({"width": width, "height": 900})
        opened(f"?rule={rule}")
        boxes = page.eval_on_selector_all(
            "[data-chart=grid] .annotation-text-g text",
            """all => all.filter((each) => /^[0-9, ]+$/.test(each.textContent))
                         .map((each) => each.getBoundingClientRect().toJSON())""",
        )
        assert len(boxes) == 9, (width, rule)
        assert [pair for pair in combinations(boxes, 2) if hides(*pair)] == [], (width, rule)


def hides(one, other):
    across = min(one["right"], other["right"]) - max(one["left"], other["left"])
    along = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return across > 1 and along > 4


def test_without_scripts_the_drawings_stand_in(browser, live_server, address, cast, sign_in):
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(cookies_of(sign_in(cast.mona), live_server.url))
    page = context.new_page()
    page.goto(live_server.url + address)
    images = page.locator(".picture img")
    assert images.count() == 3
    assert all(images.nth(place).bounding_box()["height"] > 300 for place in range(3))
    context.close()
