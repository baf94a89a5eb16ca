"""The list of surveys, editing one, and the bin."""

import pytest
from django.utils import timezone

from surveys.changes.survey import delete_survey
from surveys.jobs.survey import empty_bin
from surveys.models import Survey
from tests import factories
from tests.checksum import checksum


@pytest.fixture
def survey(cast, units):
    return factories.SurveyFactory(title="Ærlig talt", slug="aerlig-talt", unit=units.norway, created_by=cast.mona)


def edited(survey, **changed):
    return {"title": survey.title, "version": survey.version, "invited": "", "provenance": "", **changed}


@pytest.mark.parametrize("who", ["mona", "carol"])
def test_those_of_the_unit_see_it(cast, sign_in, survey, who):
    assert "Ærlig talt" in sign_in(getattr(cast, who)).get("/surveys/").content.decode()


@pytest.mark.parametrize("who", ["dave", "bob", "ada", "stranger"])
def test_others_do_not(cast, sign_in, survey, who):
    client = sign_in(getattr(cast, who))
    before = checksum()

    assert "Ærlig talt" not in client.get("/surveys/").content.decode()
    for address in ("/surveys/aerlig-talt/edit/", "/surveys/aerlig-talt/delete/"):
        assert client.post(address, edited(survey)).status_code == 404
    assert checksum() == before


def test_readers_may_not_change_it(cast, sign_in, survey):
    carol = sign_in(cast.carol)
    before = checksum()

    assert carol.get("/surveys/aerlig-talt/edit/").status_code == 403
    assert carol.post("/surveys/aerlig-talt/edit/", edited(survey)).status_code == 403
    assert carol.post("/surveys/aerlig-talt/delete/").status_code == 403
    assert checksum() == before


def test_anonymous(client, survey):
    for address in ("/surveys/", "/surveys/bin/", "/surveys/aerlig-talt/edit/"):
        assert client.get(address).url.startswith("/sign-in/")


def test_empty_list_teaches_the_next_act(cast, sign_in):
    assert b"/surveys/new/" in sign_in(cast.alice).get("/surveys/").content
    assert b"/surveys/new/" not in sign_in(cast.carol).get("/surveys/").content


def test_search_and_sort_are_in_the_address(cast, sign_in, units, survey):
    factories.SurveyFactory(title="Bergen", unit=units.bergen, provenance="Årsmøte")
    mona = sign_in(cast.mona)

    assert [row.title for row in mona.get("/surveys/?q=ærlig").context["page"]] == ["Ærlig talt"]
    assert [row.title for row in mona.get("/surveys/?q=ÅRS").context["page"]] == ["Bergen"]
    assert [row.title for row in mona.get("/surveys/?sort=title").context["page"]] == ["Bergen", "Ærlig talt"]
    assert [row.title for row in mona.get("/surveys/?sort=-title").context["page"]] == ["Ærlig talt", "Bergen"]
    assert "No survey matches" in mona.get("/surveys/?q=nothing").content.decode()


@pytest.mark.parametrize("query", ["sort=password", "page=x", "page=1e9", "q=%00", "q=" + "x" * 9999, "sort=%00"])
def test_nonsense_in_the_address_does_no_harm(cast, sign_in, survey, query):
    assert sign_in(cast.mona).get(f"/surveys/?{query}").status_code == 200


def test_list_costs_the_same_with_1_and_30(cast, sign_in, units, survey, django_assert_num_queries):
    mona = sign_in(cast.mona)
    mona.get("/surveys/")
    with django_assert_num_queries(5) as few:
        mona.get("/surveys/")
    factories.SurveyFactory.create_batch(30, unit=units.bergen)
    with django_assert_num_queries(len(few)):
        mona.get("/surveys/")


def test_edit(cast, sign_in, survey):
    answer = sign_in(cast.mona).post(
        "/surveys/aerlig-talt/edit/",
        edited(survey, title="Changed", invited="20", target_importance="8", target_performance="8.5"),
    )

    survey.refresh_from_db()
    assert answer.url == "/surveys/aerlig-talt/"
    assert (survey.title, survey.invited, survey.version) == ("Changed", 20, 2)
    assert survey.targets is not None
    assert survey.history.first().history_user == cast.mona


@pytest.mark.parametrize(
    "changed",
    [
        {"title": ""},
        {"invited": "-1"},
        {"target_importance": "8"},
        {"target_importance": "0", "target_performance": "3"},
    ],
)
def test_senseless_edit_is_refused(cast, sign_in, survey, changed):
    answer = sign_in(cast.mona).post("/surveys/aerlig-talt/edit/", edited(survey, **changed))

    assert answer.status_code == 422
    survey.refresh_from_db()
    assert (survey.title, survey.version) == ("Ærlig talt", 1)


def test_two_editors_meet(cast, sign_in, survey):
    mona = sign_in(cast.mona)
    mona.post("/surveys/aerlig-talt/edit/", edited(survey, title="First"))
    answer = mona.post("/surveys/aerlig-talt/edit/", edited(survey, title="Second"))

    assert answer.status_code == 409
    survey.refresh_from_db()
    assert survey.title == "First"


def test_delete_and_restore(cast, sign_in, survey):
    mona = sign_in(cast.mona)
    gone = mona.post("/surveys/aerlig-talt/delete/", follow=True).content.decode()

    assert f"/surveys/bin/{survey.pk}/restore/" in gone
    assert not Survey.objects.visible_to(cast.mona).exists()
    assert "Ærlig talt" in mona.get("/surveys/bin/").content.decode()
    assert sign_in(cast.carol).post(f"/surveys/bin/{survey.pk}/restore/").status_code == 403
    assert sign_in(cast.dave).post(f"/surveys/bin/{survey.pk}/restore/").status_code == 404

    mona.post(f"/surveys/bin/{survey.pk}/restore/")
    assert Survey.objects.visible_to(cast.mona).exists()


def test_its_address_may_be_taken_meanwhile(cast, sign_in, units, survey):
    mona = sign_in(cast.mona)
    mona.post("/surveys/aerlig-talt/delete/")
    factories.SurveyFactory(slug="aerlig-talt", unit=units.norway)

    assert mona.post(f"/surveys/bin/{survey.pk}/restore/").url == "/surveys/bin/"
    assert Survey.objects.deleted_visible_to(cast.mona).count() == 1


def test_bin_is_emptied_after_a_month(cast, survey):
    delete_survey(survey=survey, by=cast.mona)
    now = timezone.now()
    empty_bin(now + timezone.timedelta(days=29))
    assert Survey.objects.count() == 1
    empty_bin(now + timezone.timedelta(days=31))
    assert Survey.objects.count() == Survey.history.count() == 0


def test_wrong_methods(cast, sign_in, survey):
    mona = sign_in(cast.mona)
    assert mona.post("/surveys/").status_code == 405
    assert mona.get("/surveys/aerlig-talt/delete/").status_code == 405
    assert mona.get(f"/surveys/bin/{survey.pk}/restore/").status_code == 405
