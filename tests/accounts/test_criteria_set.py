"""Criteria and weights: the library, drafts, publishing at exactly 100, versions that are never changed again."""

import pytest
from django.utils import timezone

from accounts.changes.weighed_set import Unfinished, publish_draft
from accounts.models import CriteriaSet, LibraryCriterion, WeighedCriterion
from tests.accounts.rated import CRITERIA, publish
from tests.refusal import refused

pytestmark = pytest.mark.django_db
EDIT = "/attractiveness/criteria/draft/"


def weights(criteria_set):
    return {each.slug: each.weight for each in criteria_set.ordered()}


def sent(version=1, name="Ours", **given):
    """What the browser sends."""
    return {"name": name, "version": version, **given}


def test_the_library_comes_with_eight_weighed_and_all_named_in_both_languages():
    draft = CriteriaSet.objects.draft()
    assert (str(draft), draft.weight, draft.is_complete, set(weights(draft))) == ("Capon 1", 100, True, set(CRITERIA))
    assert all(len(each.anchors) == 3 for each in draft.ordered())
    assert LibraryCriterion.objects.count() == 32
    assert not LibraryCriterion.objects.filter(name_nb="").exists()
    assert all(len(each.anchors) == 3 for each in LibraryCriterion.objects.all())


def test_the_database_keeps_what_a_set_is():
    draft, made = CriteriaSet.objects.draft(), CriteriaSet.objects.create
    now = {"published_at": timezone.now()}
    assert refused(lambda: made(name="Second draft", number=2))
    assert refused(lambda: made(name="", number=2, state="retired", **now))
    assert refused(lambda: made(name="Same", number=1, state="retired", **now))
    assert refused(lambda: made(name="No date", number=2, state="published"))
    assert refused(lambda: made(name="Odd", number=2, state="odd", **now))
    assert refused(lambda: CriteriaSet.objects.filter(pk=draft.pk).update(**now))
    assert made(name="One", number=2, state="published", **now).pk
    assert refused(lambda: made(name="Two", number=3, state="published", **now))
    assert made(name="Old", number=3, state="retired", **now).pk


def test_the_database_keeps_what_a_criterion_is():
    rows = WeighedCriterion.objects.filter(slug="current_revenue")
    for values in (
        *({"weight": 0}, {"weight": 101}, {"minimum": 0}, {"minimum": 11}),
        *({"name_en": ""}, {"name_nb": ""}, {"category": "odd"}, {"slug": "revenue_potential"}),
    ):
        assert refused(lambda values=values: rows.update(**values))
    for values in ({"weight": 100}, {"minimum": 1}, {"minimum": 10}, {"minimum": None}, {"category": "indirect"}):
        rows.update(**values)
    assert refused(lambda: LibraryCriterion.objects.filter(slug="competition").update(slug="brand_value"))
    assert refused(lambda: LibraryCriterion.objects.filter(slug="competition").update(name_nb=""))
    assert refused(lambda: LibraryCriterion.objects.filter(slug="competition").update(category="odd"))


def test_only_a_sum_of_exactly_100_is_published():
    row = WeighedCriterion.objects.get(slug="current_revenue")
    for weight in ("19.99", "20.01"):
        WeighedCriterion.objects.filter(pk=row.pk).update(weight=weight)
        with pytest.raises(Unfinished):
            publish()
    WeighedCriterion.objects.filter(pk=row.pk).update(weight=20)
    assert publish() == CriteriaSet.objects.current()
    with pytest.raises(CriteriaSet.DoesNotExist):
        publish_draft(CriteriaSet, by=None, now=timezone.now())


def test_a_new_version_is_a_copy_and_what_is_published_stays(cast, sign_in):
    first, client = publish(), sign_in(cast.ada)
    page = client.get(EDIT)
    assert b'name="weight_current_revenue" value="20"' in page.content
    form = page.context["form"]
    assert (form["weight_current_revenue"].value(), form["version"].value()) == (20, 0)
    answer = client.post(
        EDIT, sent(0, weight_current_revenue="60", minimum_current_revenue="3", weight_competition="40")
    )
    assert answer.status_code == 302
    assert client.post("/attractiveness/criteria/draft/publish/").status_code == 302
    second = CriteriaSet.objects.current()
    assert (str(second), weights(second)) == ("Ours 2", {"current_revenue": 60, "competition": 40})
    assert second.criteria.get(slug="current_revenue").minimum == 3
    assert second.published_by == cast.ada
    first.refresh_from_db()
    assert (first.state, first.weight, len(weights(first))) == ("retired", 100, 8)


