"""Answering in a real browser, on a phone: from the link to thanks, without a connection, on another device."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import expect

from surveys.models import Answer, Respondent
from tests.browser.cookies import cookies_of
from tests.browser.fitness import unfit_here
from tests.surveys.answering import ask, at, come, criteria_of, post

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SAVED = "Saved"


@pytest.fixture
def invitation(live_server, django_db_serialized_rollback):
    invitation = ask(3, asked_by="Nordvik Supply")
    for criterion in invitation.survey.criteria.all():
        criterion.help_en = "What this means, so that all understand the same by it."
        criterion.save()
    return invitation


@pytest.fixture
def arrive(browser, live_server, invitation):
    """A page of a device that has opened the link; what its browser complains of is kept with it.

    Who has begun starts among the questions: how one gets there is shown by those who have not.
    """
    devices = []

    def begun():
        client = come(invitation)
        assert post(client, "answer", invitation).url == at("answer_questions", invitation)
        return cookies_of(client, live_server.url)

    def arrives(*, begin=True, **device):
        context = browser.new_context(**(device or PHONE))
        devices.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        if begin:
            context.add_cookies(begun())
            page.goto(live_server.url + at("answer_questions", invitation))
            expect(page.locator(".progress")).to_be_visible()
        else:
            page.goto(live_server.url + reverse("survey_link", args=[invitation.token]))
        return page

    yield arrives
    for context in devices:
        context.close()


def score(page, number, value):
    """Answers the question of this number among those that are shown."""
    shown = page.locator(".step:visible .rating")
    shown.nth(number).locator("label").filter(has_text=re.compile(f"^{value}$")).click()


def saved(page):
    expect(page.locator("#state")).to_have_text(SAVED)


def settled(page):
    """Nothing waits on the device any more. Asked from outside: the page's policy lets no words wait in it."""
    for _moment in range(100):
        if page.evaluate("!localStorage.length"):
            return
        page.wait_for_timeout(50)
    raise AssertionError("the answers stay on the device")


def stored(invitation):
    answers = Answer.objects.filter(respondent__invitation=invitation).order_by("criterion_id")
    return list(answers.values_list("importance", "performance", "no_experience"))


def test_a_thumb_goes_from_the_link_to_thanks(invitation, arrive):
    page = arrive(begin=False)
    assert list(unfit_here(page)) == []
    page.get_by_role("button", name="Start").tap()
    for number in range(3):
        expect(page.locator("#place")).to_contain_text(f"{number + 1} of 4")
        expect(page.locator(".step:visible")).to_have_count(1)
        score(page, 0, 8)
        score(page, 1, "No experience" if number == 2 else 3)
        assert list(unfit_here(page)) == []
        page.get_by_role("button", name="Next").tap()
    score(page, 0, 9)
    score(page, 1, 10)
    page.get_by_label("anything else").fill("Go on like this")
    assert list(unfit_here(page)) == []
    page.get_by_role("button", name="Review and send").tap()
    expect(page.get_by_role("heading", name="Review your answers")).to_be_visible()
    expect(page.get_by_text("Everything is answered.")).to_be_visible()
    assert list(unfit_here(page)) == []
    page.get_by_role("button", name="Send my answers").tap()
    expect(page.get_by_role("heading", name="Thank you!")).to_be_visible()
    assert list(unfit_here(page)) == []
    assert stored(invitation) == [(8, 3, False), (8, 3, False), (8, None, True)]
    sent = Respondent.objects.get()
    assert (sent.counts, sent.satisfaction, sent.recommendation) == (True, 9, 10)
    assert sent.comments.get().text == "Go on like this"
    assert page.complaints == []


def test_everything_a_thumb_must_hit_is_large_enough(arrive):
    page = arrive()
    score(page, 0, 8)
    targets = ".step:visible label, button:visible, .step:visible summary, .plain"
    sizes = page.eval_on_selector_all(
        targets, "all => all.map((each) => each.getBoundingClientRect()).map((box) => [box.width, box.height])"
    )
    assert len(sizes) > 20
    assert [size for size in sizes if min(size) < 44] == []


