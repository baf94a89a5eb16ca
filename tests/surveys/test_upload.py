"""A file of answers on its way to a survey: form, preview, confirmation, and who may."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Role
from kamplan.jobs import Job, run_job
from surveys.models import Answer, Survey, Upload
from surveys.views import upload as upload_views
from tests import factories
from tests.checksum import checksum

REFERENCE = Path("surveys/data/figur12_answers.csv").read_bytes()
HEADING = "audience,respondent,criterion,dimension,rating,account\n"


def form(unit, content=REFERENCE, name="answers.csv", **changed):
    file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    return {"file": file, "title": "Autumn 2026", "unit": unit.pk, "scale": "1-10", "invited": "13", **changed}


@pytest.fixture
def alice(cast, sign_in):
    return sign_in(cast.alice)


@pytest.fixture
def uploaded(alice, units):
    alice.post("/surveys/new/", form(units.bergen))
    return Upload.objects.get()


def test_form_shows_columns_and_template(alice):
    page = alice.get("/surveys/new/")

    assert page.status_code == 200
    assert b"<code>respondent</code>" in page.content
    assert b"/surveys/new/template.xlsx" in page.content


@pytest.mark.parametrize("name", ["survey_template_csv", "survey_template_xlsx"])
def test_template_can_be_loaded_as_it_is(alice, units, name):
    template = alice.get(reverse(name)).content
    answer = alice.post("/surveys/new/", form(units.bergen, template, name="template"))

    upload = Upload.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/surveys/uploads/{upload.pk}/")
    assert upload.found["ratings"] == 5


def test_preview_says_what_was_found_and_stores_nothing(alice, uploaded):
    page = alice.get(f"/surveys/uploads/{uploaded.pk}/").content.decode()

    assert uploaded.found["customers"] == uploaded.found["sellers"] == 4
    assert "4 customers" in page
    assert "148" in page
    assert "13 known" in page
    assert not Survey.objects.exists()


def test_confirming_makes_the_survey_and_lets_go_of_the_file(alice, cast, units, uploaded):
    answer = alice.post(f"/surveys/uploads/{uploaded.pk}/", {"title": "Autumn 2026"})

    survey = Survey.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/surveys/{survey.slug}/")
    assert (survey.unit, survey.created_by, survey.invited) == (units.bergen, cast.alice, 13)
    assert survey.results().summary.importance_mean == 112.75 / 12
    uploaded.refresh_from_db()
    assert bytes(uploaded.content) == b""


def test_confirming_twice_makes_one_survey(alice, uploaded):
    for _ in range(2):
        answer = alice.post(f"/surveys/uploads/{uploaded.pk}/", {"title": "Autumn 2026"})

    assert answer.url == "/surveys/autumn-2026/"
    assert Survey.objects.count() == Job.objects.count() == 1
    assert Answer.objects.count() == 100


def test_large_file_is_left_to_the_worker(alice, uploaded, monkeypatch):
    monkeypatch.setattr(upload_views, "AT_ONCE", 10)
    answer = alice.post(f"/surveys/uploads/{uploaded.pk}/", {"title": "Autumn 2026"})
    again = alice.post(f"/surveys/uploads/{uploaded.pk}/", {"title": "Autumn 2026"})

    job = Job.objects.get()
    assert answer.url == again.url == f"/jobs/{job.pk}/"
    assert not Survey.objects.exists()
    assert b"You may leave this page" in alice.get(answer.url).content

    run_job.call(job.pk)

    assert Survey.objects.count() == 1
    asked_by_htmx = alice.get(answer.url, headers={"HX-Request": "true"})
    assert asked_by_htmx.headers["HX-Redirect"] == "/surveys/autumn-2026/"
    assert b'href="/surveys/autumn-2026/"' in alice.get(answer.url).content


def test_bad_file_is_told_line_by_line_and_changes_nothing(alice, units):
    alice.get("/surveys/new/")
    before = checksum()
    rows = "customer,C1,trust,importance,11,\ncustomer,C1,trust,performance,x,\ncustomer,C1,trust,importance,4,Hidden\n"
    answer = alice.post("/surveys/new/", form(units.bergen, HEADING + rows, title="Kept", provenance="By phone"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert checksum() == before
    assert "2 things to correct" in page
    assert "11 is not on the scale from 1 to 10" in page
    assert 'value="Kept"' in page
    assert 'value="By phone"' in page


def test_account_nobody_told_alice_of_is_unknown_to_her(alice, cast, units):
    rows = "customer,C1,trust,importance,4,{}\n"
    known = alice.post("/surveys/new/", form(units.bergen, HEADING + rows.format(cast.account.name)))
    unknown = alice.post("/surveys/new/", form(units.bergen, HEADING + rows.format(cast.foreign_account.name)))

    assert known.status_code == 302
    assert unknown.status_code == 422
    assert "there is no account" in unknown.content.decode().lower()


@pytest.mark.parametrize(
    "changed",
    [
        {"title": ""},
        {"title": "!?"},
        {"title": "New"},
        {"scale": "1-11"},
        {"scale": "many"},
        {"invited": "-1"},
        {"unit": 999},
        {"unit": "x"},
    ],
    ids=str,
)
def test_senseless_fields_are_refused(alice, units, changed):
    assert alice.post("/surveys/new/", {**form(units.bergen), **changed}).status_code == 422
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    "content", [b"", b"\0\1", b"PK\3\4nothing", b"nonsense", "a,b\n1,2", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_senseless_files_are_refused(alice, units, content):
    assert alice.post("/surveys/new/", form(units.bergen, content)).status_code == 422
    assert not Upload.objects.exists()


def test_taken_title_can_be_changed_on_the_preview(alice, units, uploaded):
    factories.SurveyFactory(title="Autumn 2026", slug="autumn-2026", unit=units.bergen)
    address = f"/surveys/uploads/{uploaded.pk}/"
    refused = alice.post(address, {"title": "Autumn 2026"})
    answer = alice.post(address, {"title": "Autumn again"})

    assert refused.status_code == 422
    assert "already a survey" in refused.content.decode()
    assert answer.url == "/surveys/autumn-again/"


def test_title_taken_while_the_job_waited_leads_back(alice, units, uploaded, monkeypatch):
    monkeypatch.setattr(upload_views, "AT_ONCE", 10)
    address = f"/surveys/uploads/{uploaded.pk}/"
    alice.post(address, {"title": "Autumn 2026"})
    factories.SurveyFactory(title="Autumn 2026", slug="autumn-2026", unit=units.bergen)
    run_job.call(Job.objects.get().pk)

    job = Job.objects.get()
    assert (job.state, job.address) == (Job.State.FAILED, address)
    monkeypatch.undo()
    assert alice.post(address, {"title": "Autumn again"}).url == "/surveys/autumn-again/"


def test_rights_lost_while_the_job_waited_count(alice, cast, uploaded, monkeypatch):
    monkeypatch.setattr(upload_views, "AT_ONCE", 10)
    alice.post(f"/surveys/uploads/{uploaded.pk}/", {"title": "Autumn 2026"})
    Role.objects.filter(user=cast.alice).delete()
    run_job.call(Job.objects.get().pk)

    assert Job.objects.get().state == Job.State.FAILED
    assert not Survey.objects.exists()


def test_deactivated_while_the_job_waited_counts(alice, cast, uploaded, monkeypatch):
    monkeypatch.setattr(upload_views, "AT_ONCE", 10)
    alice.post(f"/surveys/uploads/{uploaded.pk}/", {"title": "Autumn 2026"})
    type(cast.alice).objects.filter(pk=cast.alice.pk).update(is_active=False)
    run_job.call(Job.objects.get().pk)

    assert Job.objects.get().state == Job.State.FAILED
    assert not Survey.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("mona", 200), ("dave", 200), ("carol", 403), ("bob", 403), ("ada", 403)])
def test_managers_and_kams_may_load(cast, sign_in, who, status):
    assert sign_in(getattr(cast, who)).get("/surveys/new/").status_code == status


def test_not_into_a_foreign_unit(cast, sign_in, units):
    assert sign_in(cast.dave).post("/surveys/new/", form(units.bergen)).status_code == 422


def test_upload_and_job_are_their_users_own_affair(cast, sign_in, alice, uploaded):
    alice.post(f"/surveys/uploads/{uploaded.pk}/", {"title": "Autumn 2026"})
    job = Job.objects.get()

    for other in (cast.mona, cast.dave):
        assert sign_in(other).get(f"/surveys/uploads/{uploaded.pk}/").status_code == 404
        assert sign_in(other).get(f"/jobs/{job.pk}/").status_code == 404


def test_anonymous_is_led_to_the_sign_in(client, db):
    for address in ("/surveys/new/", "/surveys/uploads/1/", "/jobs/1/", "/surveys/new/template.csv"):
        assert client.get(address).status_code == 302


def test_wrong_methods(alice, uploaded):
    assert alice.delete("/surveys/new/").status_code == 405
    assert alice.put(f"/surveys/uploads/{uploaded.pk}/").status_code == 405
    assert alice.post("/surveys/new/template.csv").status_code == 405
    assert alice.post("/jobs/1/").status_code == 405
