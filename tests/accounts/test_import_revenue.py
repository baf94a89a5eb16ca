"""`import_revenue`: the same from the command line, whole or not at all whatever happens."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.changes import data_import_run as changes
from accounts.models import DataImport, ImportedRow, Revenue, ServiceArea
from tests.checksum import checksum

HEADING = "account,org_number,area,month,revenue,margin,recurring,currency\n"


@pytest.fixture
def file(tmp_path):
    def written(*rows, heading=HEADING):
        path = tmp_path / "facts.csv"
        path.write_text(heading + "".join(f"{row}\n" for row in rows))
        return path

    return written


def run(*args, **options):
    out = StringIO()
    call_command("import_revenue", *map(str, args), stdout=out, **options)
    return out.getvalue()


def row(month=3, revenue="100", account="Nordvik Verft", area="Cloud"):
    return f'{account},,{area},2026-{month:02d},"{revenue}",,,NOK'


def test_a_file_is_stored_and_again_changes_nothing(cast, file):
    path = file(row(), row(4, "1 234,50"))
    assert "2 new, 0 changed, 0 unchanged, 0 refused" in run(path)
    assert set(Revenue.objects.values_list("revenue", flat=True)) == {Decimal(100), Decimal("1234.50")}
    assert "0 new, 0 changed, 2 unchanged" in run(path)


def test_refused_rows_store_nothing_and_are_reported(cast, file):
    before = checksum()
    with pytest.raises(CommandError, match=r"(?s)1 rows are refused; nothing was stored.*Line 3.*no account “Nobody”$"):
        run(file(row(), row(account="Nobody")))
    assert checksum() == before


def test_with_partial_the_others_are_stored(cast, file):
    with pytest.raises(CommandError, match="1 rows were refused and left out"):
        run(file(row(), row(account="Nobody")), "--partial")
    assert Revenue.objects.count() == 1


def test_columns_can_be_said_to_mean_something(cast, file):
    path = file("Nordvik Verft,Cloud,2026-03,5", heading="Who,What,When,How much\n")
    with pytest.raises(CommandError, match="Say which column holds"):
        run(path)
    run(path, "--map", "Who=account", "What=area", "--map", "When=month", "--map", "How much=revenue")
    assert Revenue.objects.get().revenue == 5
    for wrong in ("Who", "Who=nothing", "Nope=account"):
        with pytest.raises(CommandError):
            run(path, "--map", wrong)


def test_rows_of_one_fact_are_added_up_when_asked(cast, file):
    path = file(row(), row())
    with pytest.raises(CommandError, match="stands on line 3 too"):
        run(path)
    run(path, "--sum")
    assert Revenue.objects.get().revenue == 200


def test_only_the_first_areas_are_made_unasked(cast, file):
    run(file(row()))
    with pytest.raises(CommandError, match="there is no service area “Clowd”; --areas makes"):
        run(file(row(area="Clowd")))
    run(file(row(area="Clowd")), "--areas")
    assert ServiceArea.objects.count() == 2


def test_undo_restores_all_tables_it_touched(cast, file):
    run(file(row()))

    def tables():
        return [list(model.objects.order_by("pk").values_list()) for model in (Revenue, ServiceArea)]

    before = tables()
    run(file(row(3, "7"), row(4), row(5, area="Advice")), "--areas")
    assert tables() != before
    assert "is undone" in run("--undo", DataImport.objects.first().pk)
    assert tables() == before
    with pytest.raises(CommandError):
        run("--undo", 999_999)


def test_old_files_go_with_their_record(cast, file):
    run(file(row()))
    row_ = DataImport.objects.get()
    later = row_.created_at + 2 * changes_kept()
    changes.remove_old_imports(now=later, kept=changes_kept())
    assert not DataImport.objects.exists()
    assert not ImportedRow.objects.exists()
    assert Revenue.objects.exists()


def changes_kept():
    from accounts.models.data_import import UNDONE_WITHIN

    return UNDONE_WITHIN


@pytest.mark.parametrize("content", [b"", b"PK\3\4x", b"a\0b"])
def test_senseless_files_are_refused(cast, tmp_path, content):
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError):
        run(path)
    with pytest.raises(CommandError):
        run(tmp_path / "missing.csv")
