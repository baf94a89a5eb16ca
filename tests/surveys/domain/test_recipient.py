"""Lists of recipients as people write, copy and export them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.domain.recipient import Entry, address, as_lines, read_list


def one(line):
    (entry,) = read_list(line).entries
    return entry.email, entry.name, entry.account, entry.language, entry.audience


def refused(text):
    return [(problem.line, problem.column, problem.code) for problem in read_list(text).problems]


# --- what a line may be -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("kari@verft.no", ("kari@verft.no", "", "", "", "")),
        ("Kari Nordmann <Kari@Verft.NO>", ("kari@verft.no", "Kari Nordmann", "", "", "")),
        ('"Nordmann, Kari" <kari@verft.no>,', ("kari@verft.no", "Nordmann, Kari", "", "", "")),
        ("Kari <kari@verft.no>; ; engelsk", ("kari@verft.no", "Kari", "", "en", "")),
        ("Kari <kari@verft.no>\t\tnb", ("kari@verft.no", "Kari", "", "nb", "")),
        ("Kari <kari@verft.no> Nordvik Verft", ("kari@verft.no", "Kari", "Nordvik Verft", "", "")),
        ("Kari <kari@verft.no>; Nordvik Verft; engelsk", ("kari@verft.no", "Kari", "Nordvik Verft", "en", "")),
        ("Kari; kari@verft.no", ("kari@verft.no", "Kari", "", "", "")),
        ("kari@verft.no; Kari", ("kari@verft.no", "Kari", "", "", "")),
        ("Kari; kari@verft.no; Nordvik Verft; nb", ("kari@verft.no", "Kari", "Nordvik Verft", "nb", "")),
        (
            "Kari\tkari@verft.no\tNordvik Verft AS, avd. 2\tEnglish",
            ("kari@verft.no", "Kari", "Nordvik Verft AS, avd. 2", "en", ""),
        ),
        ("Kari,kari@verft.no,,no", ("kari@verft.no", "Kari", "", "nb", "")),
        ("mailto:kari@verft.no", ("kari@verft.no", "", "", "", "")),
        ("\u202akari@verft.no\u202c\u200b", ("kari@verft.no", "", "", "", "")),
        ("Ane <ane@blåbær.no>", ("ane@xn--blbr-roah.no", "Ane", "", "", "")),
        ("  Åse\u00a0 Ødegård   <aase@x.no>", ("aase@x.no", "Åse Ødegård", "", "", "")),
    ],
)
def test_a_person_on_a_line(line, person):
    assert one(line) == person


@pytest.mark.parametrize(
    "line",
    ["a@x.no; b@x.no", "a@x.no, b@x.no", "A <a@x.no>; B <b@x.no>", '"A, A" <a@x.no>, B <b@x.no>;', "a@x.no\tb@x.no"],
)
def test_a_line_as_a_mail_program_copies_it_holds_several(line):
    assert [entry.email for entry in read_list(line).entries] == ["a@x.no", "b@x.no"]


def test_a_heading_says_which_column_is_what():
    text = "Fornavn;Etternavn;Kunde;E-post;Målgruppe;Fakturanr\nKari;Nordmann;Nordvik Verft;kari@verft.no;Selger;17\n"
    assert read_list(text).entries == (Entry(2, "kari@verft.no", "Kari Nordmann", "Nordvik Verft", "", "seller"),)


def test_without_a_heading_the_first_line_is_a_person():
    assert [entry.name for entry in read_list("Kari; kari@x.no\nOla; ola@x.no").entries] == ["Kari", "Ola"]


def test_lines_of_every_system_are_counted_as_the_writer_counts_them():
    assert [entry.line for entry in read_list("\ufeffa@x.no\r\n\r\nb@x.no\rc@x.no\n\n").entries] == [1, 3, 4]


# --- what is refused --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        ("Kari Nordmann", "email", "no_address"),
        ("Kari <>", "email", "no_address"),
        ("kari@@x.no", "email", "not_an_address"),
        ("kari@x", "email", "not_an_address"),
        ("Kari <kari@x.no", "email", "not_an_address"),
        ("kåre@x.no", "email", "not_an_address"),
        (".kari@x.no", "email", "not_an_address"),
        (f"{'k' * 65}@x.no", "email", "not_an_address"),
        ("kari@x.no; Kari; Verft; klingon", "language", "unknown_language"),
        ("Kari; kari@x.no; Verft; nb; mer", "", "extra_cells"),
        ("Kari; kari@x.no; Ola; ola@x.no", "", "several_addresses"),
        (f"{'K' * 151}; kari@x.no", "name", "too_long"),
        ("Ka\x00ri; kari@x.no", "name", "control_character"),
        ("Ka\x1b[31mri <kari@x.no>", "name", "control_character"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_line(line, column, code):
    text = f"first@x.no\n\n{line}\nlast@x.no"
    assert refused(text) == [(3, column, code)]
    assert [entry.email for entry in read_list(text).entries] == ["first@x.no", "last@x.no"]


def test_a_refused_value_is_repeated_shortly_and_harmlessly():
    (problem,) = read_list("\x1b" + "x" * 200).problems
    assert (len(problem.params["value"]), problem.params["value"].isprintable()) == (60, True)


# --- files ------------------------------------------------------------------------------------------------------------
def test_the_rows_of_a_file_become_lines_of_the_same_numbers():
    rows = [(1, ["Navn", "E-post"]), (3, ['Kari "K" N', "kari@x.no"]), (4, ["", ""]), (6, ["Per\nPål", "x"])]
    text = as_lines(rows)
    assert read_list(text).entries == (Entry(3, "kari@x.no", 'Kari "K" N'),)
    assert refused(text) == [(6, "email", "not_an_address")]


# --- whatever is pasted -----------------------------------------------------------------------------------------------
SIGNS = st.one_of(st.characters(), st.sampled_from('@<>;,\t"\n .ax'))


@given(st.text(SIGNS, max_size=200))
def test_whatever_is_pasted_gives_sound_persons_or_a_reason(text):
    found = read_list(text)
    for entry in found.entries:
        assert address(entry.email) == entry.email
        assert not any(unicodedata.category(sign).startswith("C") for sign in entry.name + entry.account)
        assert "\n" not in entry.name
    told = {entry.line for entry in found.entries} | {problem.line for problem in found.problems}
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    silent = [line for number, line in enumerate(lines, start=1) if line.strip() and number not in told]
    assert len(silent) <= 1, "a heading is the only line nothing is said about"


@given(st.lists(st.lists(st.text(SIGNS, max_size=20), max_size=4), max_size=6))
def test_files_keep_their_line_numbers_whatever_stands_in_them(cells):
    rows = list(enumerate(cells, start=1))
    assert as_lines(rows).count("\n") < max(len(rows), 1)


NAMES = st.text(st.sampled_from("abcæøå- "), min_size=1, max_size=20).map(str.strip).filter(bool)


@given(NAMES, st.sampled_from(["{} <kari@x.no>", '"{}" <kari@x.no>', "{}; kari@x.no", "{}\tkari@x.no", "kari@x.no,{}"]))
def test_a_name_survives_every_way_of_writing_it(name, way):
    (entry,) = read_list(way.format(name)).entries
    assert entry.name == " ".join(name.split())
