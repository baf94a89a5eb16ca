"""Files from outside: what is read, and thirty that are refused in a sentence, quickly and without much memory."""

import io
import random
import resource
import time
import zipfile
from collections import Counter

import pytest
from openpyxl import Workbook

from kamplan.spreadsheets import FROM_ANYBODY, Limits, Unreadable, rows_of

ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def workbook(rows=(("a", "b"), (1, 2))):
    made = Workbook()
    for row in rows:
        made.active.append(row)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def changed(parts=None, more=None, drop=()):
    """A small sound Excel file in which parts are changed, added or missing."""
    source, content = zipfile.ZipFile(io.BytesIO(workbook())), io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            if name not in drop:
                archive.writestr(name, (parts or {}).get(name, lambda text: text)(source.read(name)))
        for name, text in (more or {}).items():
            archive.writestr(name, text)
    return content.getvalue()


def sheet(row):
    return changed({"xl/worksheets/sheet1.xml": lambda text: text.replace(b"</sheetData>", row + b"</sheetData>")})


def with_doctype(doctype, name="xl/worksheets/sheet1.xml"):
    def declared(text):
        body = text.split(b"?>", 1)[-1] if text.startswith(b"<?xml") else text
        return doctype.encode() + body.replace(b"<v>1</v>", b"<v>&a;</v>")

    return changed({name: declared})


def shared_strings(count):
    numbers = random.Random(1)
    text = b"".join(b"<si><t>%08x</t></si>" % numbers.getrandbits(32) for _ in range(count))
    return lambda _text: b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + text + b"</sst>"


