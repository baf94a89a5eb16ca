"""Revenue from a file: columns, preview, import, undo, and who may."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import DataImport, ImportedRow, RememberedColumn, Revenue, ServiceArea
from accounts.views import data_import as views
from kamplan.jobs import Job, run_job
from tests import factories

NORWEGIAN = (
    "Kunde;Tjenesteområde;Måned;Omsetning;DB;Gjentakende\n"
    "Nordvik Verft;Cloud;mars 2026;1 234,50;400;ja\n"
    "Nordvik Verft;Cloud;04.2026;-200,00;;nei\n"
)
ONE = "account,area,month,revenue\n"


@pytest.fixture
def cloud(db):
    return ServiceArea.objects.create(name="Cloud")


@pytest.fixture
def alice(cast, cloud, sign_in):
    return sign_in(cast.alice)


def sent(client, content=NORWEGIAN, kind="revenue", name="figures.csv", **mapping):
    """Upload a file, say what its columns mean as guessed, and come to the preview."""
    file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    answer = client.post(reverse("import_create"), {"kind": kind, "file": file})
    assert answer.status_code == 302, answer.context["form"].errors
    row = DataImport.objects.order_by("pk").last()
    body = {f"column_{number}": field for number, field in enumerate(row.mapping)} | mapping
    return row, client.post(answer.url, body)


def imported(client, content=NORWEGIAN, **options):
    row, _answer = sent(client, content, **options)
    client.post(reverse("data_import", args=[row.pk]), {"partial": "on"})
    row.refresh_from_db()
    return row


def facts():
    return list(Revenue.objects.order_by("month").values_list("month", "recurring", "currency", "revenue", "margin"))


def test_a_norwegian_file_is_understood_as_it_is(alice, cast):
    row, answer = sent(alice)
    page = alice.get(answer.url).content.decode()

    assert row.mapping == ["account", "area", "month", "revenue", "margin", "recurring"]
    assert (row.encoding, row.delimiter) == ("utf-8-sig", ";")
    assert "1\u00a0234.50" in page or "1,234.50" in page
    assert not Revenue.objects.exists()

    alice.post(answer.url)
    march, april = facts()
    assert march[1:] == (True, "NOK", Decimal("1234.50"), Decimal(400))
    assert april[1:] == (False, "NOK", Decimal("-200.00"), None)
    assert "is imported" in alice.get(answer.url).content.decode()


def test_the_same_file_again_changes_nothing(alice):
    imported(alice)
    row, answer = sent(alice)
    row.refresh_from_db()
    assert (row.found["new"], row.found["changed"], row.found["unchanged"]) == (0, 0, 2)
    assert "Nothing in this file is new" in alice.get(answer.url).content.decode()


def test_a_later_file_replaces_and_keeps_a_margin_it_does_not_speak_of(alice):
    imported(alice)
    row = imported(alice, "account,area,month,revenue,recurring\nNordvik Verft,cloud,2026-03,99,yes\n")
    assert (row.found["new"], row.found["changed"]) == (0, 1)
    assert facts()[0][3:] == (Decimal(99), Decimal(400))


def test_undo_puts_back_what_was_there(alice):
    imported(alice)
    before = list(Revenue.objects.order_by("pk").values_list())
    rows = "Nordvik Verft,cloud,2026-03,99,yes\nNordvik Verft,Cloud,2026-05,1,\n"
    row = imported(alice, "account,area,month,revenue,recurring\n" + rows)
    assert Revenue.objects.count() == 3

    answer = alice.post(reverse("import_undo", args=[row.pk]))
    assert answer.status_code == 302
    assert list(Revenue.objects.order_by("pk").values_list()) == before
    assert "has been undone" in alice.get(reverse("data_import", args=[row.pk])).content.decode()


def test_what_was_changed_since_is_not_undone(alice):
    first = imported(alice)
    imported(alice, "account,area,month,revenue,recurring\nNordvik Verft,cloud,2026-03,99,yes\n")
    answer = alice.post(reverse("import_undo", args=[first.pk]), follow=True)

    assert "1 of its rows were changed after the import" in answer.content.decode()
    assert Revenue.objects.count() == 2


def test_undo_ends_after_30_days(alice):
    row = imported(alice)
    DataImport.objects.update(done_at=timezone.now() - timedelta(days=31))
    alice.post(reverse("import_undo", args=[row.pk]))
    assert Revenue.objects.count() == 2


def test_refused_rows_are_told_and_left_out_only_with_consent(alice):
    rows = NORWEGIAN + "Nobody;Cloud;mars 2026;1;;\nNordvik Verft;Cloud;smarch;x;;maybe\n"
    _row, answer = sent(alice, rows)
    page = alice.get(answer.url).content.decode()
    assert "there is no account “Nobody” that you may edit" in page
    assert "“smarch” is not a month" in page
    assert "“x” is not a number" in page
    assert "neither yes nor no" in page

    assert alice.post(answer.url).status_code == 422
    assert not Revenue.objects.exists()
    assert alice.post(answer.url, {"partial": "on"}).status_code == 302
    assert Revenue.objects.count() == 2


def test_refused_rows_come_as_a_file_with_reasons(alice):
    row, _answer = sent(alice, NORWEGIAN + "Nobody;Cloud;mars 2026;1;;\n")
    file = alice.get(reverse("import_refused_csv", args=[row.pk])).content.decode("utf-8-sig")
    assert file.splitlines()[0] == '"Line","Reason","Kunde","Tjenesteområde","Måned","Omsetning","DB","Gjentakende"'
    assert file.splitlines()[1].startswith("4,")
    assert len(file.splitlines()) == 2
    assert alice.get(reverse("import_refused_xlsx", args=[row.pk])).content[:2] == b"PK"


def test_rows_of_one_fact_are_refused_or_added_up(alice):
    twice = "account,area,month,revenue,margin\nNordvik Verft,Cloud,2026-03,10,4\nNordvik Verft,Cloud,2026-03,5,1\n"
    row, answer = sent(alice, twice)
    assert "stands on line 3 too" in alice.get(answer.url).content.decode()
    row.refresh_from_db()
    assert row.found["refused"] == 2

    imported(alice, twice, sum="on")
    assert facts()[0][3:] == (Decimal(15), Decimal(5))


def test_unknown_areas_are_made_only_with_consent(alice):
    rows = ONE + "Nordvik Verft,Advice / Security,2026-03,10\nNordvik Verft,advice/SECURITY,2026-04,1\n"
    row, answer = sent(alice, rows)
    assert "there is no service area" in alice.get(answer.url).content.decode()

    alice.post(reverse("import_areas", args=[row.pk]))
    alice.post(answer.url)
    assert Revenue.objects.count() == 2
    assert ServiceArea.objects.get(name="Security").parent.name == "Advice"

    alice.post(reverse("import_undo", args=[row.pk]))
    assert list(ServiceArea.objects.values_list("name", flat=True)) == ["Cloud"]


def test_accounts_are_matched_by_number_then_by_name(alice, cast):
    cast.account.organisation_number = "923609016"
    cast.account.save()
    rows = (
        "org_number,account,area,month,revenue\n923 609 016,Whatever,Cloud,2026-03,1\n,NORDVIK verft,Cloud,2026-04,1\n"
    )
    assert imported(alice, rows).found["new"] == 2
    row, _answer = sent(alice, "account,org_number,area,month,revenue\nNordvik Verft,974760673,Cloud,2026-05,1\n")
    row.refresh_from_db()
    assert row.found["shown"]["refused"][0]["faults"][0]["code"] == "other_number"


def test_only_accounts_the_user_may_edit_take_figures(cast, cloud, sign_in):
    factories.MemberFactory(account=cast.foreign_account, user=cast.alice)  # sees it, does not edit it
    row, _answer = sent(
        sign_in(cast.alice), f"account,area,month,revenue\n{cast.foreign_account.name},Cloud,2026-03,1\n"
    )
    row.refresh_from_db()
    assert row.found["refused"] == 1
    row, _answer = sent(sign_in(cast.mona))
    row.refresh_from_db()
    assert row.found["new"] == 2


def test_rights_lost_while_the_job_waited_count(alice, cast, monkeypatch):
    monkeypatch.setattr(views, "AT_ONCE", 0)
    _row, answer = sent(alice)
    alice.post(answer.url)
    type(cast.account).objects.filter(pk=cast.account.pk).update(owner=cast.dave)
    run_job.call(Job.objects.get().pk)
    assert Job.objects.get().state == Job.State.FAILED
    assert not Revenue.objects.exists()


def test_asking_twice_imports_once(alice, monkeypatch):
    monkeypatch.setattr(views, "AT_ONCE", 0)
    _row, answer = sent(alice)
    addresses = {alice.post(answer.url).url for _ in range(2)}
    assert len(addresses) == Job.objects.count() == 1
    assert b"It is being imported" in alice.get(answer.url).content
    for _ in range(2):
        run_job.call(Job.objects.get().pk)
    assert ImportedRow.objects.count() == Revenue.objects.count() == 2


def test_it_tells_how_far_it_is(alice, monkeypatch, settings, tmp_path):
    settings.VAR = tmp_path
    monkeypatch.setattr(views, "AT_ONCE", 0)
    said = []
    monkeypatch.setattr(Job, "tell_aside", lambda job, *words: said.append(words))
    row, answer = sent(alice)
    alice.post(answer.url)
    run_job.call(Job.objects.get().pk)
    assert said == [
        ("Checking rows: 0 of 2.", 0, 200),
        ("Checking rows: 2 of 2.", 100, 200),
        ("Writing rows: 0 of 2.", 100, 200),
        ("Writing rows: 0 of 2.", 100, 200),
        ("Writing rows: 2 of 2.", 200, 200),
    ]

    said.clear()
    alice.post(reverse("import_undo", args=[row.pk]))
    run_job.call(Job.objects.order_by("pk").last().pk)
    assert said[0] == ("Checking rows: 0 of 2.", 0, 200)
    assert said[-1] == ("Putting rows back: 2 of 2.", 200, 200)


def test_rows_above_the_names_are_left_out_as_told(alice):
    row, _answer = sent(alice, "Report\n" + NORWEGIAN)
    assert row.options == {**row.options, "above": 1, "heading": True}
    told = {"above": "2", "heading": "on", "delimiter": ";", "encoding": "utf-8-sig"}
    page = alice.post(reverse("import_read", args=[row.pk]), told, follow=True).content.decode()
    assert "Nordvik Verft</label>" in page  # now taken for the name of a column

    for wrong in ("-1", "x", "50"):
        answer = alice.post(reverse("import_read", args=[row.pk]), {**told, "above": wrong})
        assert answer.status_code == 422
    row.refresh_from_db()
    assert row.options["above"] == 2


def test_what_columns_mean_is_remembered(alice, cast):
    odd = "A,B,C,D\nNordvik Verft,Cloud,2026-03,1\n"
    fields = {"column_0": "account", "column_1": "area", "column_2": "month", "column_3": "revenue"}
    row, answer = sent(alice, odd)
    assert answer.status_code == 422  # nothing could be guessed
    assert "Say which column holds" in answer.content.decode()
    assert alice.post(reverse("import_map", args=[row.pk]), fields).status_code == 302
    again, _answer = sent(alice, odd)
    assert again.mapping == ["account", "area", "month", "revenue"]
    assert RememberedColumn.objects.filter(user=cast.alice).count() == 4


def test_how_the_file_is_read_can_be_corrected(alice):
    row, _answer = sent(alice, "Nordvik Verft;Cloud;2026-03;1\n", column_0="account")
    assert row.options["heading"] is False
    alice.post(
        reverse("import_read", args=[row.pk]), {"above": 0, "heading": "on", "delimiter": ",", "encoding": "cp1252"}
    )
    row.refresh_from_db()
    assert (row.options["heading"], row.delimiter, row.encoding) == (True, ",", "cp1252")


@pytest.mark.parametrize("content", [b"", b"\0\1", b"PK\3\4nothing", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"," * 300])
def test_senseless_files_are_refused(alice, content):
    file = SimpleUploadedFile("x.csv", content)
    assert alice.post(reverse("import_create"), {"kind": "revenue", "file": file}).status_code == 422
    assert not DataImport.objects.exists()


def test_the_list_shows_also_a_file_whose_columns_nobody_has_said_yet(alice):
    alice.post(
        reverse("import_create"), {"kind": "revenue", "file": SimpleUploadedFile("begun.csv", NORWEGIAN.encode())}
    )
    row, _answer = sent(alice, name="checked.csv")
    page = alice.get(reverse("import_list")).content.decode()
    assert "begun.csv" in page
    assert reverse("data_import", args=[row.pk]) in page


def test_an_import_is_its_senders_own(alice, cast, sign_in):
    _row, answer = sent(alice)
    for other in (cast.mona, cast.dave):
        assert sign_in(other).get(answer.url).status_code == 404
    for other in (cast.bob, cast.carol, cast.ada):
        assert sign_in(other).get(answer.url).status_code == 403
