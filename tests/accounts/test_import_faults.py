"""An import that meets a fault after any of its rows leaves nothing behind; undoing one that does, leaves all of it."""

from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.changes import data_import_run as changes
from accounts.changes.data_import import keep_import, map_import
from accounts.models import Account, DataImport, Revenue, ServiceArea
from tests.checksum import checksum

HEADING = "account,area,month,revenue\n"
KNOWN, NEW, MONTHS = 33, 8, 12
ROWS = (KNOWN + NEW) * MONTHS  # each with its record
RECORDS = ROWS + NEW  # and one for each area that is made


@pytest.fixture
def file(tmp_path):
    """Facts of known areas, some of which are there with other values, and of areas still to be made."""

    def written(known=KNOWN, new=NEW, months=MONTHS):
        areas = [*(f"Known {n}" for n in range(known)), *(f"New {n}" for n in range(new))]
        lines = [f"Nordvik Verft,{area},2026-{month:02d},{month}5" for area in areas for month in range(1, months + 1)]
        path = tmp_path / "facts.csv"
        path.write_text(HEADING + "\n".join(lines))
        return path

    return written


@pytest.fixture
def known(cast):
    """Areas, and facts in the first of them."""
    areas = [ServiceArea.objects.create(name=f"Known {n}", order=n) for n in range(KNOWN)]
    Revenue.objects.bulk_create(
        Revenue(account=cast.account, area=areas[0], month=f"2026-{month:02d}-01", currency="NOK", revenue=month)
        for month in range(1, MONTHS + 1)
    )


def run(*words):
    call_command("import_revenue", *map(str, words), stdout=StringIO())


@contextmanager
def stumbling(monkeypatch, after):
    """The machine fails when so many rows have been recorded."""
    left, record = iter(range(after)), changes.record

    def failing(*given):
        if next(left, None) is None:
            raise RuntimeError("the machine stumbles")
        return record(*given)

    with monkeypatch.context() as patched:
        patched.setattr(changes, "record", failing)
        yield


def left_behind(monkeypatch, path, faults):
    """After which of these rows a fault has left anything."""
    before = checksum()
    left = []
    for k in faults:
        with stumbling(monkeypatch, after=k), pytest.raises(RuntimeError):
            run(path, "--areas")
        left += [k] if checksum() != before else []
    return left


@pytest.mark.parametrize("k", [0, 1, 2, 3, 5, 7, 8, 9])
def test_a_fault_after_the_kth_row_leaves_nothing(known, file, monkeypatch, k):
    monkeypatch.setattr("accounts.changes.imported_revenue.CHUNK", 2)
    assert left_behind(monkeypatch, file(known=1, new=1, months=5), [k]) == []


@pytest.mark.prove
@pytest.mark.timeout(1800)
def test_a_fault_after_any_row_leaves_nothing(known, file, monkeypatch, record_property):
    monkeypatch.setattr("accounts.changes.imported_revenue.CHUNK", 10)
    path = file()
    left = left_behind(monkeypatch, path, range(RECORDS))
    record_property("figures", f"{RECORDS} faults, one after each row of an import: {len(left)} left something")
    assert (RECORDS, left) == (500, [])
    run(path, "--areas")
    assert Revenue.objects.count() == ROWS


def test_without_its_transaction_a_fault_would_leave_something(cast, known, file, monkeypatch):
    """The twin: the same import, each statement of which stands for itself."""
    monkeypatch.setattr("accounts.changes.imported_revenue.CHUNK", 2)
    row = keep_import(by=cast.alice, kind="revenue", file_name="x", content=file(1, 0, 5).read_bytes())
    map_import(row=row, accounts=Account.objects.all())
    before = checksum()
    with stumbling(monkeypatch, after=4), pytest.raises(RuntimeError):
        changes.store_import.__wrapped__(row=row, accounts=Account.objects.all(), now=timezone.now())
    assert checksum() != before


def faults_in_undoing(monkeypatch, path, parts):
    """After which parts of an undoing, each of ten rows, a fault has left anything undone."""
    monkeypatch.setattr(changes, "BATCH", 10)
    run(path, "--areas")
    row, before, left = DataImport.objects.get(), checksum(), []
    for k in range(parts):
        with failing_undo(monkeypatch, after=k), pytest.raises(RuntimeError):
            changes.undo_import(row=row, now=timezone.now())
        left += [k] if checksum() != before else []
    return left


@contextmanager
def failing_undo(monkeypatch, after):
    left = iter(range(after))

    def failing(undo):
        def undone(part):
            if next(left, None) is None:
                raise RuntimeError("the machine stumbles")
            undo(part)

        return undone

    with monkeypatch.context() as patched:
        patched.setattr(changes, "UNDONE", {table: failing(undo) for table, undo in changes.UNDONE.items()})
        yield


def test_a_fault_in_undoing_leaves_all_of_it(known, file, monkeypatch):
    assert faults_in_undoing(monkeypatch, file(known=2, new=1), parts=5) == []
    changes.undo_import(row=DataImport.objects.get(), now=timezone.now())
    assert Revenue.objects.count() == MONTHS
