"""The customer's own figures: kept with a source and their history, once a year, seen by who sees the account."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import CustomerProfile, Figure

TURNOVER = {
    "kind": "turnover",
    "category": "",
    "year": 2025,
    "amount": "1200000",
    "currency": "NOK",
    "source": "Report",
}


@pytest.fixture
def alice(cast, sign_in):
    return sign_in(cast.alice)


def at(name, cast, *more):
    return reverse(name, args=[cast.account.pk, *more])


def test_unknown_is_a_dash_and_never_a_zero(alice, cast):
    page = alice.get(at("figure_list", cast)).content.decode()
    assert page.count("<dd>–</dd>") == 9
    alice.post(at("profile_edit", cast), {"employees": "0", "technology": "7"})
    profile = CustomerProfile.objects.get()
    assert (profile.employees, profile.sites, profile.technology) == (0, None, 7)
    page = alice.get(at("figure_list", cast)).content.decode()
    assert page.count("<dd>–</dd>") == 7


def test_a_figure_is_added_changed_exported_and_removed(alice, cast):
    assert alice.post(at("figure_add", cast), TURNOVER).status_code == 302
    figure = Figure.objects.get()
    assert alice.post(at("figure_edit", cast, figure.pk), {**TURNOVER, "amount": "5"}).status_code == 302
    assert '2025,"Turnover",,5.00,"NOK","Report"' in alice.get(at("figure_csv", cast)).content.decode()
    assert alice.get(at("figure_xlsx", cast)).content[:2] == b"PK"
    alice.post(at("figure_remove", cast, figure.pk))
    assert not Figure.objects.exists()


def test_margins_and_equity_ratio_are_worked_out(alice, cast):
    known = {"turnover": 119_316, "operating_result": 588, "net_result": -234, "equity": 100_000, "assets": 261_368}
    for kind, amount in known.items():
        alice.post(at("figure_add", cast), {**TURNOVER, "kind": kind, "amount": amount})
    alice.post(at("figure_add", cast), {**TURNOVER, "kind": "equity", "amount": 5, "year": 2024})

    page = alice.get(at("figure_list", cast)).content.decode()
    lines = alice.get(at("figure_csv", cast)).content.decode().splitlines()
    for label, percent in (("Operating margin", "0.5"), ("Net margin", "-0.2"), ("Equity ratio", "38.3")):
        assert f'<th scope="row">{label}</th><td class="numeric">{percent.replace("-", "−")} %</td>' in page
        assert f'2025,"{label}",,{percent},"%","Worked out"' in lines
    assert page.count("Equity ratio") == 1  # of 2024 the assets are not known
    told = [line.split(",")[1] for line in lines if line.startswith("2025")][:5]
    assert told == ['"Turnover"', '"Operating result"', '"Net result"', '"Equity"', '"Total assets"']


def test_how_figures_go_over_the_years_stands_on_the_page_and_in_the_workbook(alice, cast):
    known = {"turnover": ("136005", "119316"), "result": ("-203", "392"), "net_result": ("594", "-234")}
    for kind, amounts in known.items():
        for year, amount in zip((2021, 2019), amounts, strict=True):
            alice.post(at("figure_add", cast), {**TURNOVER, "kind": kind, "year": year, "amount": amount})
    rows = alice.get(at("figure_list", cast)).context["developments"]
    assert [(row.name, row.years, row.change, row.growth, row.line, row.zero) for row in rows] == [
        ("Turnover", "2019–2021", "+14.0 %", "+6.76 %", "0.0,20.0 100.0,0.0", ""),
        ("Result before tax", "2019–2021", "−151.8 %", "–", "0.0,0.0 100.0,20.0", "0,13.2 100,13.2"),
        ("Net result", "2019–2021", "–", "–", "0.0,20.0 100.0,0.0", "0,14.3 100,14.3"),
    ]
    book = load_workbook(BytesIO(alice.get(at("figure_xlsx", cast)).content))
    sheet = list(book["Over the years"].iter_rows(min_row=2, values_only=True))
    assert sheet[0] == ("Turnover", 2019, 2021, 119_316, 136_005, "NOK", 14, 6.76)


def test_the_fact_sheet_stands_in_the_workbook(alice, cast):
    told = {"decided_at": "The group in Oslo", "ownership": "A fund", "reach": "127 titles", "expects": "New readers"}
    alice.post(at("profile_edit", cast), {"employees": "120", **told})
    book = load_workbook(BytesIO(alice.get(at("figure_xlsx", cast)).content))
    facts = dict(book["Fact sheet"].iter_rows(min_row=2, values_only=True))
    assert facts == {
        "Ownership": "A fund",
        "Business model": None,
        "Reach": "127 titles",
        "Employees": 120,
        "Sites": None,
        "Users of what we sell": None,
        "Technology intensity": None,
        "Where decisions are made": "The group in Oslo",
        "Return it expects": "New readers",
    }


@pytest.mark.parametrize("name", ["ownership", "business_model", "reach", "decided_at", "expects"])
def test_words_of_the_fact_sheet_are_short(alice, cast, name):
    answer = alice.post(at("profile_edit", cast), {name: "x" * 301, "employees": "12"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [name])
    assert b'value="12"' in answer.content
    assert not CustomerProfile.objects.exists()


def test_what_was_known_before_stands_in_the_history(alice, cast):
    alice.post(at("figure_add", cast), TURNOVER)
    figure = Figure.objects.get()
    alice.post(at("figure_edit", cast, figure.pk), {**TURNOVER, "amount": "5.50"})
    alice.post(at("figure_remove", cast, figure.pk))
    for employees in (10, 12):
        alice.post(at("profile_edit", cast), {"employees": employees})

    page = alice.get(reverse("account_history", args=[cast.account.pk])).context["page"]
    told = [(e.about, e.act, e.who, [(c.label, c.before, c.after) for c in e.changes]) for e in page][:5]
    assert told == [
        ("Fact sheet", "Changed", "Alice", [("Employees", "10", "12")]),
        ("Fact sheet", "Added", "Alice", []),
        ("Turnover 2025", "Deleted", "Alice", []),
        ("Turnover 2025", "Changed", "Alice", [("Amount", "1,200,000", "5.5")]),
        ("Turnover 2025", "Added", "Alice", []),
    ]
    excerpt = alice.get(reverse("account_latest", args=[cast.account.pk])).content.decode()
    for words in ("Turnover of the customer removed", "Fact sheet changed"):
        assert words in excerpt


@pytest.mark.parametrize(
    "wrong",
    [
        {"source": ""},
        {"amount": "x"},
        {"year": "1492"},
        {"kind": "nonsense"},
        {"category": "Paper"},
        {"kind": "category_budget"},
    ],
)
def test_a_faulty_figure_is_refused_and_what_was_typed_stays(alice, cast, wrong):
    answer = alice.post(at("figure_add", cast), {**TURNOVER, **wrong})
    assert answer.status_code == 422
    assert not Figure.objects.exists()


def test_one_of_a_kind_a_year_and_one_budget_for_each_category(alice, cast):
    alice.post(at("figure_add", cast), TURNOVER)
    assert alice.post(at("figure_add", cast), TURNOVER).status_code == 422
    for category in ("Paper", "Cloud"):
        body = {**TURNOVER, "kind": "category_budget", "category": category}
        assert alice.post(at("figure_add", cast), body).status_code == 302
    assert Figure.objects.count() == 3


@pytest.mark.parametrize("technology", ["0", "11", "x"])
def test_technology_is_from_1_to_10(alice, cast, technology):
    assert alice.post(at("profile_edit", cast), {"technology": technology}).status_code == 422
    assert not CustomerProfile.objects.exists()


def test_readers_see_and_do_not_change(cast, sign_in):
    for reader in (cast.bob, cast.carol):
        assert sign_in(reader).get(at("figure_list", cast)).status_code == 200
        assert sign_in(reader).post(at("figure_add", cast), TURNOVER).status_code == 403
    assert sign_in(cast.dave).get(at("figure_list", cast)).status_code == 404