def test_a_draft_may_be_unfinished_but_is_not_published(cast, sign_in):
    client = sign_in(cast.ada)
    assert client.post(EDIT, sent(weight_current_revenue="33.50")).status_code == 302
    client.post("/attractiveness/criteria/draft/publish/")
    assert CriteriaSet.objects.current() is None
    page = client.get("/attractiveness/criteria/")
    assert b"The weights add up to 33.5" in page.content
    assert b"draft/publish/" not in page.content


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *[("weight_competition", value) for value in ("0", "-5", "100.01", "1.234", "many")],
        *[("minimum_current_revenue", value) for value in ("0", "11", "2.5", "low")],
        *[("name", ""), ("name", "x" * 61)],
    ],
)
def test_bad_input_is_refused_and_kept(cast, sign_in, field, value):
    answer = sign_in(cast.ada).post(EDIT, sent(weight_current_revenue="77") | {field: value})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"]["weight_current_revenue"].value() == "77"
    assert len(weights(CriteriaSet.objects.draft())) == 8


def test_a_minimum_needs_a_weight(cast, sign_in):
    answer = sign_in(cast.ada).post(EDIT, sent(minimum_competition="3"))
    assert list(answer.context["form"].errors) == ["weight_competition"]


def test_too_many_criteria_are_refused(cast, sign_in):
    slugs = LibraryCriterion.objects.values_list("slug", flat=True)[:21]
    answer = sign_in(cast.ada).post(EDIT, sent(**{f"weight_{slug}": "1" for slug in slugs}))
    assert answer.context["form"].non_field_errors()


def test_who_saves_what_somebody_else_changed_is_told(cast, sign_in):
    assert sign_in(cast.ada).post(EDIT, sent(weight_competition="50")).status_code == 302
    late = sign_in(cast.ada).post(EDIT, sent(weight_competition="60"))
    assert (late.status_code, weights(CriteriaSet.objects.draft())) == (422, {"competition": 50})
    assert b"meanwhile" in late.content


def test_a_draft_can_be_discarded_and_begun_anew(cast, sign_in):
    client = sign_in(cast.ada)
    client.post("/attractiveness/criteria/draft/discard/")
    assert not CriteriaSet.objects.exists()
    client.post("/attractiveness/criteria/draft/publish/")
    assert b"There are no criteria yet" in client.get("/attractiveness/criteria/").content
    assert client.post(EDIT, sent(0, weight_competition="100")).status_code == 302
    assert CriteriaSet.objects.draft().is_complete


def test_a_draft_follows_the_library_and_what_is_published_does_not(cast, sign_in):
    client, row = sign_in(cast.ada), LibraryCriterion.objects.get(slug="current_revenue")
    words = {"category": "direct", "name_en": "Revenue now", "name_nb": "Omsetning nå", "low_en": "None"}
    assert client.post(f"/attractiveness/library/{row.pk}/", words).status_code == 302
    assert WeighedCriterion.objects.get(slug="current_revenue").name_en == "Revenue now"
    publish()
    client.post(f"/attractiveness/library/{row.pk}/", words | {"name_en": "Later"})
    assert WeighedCriterion.objects.get(slug="current_revenue").name_en == "Revenue now"


def test_a_criterion_of_ones_own(cast, sign_in):
    client, address = sign_in(cast.ada), "/attractiveness/library/add/"
    words = {"category": "relations", "name_en": "Green: as we are", "name_nb": "Grønn som oss"}
    assert client.post(address, words).status_code == 302
    assert LibraryCriterion.objects.get(slug="green_as_we_are").name_nb == "Grønn som oss"
    assert "name_en" in client.post(address, words).context["form"].errors
    assert "name_en" in client.post(address, words | {"name_en": "!!!"}).context["form"].errors
    assert "category" in client.post(address, words | {"category": "odd", "name_en": "Odd"}).context["form"].errors


def test_everybody_reads_the_criteria_and_few_change_them(cast, sign_in):
    publish()
    for person in (cast.alice, cast.stranger, cast.carol):
        assert sign_in(person).get("/attractiveness/criteria/").status_code == 200
        assert sign_in(person).get(EDIT).status_code == 403
        assert sign_in(person).post("/attractiveness/criteria/draft/publish/").status_code == 403