def test_answers_given_without_a_connection_arrive_when_it_is_back(invitation, arrive):
    page = arrive()
    score(page, 0, 7)
    saved(page)
    page.context.set_offline(True)
    score(page, 1, 2)
    expect(page.get_by_role("alert")).to_contain_text("No connection: your answers are kept on this device")
    page.get_by_role("button", name="Next").tap()
    score(page, 0, 5)
    assert list(unfit_here(page)) == []
    assert stored(invitation) == [(7, None, False)]
    assert page.evaluate("Object.values(JSON.parse(Object.values(localStorage)[0]))") == ["2", "5"]
    page.context.set_offline(False)
    saved(page)
    expect(page.get_by_role("alert")).to_be_hidden()
    assert stored(invitation) == [(7, 2, False), (5, None, False)]
    assert page.evaluate("localStorage.length") == 0


def test_answers_kept_on_the_device_survive_the_page(invitation, arrive, live_server):
    """Nothing reaches the server, not even as the page is left; who comes back finds the answer and sends it."""
    page = arrive()
    page.context.route("**/save/", lambda route: route.abort())
    page.evaluate("navigator.sendBeacon = () => false")  # the last try, which no route catches
    score(page, 0, 7)
    expect(page.get_by_role("alert")).to_be_visible()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")
    page.goto(live_server.url + reverse("survey_link", args=[invitation.token]))
    assert stored(invitation) == []
    page.context.unroute("**/save/")
    page.locator(".bar .primary").tap()
    expect(page.locator("input[value='7']").first).to_be_checked()
    settled(page)  # perhaps before: the first page sends what it can
    assert stored(invitation) == [(7, None, False)]


def test_what_the_device_kept_is_sent_as_soon_as_the_link_is_opened(invitation, arrive, live_server):
    page = arrive()
    page.context.set_offline(True)
    for number in range(2):
        score(page, number, 7)
    page.close()
    later = page.context.new_page()
    page.context.set_offline(False)
    later.goto(live_server.url + reverse("survey_link", args=[invitation.token]))
    expect(later.get_by_text("Welcome back: 1 of 4 steps are answered.")).to_be_visible()
    assert stored(invitation) == [(7, 7, False)]
    assert later.evaluate("localStorage.length") == 0


def test_reloading_without_a_connection_is_asked_about_first_and_loses_nothing(invitation, arrive, live_server):
    """The page cannot come back until the connection does; the answers wait on the device."""
    page = arrive()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.context.set_offline(True)
    score(page, 0, 7)
    score(page, 1, 3)
    expect(page.get_by_role("alert")).to_contain_text("Leave this page open until then")
    with pytest.raises(PlaywrightError):
        page.reload()
    assert asked == ["beforeunload"]
    page.context.set_offline(False)
    page.goto(live_server.url + at("answer_questions", invitation))
    settled(page)  # perhaps before: a browser comes back by itself to a page it could not load
    assert stored(invitation) == [(7, 3, False)]
    expect(page.locator("input[value='3']").nth(1)).to_be_checked()


def test_without_a_connection_the_review_waits(invitation, arrive):
    page = arrive(viewport={"width": 1280, "height": 900})
    page.context.set_offline(True)
    score(page, 0, 7)
    page.get_by_role("button", name="Review and send").click()
    expect(page.get_by_role("alert")).to_contain_text("The review opens when the connection is back")
    page.context.set_offline(False)
    saved(page)
    page.get_by_role("button", name="Review and send").click()
    expect(page.get_by_role("heading", name="Review your answers")).to_be_visible()
    assert stored(invitation) == [(7, None, False)]


