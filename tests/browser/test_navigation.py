"""The menus of the navigation in a browser: by keyboard, on a phone, and on one line."""

import pytest

from tests.cast import everybody, tree_of_units

pytestmark = pytest.mark.browser


@pytest.fixture
def ada(live_server, django_db_serialized_rollback, sign_in):
    return sign_in(everybody(tree_of_units()).ada)


def test_a_menu_opens_closes_and_is_left_by_keyboard(ada, visit, page):
    visit("/rights/", ada)
    group, opened = page.locator(".navbar summary", has_text="Portfolio"), page.locator(".navbar details[open]")
    group.focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("link", name="Portfolio matrix").is_visible()
    page.keyboard.press("Escape")
    assert opened.count() == 0
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Space")
    opened.get_by_role("link").last.focus()
    page.keyboard.press("Tab")
    assert opened.count() == 0, "nothing lies over what has the focus"
    assert page.complaints == []


def test_chapters_stand_on_one_line_on_a_desk(ada, visit, page):
    page.set_viewport_size({"width": 1024, "height": 700})
    visit("/rights/", ada)
    tops = page.eval_on_selector_all(
        "#chapters .nav-link", "all => all.map((each) => Math.round(each.getBoundingClientRect().top))"
    )
    assert len(tops) > 5
    assert len(set(tops)) == 1


def test_a_group_unfolds_on_a_phone(ada, visit, page):
    page.set_viewport_size({"width": 390, "height": 844})
    visit("/rights/", ada)
    page.locator(".navbar-toggler").click()
    page.locator("#chapters summary", has_text="Portfolio").click()
    chapter = page.get_by_role("link", name="Customer pyramid")
    assert chapter.bounding_box()["height"] >= 44
    chapter.click()
    page.wait_for_url("**/pyramid/")
    assert page.complaints == []
