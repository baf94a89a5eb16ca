"""How the parts of `make test` are counted and summed."""

import sys
from dataclasses import replace

import pytest

from kamplan.bootstrap.check import Outcome, Part, Running, counts, run_aloud, run_beside, summarise
from kamplan.bootstrap.place import at
from kamplan.bootstrap.testing import left_out

REPORT = '<testsuites><testsuite tests="9" failures="2" errors="1" skipped="1"/><testsuite tests="1"/></testsuites>'


@pytest.fixture
def place(tmp_path):
    (tmp_path / "var").mkdir()
    return at(tmp_path, tmp_path / "var", "127.0.0.1", 8100, {})


def says(title, code):
    return Part(title, [sys.executable, "-c", code])


def test_quiet_tools_count_as_one_each_and_only_failures_are_heard(place, processes, capfd):
    parts = [says("good", "print('fine')"), says("bad", "print('reason'); raise SystemExit(3)"), says("late", "")]
    outcomes = {outcome.title: (outcome.passed, outcome.failed) for outcome in run_beside(parts, place, processes)}
    assert outcomes == {"good": (1, 0), "bad": (0, 1), "late": (1, 0)}
    heard = capfd.readouterr().out
    assert "reason" in heard
    assert "fine" not in heard


def test_tests_beside_others_are_read_out_when_these_have_ended(place, processes, capfd):
    report = place.var / "report.xml"
    code = f"print('two dots'); open({str(report)!r}, 'w').write({REPORT!r})"
    beside = Running(replace(says("beside", code), report=report), place, processes)
    run_aloud(says("aloud", "import time; print('heard first', flush=True); time.sleep(2)"), place, processes, [beside])
    outcome = beside.outcome(processes)
    assert (outcome.passed, outcome.failed, outcome.skipped) == (6, 3, 1)
    assert 0 < outcome.seconds < 2  # until it ended, not until it was asked
    heard = capfd.readouterr().out
    assert 0 < heard.index("heard first") < heard.index("two dots")


def test_tests_are_counted_from_their_report(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    assert counts(report) == (6, 3, 1)
    assert counts(tmp_path / "absent.xml") == (0, 0, 0)


def test_a_run_that_broke_before_its_report_has_failed(place, processes):
    outcome = run_aloud(says("tests", "raise SystemExit(4)"), place, processes)
    assert (outcome.passed, outcome.failed) == (0, 1)


@pytest.mark.parametrize(("failed", "code"), [(0, 0), (2, 1)])
def test_the_last_line_is_the_sum(capsys, failed, code):
    outcomes = [Outcome("one", 1.0, passed=3), Outcome("two", 2.0, passed=4, failed=failed, skipped=5)]
    assert summarise(outcomes, 3.0) == code
    assert capsys.readouterr().out.splitlines()[-1] == f"7 passed, {failed} failed, 5 skipped"


@pytest.mark.parametrize(("environment", "counted"), [({}, (0, 1)), ({"CI": "true"}, (1, 0))])
def test_what_could_not_run_is_a_note_for_a_person_and_a_failure_in_ci(tmp_path, monkeypatch, environment, counted):
    monkeypatch.setattr("kamplan.bootstrap.chromium.CONTAINERS", ())
    outcome = left_out("tests in Chromium", "apt install chromium", at(tmp_path, tmp_path, "127.0.0.1", 1, environment))
    assert (outcome.failed, outcome.skipped) == counted
    assert "not run: apt install chromium" in str(outcome)
