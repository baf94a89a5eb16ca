"""Factors of relative strength: those that come with the program, drafts, publishing four to eight at exactly 100."""

import pytest
from django.utils import timezone

from accounts.changes.weighed_set import Unfinished
from accounts.models import FactorSet, WeighedFactor
from tests.accounts.judged import FACTORS, publish
from tests.refusal import refused

pytestmark = pytest.mark.django_db
EDIT = "/strength/draft/"


def sent(*rows, version=1, name="Ours"):
    """What the browser sends: (English, Norwegian, weight) by row."""
    typed = {"name": name, "version": version}
    for number in range(1, 9):
        row = rows[number - 1] if number <= len(rows) else ("", "", "")
        typed |= dict(zip((f"{part}_{number}" for part in ("name_en", "name_nb", "weight")), row, strict=True))
    return typed


FOUR = tuple((f"Factor {letter}", f"Faktor {letter}", "25") for letter in "ABCD")


def weights(factor_set):
    return {each.slug: each.weight for each in factor_set.ordered()}


def test_seven_factors_come_with_the_program_named_in_both_languages():
    draft = FactorSet.objects.draft()
    assert (draft.weight, draft.is_complete, tuple(weights(draft))) == (100, True, FACTORS)
    assert all(each.name_en and each.name_nb for each in draft.ordered())


def test_the_database_keeps_what_a_set_and_a_factor_are():
    draft = FactorSet.objects.draft()
    assert refused(lambda: FactorSet.objects.create(name="Second draft", number=2))
    assert refused(lambda: FactorSet.objects.create(name="No date", number=2, state="published"))
    assert refused(lambda: FactorSet.objects.create(name="", number=2, state="retired", published_at=timezone.now()))
    assert refused(lambda: FactorSet.objects.filter(pk=draft.pk).update(state="odd"))
    rows = WeighedFactor.objects.filter(slug="cost")
    for values in ({"weight": 0}, {"weight": 101}, {"name_en": ""}, {"name_nb": ""}, {"slug": "trust"}):
        assert refused(lambda values=values: rows.update(**values))
    rows.update(weight=100)


@pytest.mark.parametrize("left", [1, 2, 3])
def test_fewer_than_four_are_not_published(left):
    draft = FactorSet.objects.draft()
    draft.factors.filter(slug__in=FACTORS[left:]).delete()
    draft.factors.update(weight=100)
    draft.factors.exclude(slug=FACTORS[0]).update(weight=0.01)
    draft.factors.filter(slug=FACTORS[0]).update(weight=100 - 0.01 * (left - 1))
    with pytest.raises(Unfinished):
        publish()


def test_only_a_sum_of_exactly_100_is_published():
    WeighedFactor.objects.filter(slug="cost").update(weight="14.99")
    with pytest.raises(Unfinished):
        publish()
    WeighedFactor.objects.filter(slug="cost").update(weight=15)
    assert publish() == FactorSet.objects.current()


def test_a_new_version_is_a_copy_and_what_is_published_stays(cast, sign_in):
    first, client = publish(), sign_in(cast.ada)
    form = client.get(EDIT).context["form"]
    assert (form["name_en_1"].value(), form["weight_1"].value(), form["version"].value()) == (
        *("Quality and fit of the solution", 20),
        0,
    )
    rows = [("Price, all in", "Pris og totalkostnad", "40"), *FOUR[:3], ("", "", "")]
    rows = [rows[0], *((en, nb, "20") for en, nb, _weight in rows[1:4])]
    assert client.post(EDIT, sent(*rows, version=0)).status_code == 302
    assert client.post("/strength/draft/publish/").status_code == 302
    second = FactorSet.objects.current()
    assert weights(second) == {"cost": 40, "factor_a": 20, "factor_b": 20, "factor_c": 20}
    assert second.published_by == cast.ada
    first.refresh_from_db()
    assert (first.state, first.weight, len(weights(first))) == ("retired", 100, 7)


def test_a_draft_may_be_unfinished_but_is_not_published(cast, sign_in):
    client = sign_in(cast.ada)
    assert client.post(EDIT, sent(*FOUR[:3])).status_code == 302
    answer = client.post("/strength/draft/publish/", follow=True)
    assert FactorSet.objects.current() is None
    assert b"The weights add up to 75" in answer.content
    assert b"It has four to eight factors." in answer.content
    assert b"draft/publish/" not in answer.content


@pytest.mark.parametrize(
    ("row", "field"),
    [
        *[(("Alone", "Alene", value), "weight_1") for value in ("0", "-5", "100.01", "1.234", "many", "")],
        *[(("", "Bare norsk", "25"), "name_en_1"), (("Only English", "", "25"), "name_nb_1")],
        (("x" * 121, "Navn", "25"), "name_en_1"),
    ],
)
def test_bad_input_is_refused_and_kept(cast, sign_in, row, field):
    answer = sign_in(cast.ada).post(EDIT, sent(row, *FOUR))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert answer.context["form"]["name_en_2"].value() == "Factor A"
    assert len(weights(FactorSet.objects.draft())) == 7


def test_the_same_factor_twice_is_refused(cast, sign_in):
    answer = sign_in(cast.ada).post(EDIT, sent(*FOUR, FOUR[0]))
    assert list(answer.context["form"].errors) == ["name_en_5"]


def test_who_saves_what_somebody_else_changed_is_told(cast, sign_in):
    assert sign_in(cast.ada).post(EDIT, sent(*FOUR)).status_code == 302
    late = sign_in(cast.ada).post(EDIT, sent(*FOUR[:2]))
    assert (late.status_code, len(weights(FactorSet.objects.draft()))) == (422, 4)
    assert b"meanwhile" in late.content


def test_a_draft_can_be_discarded_and_begun_anew(cast, sign_in):
    client = sign_in(cast.ada)
    client.post("/strength/draft/discard/")
    assert not FactorSet.objects.exists()
    assert b"There are no factors yet" in client.get("/strength/").content
    assert client.post(EDIT, sent(*FOUR, version=0)).status_code == 302
    assert FactorSet.objects.draft().is_complete


def test_everybody_reads_the_factors_and_few_change_them(cast, sign_in):
    publish()
    for person in (cast.alice, cast.stranger, cast.carol):
        assert sign_in(person).get("/strength/").status_code == 200
        assert sign_in(person).get(EDIT).status_code == 403
        assert sign_in(person).post("/strength/draft/publish/").status_code == 403