def test_another_device_goes_on_where_the_first_stopped(invitation, arrive):
    phone = arrive()
    for _step in range(2):
        score(phone, 0, 6)
        score(phone, 1, 4)
        phone.get_by_role("button", name="Next").tap()
    saved(phone)
    second = arrive(begin=False)
    expect(second.get_by_text("Welcome back: 2 of 4 steps are answered.")).to_be_visible()
    second.get_by_role("button", name="Go on").tap()
    expect(second.locator("#place")).to_contain_text("3 of 4")
    desk = arrive(viewport={"width": 1440, "height": 900})
    expect(desk.locator(".step:visible")).to_have_count(4)
    expect(desk.locator("input:checked")).to_have_count(4)
    expect(desk.locator("#place")).to_contain_text("2 of 4 answered")
    assert list(unfit_here(desk)) == []


def test_the_language_changes_and_nothing_is_lost(invitation, arrive):
    page = arrive()
    page.context.set_offline(True)
    score(page, 0, 7)
    expect(page.get_by_role("alert")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Norsk").tap()
    expect(page.locator("html")).to_have_attribute("lang", "nb")
    expect(page.locator("input[value='7']").first).to_be_checked()
    assert stored(invitation) == [(7, None, False)]
    assert page.complaints == [each for each in page.complaints if "ERR_INTERNET_DISCONNECTED" in each]


def test_another_language_stays_at_the_question(arrive):
    page = arrive()
    page.get_by_role("button", name="Next").tap()
    page.get_by_role("button", name="Next").tap()
    page.get_by_role("button", name="Norsk").tap()
    expect(page.locator("html")).to_have_attribute("lang", "nb")
    expect(page.locator("#place")).to_contain_text("3 av 4")


def test_skipping_to_the_content_stays_at_the_question(arrive):
    page = arrive()
    page.get_by_role("button", name="Next").tap()
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#content$"))
    expect(page.locator("#place")).to_contain_text("2 of 4")
    page.go_back()
    expect(page.locator(".step:visible h2")).to_be_focused()


def test_the_back_button_goes_back_one_step(arrive):
    page = arrive()
    page.get_by_role("button", name="Next").tap()
    page.get_by_role("button", name="Next").tap()
    expect(page.locator("#place")).to_contain_text("3 of 4")
    page.go_back()
    expect(page.locator("#place")).to_contain_text("2 of 4")
    page.get_by_role("button", name="Back").tap()
    expect(page.locator("#place")).to_contain_text("1 of 4")


def test_going_back_after_sending_shows_what_is_stored_and_can_change_it(invitation, arrive):
    page = arrive()
    score(page, 0, 7)
    saved(page)
    page.goto(page.url.split("questions")[0] + "review/")
    page.get_by_role("button", name="Send my answers").tap()
    expect(page.get_by_role("heading", name="Thank you!")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Review your answers")).to_be_visible()
    page.get_by_role("button", name=re.compile("Send|Done")).tap()
    expect(page.get_by_role("heading", name="Thank you!")).to_be_visible()
    page.get_by_role("link", name="Change my answers").tap()
    expect(page.locator("#place")).to_contain_text("1 of 4")
    score(page, 0, 2)
    saved(page)
    assert stored(invitation) == [(2, None, False)]
    assert Respondent.objects.get().counts is True


def test_the_review_leads_to_what_is_open(arrive):
    page = arrive()
    page.goto(page.url.split("questions")[0] + "review/")
    page.locator(".lines").get_by_role("link", name="Answer").nth(1).tap()
    expect(page.locator("#place")).to_contain_text("2 of 4")


def test_an_answer_is_taken_back_with_a_button(invitation, arrive):
    page = arrive()
    score(page, 0, 7)
    saved(page)
    page.locator(".step:visible").get_by_role("button", name="Clear").tap()
    expect(page.locator("input:checked")).to_have_count(0)
    settled(page)
    assert stored(invitation) == []


def test_every_score_has_a_name_that_tells_what_it_means(arrive):
    page = arrive()
    group = page.get_by_role("group", name=re.compile("How well does Nordvik Supply do?.*"))
    ends = group.get_by_role("radio", name=re.compile("^(1 Poorly|10 Very well|No experience)$"))
    expect(ends).to_have_count(3)
    expect(group.get_by_role("radio", name="7", exact=True)).to_have_count(1)
    expect(group).to_have_accessible_description("1 Poorly 10 Very well")


def test_keys_alone_are_enough(invitation, arrive):
    page = arrive(viewport={"width": 1280, "height": 900})
    first, *_others = criteria_of(invitation)
    page.locator(f"input[name=i{first}]").first.focus()
    for _press in range(4):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    settled(page)
    assert stored(invitation) == [(5, 2, False)]


def test_two_windows_keep_each_others_answers(invitation, arrive):
    one = arrive(viewport={"width": 1280, "height": 900})
    other = one.context.new_page()
    other.goto(one.url)
    score(one, 0, 7)
    saved(one)
    score(other, 1, 3)
    saved(other)
    score(one, 2, 5)
    saved(one)
    settled(one)
    assert stored(invitation) == [(7, 3, False), (5, None, False)]


def test_what_another_window_or_device_has_saved_is_shown_and_said(invitation, arrive):
    one = arrive(viewport={"width": 1280, "height": 900})
    other = one.context.new_page()
    other.goto(one.url)
    score(one, 0, 7)
    saved(one)
    expect(other.get_by_role("alert")).to_contain_text("You have also answered in another window")
    expect(other.locator("input:checked")).to_have_count(1)
    device = arrive(viewport={"width": 1280, "height": 900})
    score(device, 0, 2)
    saved(device)
    score(one, 1, 5)
    expect(one.get_by_role("alert")).to_contain_text("on another device")
    expect(one.locator("input:checked").first).to_have_value("2")
    assert stored(invitation) == [(2, 5, False)]


def test_closing_meanwhile_leads_to_a_page_that_says_so(invitation, arrive):
    page = arrive()
    score(page, 0, 7)
    saved(page)
    survey = invitation.survey
    survey.status = "closed"
    survey.save()
    score(page, 1, 3)
    expect(page.get_by_role("heading", name="The survey has closed")).to_be_visible()
    expect(page.get_by_text("was not saved")).to_be_visible()
    expect(page.get_by_text("What you had saved before counts.")).to_be_visible()
    assert list(unfit_here(page)) == []
    assert stored(invitation) == [(7, None, False)]


@pytest.mark.parametrize("width", [390, 1440])
def test_without_scripts_everything_is_there(invitation, arrive, live_server, width):
    page = arrive(begin=False, java_script_enabled=False, viewport={"width": width, "height": 900})
    page.get_by_role("button", name="Start").click()
    first, second, _third = criteria_of(invitation)
    page.locator(f"input[name=i{first}][value='7']").check(force=True)
    page.locator(f"input[name=p{second}][value=none]").check(force=True)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_have_text("Saved.")
    page.locator(f"input[name=i{first}][value='']").check(force=True)
    page.get_by_role("button", name="Review and send").click()
    expect(page.get_by_role("heading", name="Review your answers")).to_be_visible()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", name="Thank you!")).to_be_visible()
    assert stored(invitation) == [(None, None, True)]


def test_the_page_is_light(invitation, arrive, live_server):
    page = arrive(begin=False)
    loaded = []
    page.on("response", lambda response: loaded.append(response.url.removeprefix(live_server.url)))
    page.goto(live_server.url + at("answer_questions", invitation))
    expect(page.locator(".progress")).to_be_visible()
    ours = {re.sub(r"\.[0-9a-f]{12}(?=\.)", "", each) for each in loaded if each.startswith("/static/")}
    assert ours - {"/static/kamplan.svg"} == {"/static/answer.css", "/static/answer.js"}