# Each is made when its turn comes: some are large.
BAD = {
    "nothing": lambda: b"",
    "white space": lambda: b" \r\n\t ",
    "only a mark": lambda: b"\xff\xfe",
    "odd utf-16": lambda: b"\xff\xfea\0b",
    "null characters": lambda: b"audience,respondent\0\n",
    "random bytes": lambda: random.Random(2).randbytes(5000),
    "undefined in windows-1252": lambda: b"a,b\n\x81\x8d,1\n",
    "open quotation mark": lambda: b'a,b\n"c,1\n2,3\n',
    "text after a quotation mark": lambda: b'a,b\n"c" d,1\n',
    "a cell of 1 MB": lambda: b"a,b\n" + b"x" * 1024 * 1024 + b",1\n",
    "more than 5 MB": lambda: b"a,b\n" + b"1,2\n" * 1_400_000,
    "a million empty rows": lambda: b"a,b\n" * 1_000_000,
    "a million commas": lambda: b"," * 2_000_000,
    "old excel": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "no archive": lambda: b"PK\3\4 this is no archive",
    "empty archive": lambda: b"PK\5\6" + bytes(18),
    "cut in half": lambda: workbook()[:2000],
    "no workbook": lambda: changed(drop=["xl/workbook.xml"]),
    "no sheet": lambda: changed(drop=["xl/worksheets/sheet1.xml"]),
    "no content types": lambda: changed(drop=["[Content_Types].xml"]),
    "a libreoffice file": lambda: changed(
        drop=["xl/workbook.xml"], more={"mimetype": "application/vnd.oasis.opendocument"}
    ),
    "macros": lambda: changed(more={"xl/vbaProject.bin": b"macro"}),
    "links to other files": lambda: changed(more={"xl/externalLinks/externalLink1.xml": b"<x/>"}),
    "too many members": lambda: changed(more={f"xl/x{number}.xml": b"<x/>" for number in range(300)}),
    "a bomb in one member": lambda: changed(more={"xl/media/bomb.bin": bytes(30_000_000)}),
    "a bomb of 200 MB": lambda: changed(more={f"xl/media/{n}.bin": bytes(20_000_000) for n in range(10)}),
    "too much shared text": lambda: changed(more={"xl/sharedStrings.xml": shared_strings(1_300_000)(b"")}),
    "entities in the sheet": lambda: with_doctype(ENTITY),
    "entities from outside": lambda: with_doctype(OUTSIDE),
    "entities in the workbook": lambda: with_doctype(ENTITY, "xl/workbook.xml"),
    "broken sheet": lambda: changed({"xl/worksheets/sheet1.xml": lambda text: text[:200]}),
    "a row far below": lambda: sheet(b'<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>'),
    "the last possible cell": lambda: sheet(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "rows without end": lambda: sheet(b"".join(b'<row r="%d"/>' % number for number in range(3, 300_000))),
    "a nonsensical cell name": lambda: sheet(b'<row r="3"><c r="!!"><v>1</v></c></row>'),
    "a missing shared text": lambda: sheet(b'<row r="3"><c r="A3" t="s"><v>99999</v></c></row>'),
}


@pytest.mark.parametrize("make", BAD.values(), ids=BAD.keys())
def test_bad_file_is_refused_in_a_sentence(make):
    content = make()
    began = time.monotonic()
    with pytest.raises(Unreadable) as refusal:
        list(rows_of(content))

    assert str(refusal.value).endswith(".")
    assert time.monotonic() - began < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 1024 * 1024  # kB; this process did much else before


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("a,b\n1,2\n", [(1, ["a", "b"]), (2, ["1", "2"])]),
        ("a;b\n1,5;2\n", [(1, ["a", "b"]), (2, ["1,5", "2"])]),
        ("a\tb\n1\t2", [(1, ["a", "b"]), (2, ["1", "2"])]),
        ("sep=;\na;b,c", [(2, ["a", "b,c"])]),
        ("\n\na,b\r\n\r\n1,2", [(1, []), (2, []), (3, ["a", "b"]), (4, []), (5, ["1", "2"])]),
        ('a,b\n"two\nlines",1\nlast,2', [(1, ["a", "b"]), (2, ["two\nlines", "1"]), (4, ["last", "2"])]),
        ("a,b\r1,2\r", [(1, ["a", "b"]), (2, ["1", "2"])]),
        ('"a;b",c\n1,2', [(1, ["a;b", "c"]), (2, ["1", "2"])]),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_as_people_have_it(content, rows, encoding):
    assert list(rows_of(content.encode(encoding))) == rows


def test_letters_of_old_excel():
    assert list(rows_of("æ,ø,å".encode("cp1252"))) == [(1, ["æ", "ø", "å"])]


def test_excel_cells_read_as_typed():
    rows = list(rows_of(workbook([["a", None, "b"], [9, 9.0, 9.5], [], [None, True, " x "]])))

    assert rows[0] == (1, ["a", "", "b"])
    assert rows[1] == (2, ["9", "9", "9.5"])
    assert rows[2] == (3, [])
    assert rows[3][1][1:] == ["TRUE", " x "]


def test_limits_are_the_callers():
    content = b"a,b\n" * 10
    assert len(list(rows_of(content, Limits(size=100, rows=10, cells=20, seconds=1)))) == 10
    for less in (Limits(39, 10, 20, 1), Limits(100, 9, 20, 1), Limits(100, 10, 19, 1)):
        with pytest.raises(Unreadable):
            list(rows_of(content, less))


def outcome(content):
    """Read or refused in a sentence; whatever else is raised is a fault."""
    try:
        return f"{len(list(rows_of(content, FROM_ANYBODY)))} rows"
    except Unreadable as refusal:
        return "refused" if str(refusal).endswith(".") else str(refusal)


def test_mutated_files_are_read_or_refused():
    """One byte changed, a thousand times."""
    numbers = random.Random(3)
    sound = [workbook(), b'audience,respondent\n"a",1\n' * 20]
    seen = Counter()
    for _ in range(1000):
        content = bytearray(numbers.choice(sound))
        content[numbers.randrange(len(content))] = numbers.randrange(256)
        seen[outcome(bytes(content))] += 1
    assert min(seen["refused"], seen["40 rows"]) > 100, seen
    assert {each for each in seen if not each.endswith(" rows")} == {"refused"}
