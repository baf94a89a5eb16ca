"""The document others read: exactly these fields, unrounded, null for what is not known."""

import json

from surveys.domain.document import CRITERION_FIELDS, criterion_rows, document

SUMMARY = """
    invited answered seller_answered importance_mean performance_mean importance_cut performance_cut
    seller_importance_mean customer_satisfaction_index rule
"""
CRITERION = """
    criterion n importance_n performance_n importance_mean importance_sd performance_mean performance_sd
    gap_mean gap_ci_low gap_ci_high gap_p gap_p_holm seller_n seller_importance_mean seller_gap
    priority_index quadrant uncertain
"""


def test_fields_and_their_order(reference):
    written = document(reference)
    assert list(written) == ["summary", "criteria"]
    assert list(written["summary"]) == SUMMARY.split()
    assert [list(row) for row in written["criteria"]] == [CRITERION.split()] * 13
    assert list(CRITERION_FIELDS) == CRITERION.split()


def test_survives_json_to_the_last_bit(reference):
    written = json.loads(json.dumps(document(reference), allow_nan=False))
    assert written["summary"]["importance_mean"] == 112.75 / 12
    assert written["summary"]["rule"] == "data-centred means"
    by_slug = {row["criterion"]: row for row in written["criteria"]}
    assert by_slug["knowledge"]["quadrant"] == "concentrate here"
    assert by_slug["knowledge"]["uncertain"] is True
    assert by_slug["crm_system"] | {"n": None} == dict.fromkeys(CRITERION.split()) | {
        "criterion": "crm_system",
        "importance_n": 0,
        "performance_n": 0,
        "seller_n": 4,
        "seller_importance_mean": 8.25,
    }


def test_values_are_plain_and_rows_are_those_of_the_document(reference):
    rows = criterion_rows(reference)
    assert rows == document(reference)["criteria"]
    assert {type(value) for row in rows for value in row.values()} == {str, int, float, bool, type(None)}
