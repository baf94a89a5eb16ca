"""What a person meets when something went wrong, in a real browser: forms with faults, a conflict, the error pages."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import Account
from tests import factories
from tests.browser.fitness import THEMES, unfit
from tests.surveys.test_upload import REFERENCE

pytestmark = pytest.mark.browser
FORMS = ("account_create", "survey_create", "user_add", "unit_add", "me")
# Painted, because colours may be said in any way CSS knows; the ground is what the choice stands on.
CONTRAST_OF_OUTLINE = """
    (choice) => {
        const brush = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
        const field = document.querySelector(choice);
        const grounds = [];
        for (let box = field.parentElement; box; box = box.parentElement)
            grounds.unshift(getComputedStyle(box).backgroundColor);
        const luminance = (...colours) => {
            for (const colour of colours) {
                brush.fillStyle = colour;
                brush.fillRect(0, 0, 1, 1);
            }
            const [red, green, blue] = [...brush.getImageData(0, 0, 1, 1).data].map((part) =>
                part <= 10 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
            );
            return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        };
        const ground = luminance("white", ...grounds);
        const outline = luminance("white", ...grounds, getComputedStyle(field).borderTopColor);
        return (Math.max(ground, outline) + 0.05) / (Math.min(ground, outline) + 0.05);
    }
"""
ERRORS = ("400", "403", "403_csrf", "404", "413", "429", "500", "503")


@pytest.fixture
def everybodys(cast, units, sign_in):
    """Somebody who may fill in every form."""
    for kind in ("admin", "manager"):
        factories.RoleFactory(user=cast.mona, unit=units.group, kind=kind)
    return sign_in(cast.mona)


@pytest.fixture
def sent_empty(page):
    """Sends the page's own form with nothing filled in, as a browser without checks of its own would."""

    def sent():
        page.evaluate(
            """() => {
                const form = document.querySelector("main form[method=post]");
                form.noValidate = true;
                for (const field of form.querySelectorAll("input:not([type=hidden]), textarea")) field.value = "";
                for (const field of form.querySelectorAll("select")) field.selectedIndex = -1;
            }"""
        )
        with page.expect_response(lambda response: response.request.method == "POST") as answer:
            page.locator("main form[method=post] [type=submit]").first.click()
        page.wait_for_load_state()
        return answer.value.status

    return sent


def faults(page, address, expected):
    return [f"{address}: {fault}" for fault in unfit(page, expected=expected)]


def test_forms_with_faults(everybodys, cast, visit, page, sent_empty):
    addresses = [reverse(name) for name in FORMS]
    addresses += [
        reverse("account_edit", args=[cast.account.pk]),
        reverse("contact_create", args=[cast.account.pk]),
        reverse("contact_edit", args=[cast.erik.pk]),
    ]
    found = []
    for address in addresses:
        visit(address, everybodys)
        assert sent_empty() == 422, address
        assert page.locator(".is-invalid").count(), address
        found += faults(page, address, "422")
    assert not found, "\n".join(found)


def test_a_file_refused_and_a_file_understood(everybodys, visit, page):
    found = []
    for content, title, expected in (
        (b"audience,rating\ncustomer,11\n", "Refused", "422"),
        (REFERENCE, "Understood", ""),
    ):
        visit(reverse("survey_create"), everybodys)
        page.get_by_label("Title").fill(title)
        page.locator("[type=file]").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": content})
        page.locator("main form[method=post] [type=submit]").first.click()
        page.locator("#problems" if expected else "#first-rows").wait_for()
        found += faults(page, title, expected)
    assert not found, "\n".join(found)


def test_a_conflict(everybodys, cast, visit, page):
    address = reverse("account_edit", args=[cast.account.pk])
    visit(address, everybodys)
    Account.objects.filter(pk=cast.account.pk).update(version=9, region="Nordland")
    page.get_by_label("Region").fill("Troms")
    page.locator("main form[method=post] [type=submit]").first.click()
    page.get_by_text("Nordland").first.wait_for()
    assert faults(page, address, "409") == []


def test_a_choice_not_made_can_be_seen(everybodys, cast, visit, page):
    """Its outline has 3:1 against the ground it stands on (WCAG 1.4.11), which axe does not look at."""
    visit(reverse("account_edit", args=[cast.account.pk]), everybodys)
    Account.objects.filter(pk=cast.account.pk).update(version=9, region="Nordland")
    page.get_by_label("Region").fill("Troms")
    page.locator("main form[method=post] [type=submit]").first.click()
    page.locator("[type=radio]:not(:checked)").first.wait_for()
    for theme in THEMES:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        for state in (":not(:checked)", ":checked"):
            assert page.evaluate(CONTRAST_OF_OUTLINE, f"[type=radio]{state}") >= 3, (theme, state)


def test_error_pages(db, live_server, visit, page):
    visit(reverse("account_login"))
    found = []
    for code in ERRORS:
        page.set_content(render_to_string(f"{code}.html"))
        found += faults(page, code, "")
    assert not found, "\n".join(found)


def test_an_invitation_to_hand_over(everybodys, visit, page):
    visit(reverse("user_add"), everybodys)
    page.get_by_label("Name").fill("Nina Ny")
    page.get_by_label("E-mail").fill("nina@supplier.example")
    page.get_by_role("button", name="Invite").click()
    page.get_by_role("button", name="Copy").wait_for()
    assert faults(page, "invitation", "") == []
