"""Customers invited: as many as have answered, at least, wherever the number is given."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from kamplan.jobs import Job
from surveys.models import Survey, Upload
from tests import factories
from tests.checksum import checksum

REFERENCE = Path("surveys/data/figur12_answers.csv")  # four customers, four sellers
REFUSED = "4 customers have answered, so no fewer can have been invited."

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(cast, sign_in):
    return sign_in(cast.alice)


def load(client, unit, invited):
    file = SimpleUploadedFile("answers.csv", REFERENCE.read_bytes())
    form = {"file": file, "title": "Autumn", "unit": unit.pk, "scale": "1-10", "invited": invited, "provenance": "Post"}
    return client.post("/surveys/new/", form)


def from_command(*options):
    call_command("import_answers", str(REFERENCE), "--title", "Autumn", *options, stdout=StringIO())


@pytest.mark.parametrize(
    ("invited", "reason"), [("3", f"--invited 3: {REFUSED}"), ("0", "--invited is a whole number from 1 to 9,999,999")]
)
def test_the_command_says_in_one_line_that_they_are_too_few(invited, reason):
    before = checksum()
    with pytest.raises(CommandError) as refusal:
        from_command("--invited", invited)

    assert str(refusal.value).startswith(reason)
    assert len(str(refusal.value).splitlines()) == refusal.value.returncode == 1
    assert checksum() == before


def test_the_command_takes_as_many_as_answered_and_an_unknown_number():
    from_command("--invited", "4")
    assert Survey.objects.get().invited == 4
    Survey.objects.update(slug="before")
    from_command()
    assert Survey.objects.get(slug="autumn").invited is None


@pytest.mark.parametrize("invited", ["3", "0"])
def test_the_page_says_so_at_the_field_and_keeps_what_was_typed(alice, units, invited):
    answer = load(alice, units.bergen, invited)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"invited"}
    assert (REFUSED in page) == (invited == "3")
    assert [f'value="{typed}"' in page for typed in (invited, "Autumn", "Post")] == [True] * 3
    assert not Upload.objects.exists()


@pytest.mark.parametrize(("invited", "stored"), [("4", 4), ("", None)])
def test_the_page_takes_as_many_as_answered_and_an_unknown_number(alice, units, invited, stored):
    assert load(alice, units.bergen, invited).status_code == 302
    assert Upload.objects.get().invited == stored


def test_the_page_says_so_in_norwegian(cast, units, sign_in):
    cast.alice.language = "nb"
    cast.alice.save()
    page = load(sign_in(cast.alice), units.bergen, "3").content.decode()

    assert "4 kunder har svart, så færre kan ikke ha vært invitert." in page


def test_a_file_kept_with_too_few_becomes_no_survey(alice, units):
    load(alice, units.bergen, "4")
    Upload.objects.update(invited=3)
    alice.post(f"/surveys/uploads/{Upload.objects.get().pk}/", {"title": "Autumn"})

    job = Job.objects.get()
    assert (job.state, job.address) == (Job.State.FAILED, "/surveys/new/")
    assert not Survey.objects.exists()


@pytest.mark.parametrize(("invited", "status"), [("3", 422), ("0", 422), ("4", 302), ("", 302)])
def test_the_number_cannot_be_made_too_small_later(cast, sign_in, units, invited, status):
    survey = factories.SurveyFactory(
        title="Before", slug="before", unit=units.norway, invited=9, tallies={"answered": 4, "seller_answered": 0}
    )
    form = {"title": "After", "version": survey.version, "invited": invited, "provenance": ""}
    answer = sign_in(cast.mona).post("/surveys/before/edit/", form)

    survey.refresh_from_db()
    assert answer.status_code == status
    if status == 302:
        assert (survey.title, survey.invited) == ("After", int(invited) if invited else None)
    else:
        assert (survey.title, survey.invited) == ("Before", 9)
        assert set(answer.context["form"].errors) == {"invited"}
        assert f'value="{invited}"' in answer.content.decode()
