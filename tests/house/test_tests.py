"""House rules about the tests: each says in its own body what must hold, and none is left out."""

import ast

import pytest

from tests.house.tree import modules, syntax

# What says it beside `assert`: what must be raised, be seen in the browser, or be asked of the database so often.
SAYING = {"raises", "fail", "expect", "django_assert_num_queries", "django_assert_max_num_queries"}
LEAVING_OUT = {"skip", "skipif", "xfail", "importorskip"}
REASONED = {
    ("tests/browser/conftest.py", "skip"),  # without Chromium; it says what to install
    ("tests/bootstrap/test_processes.py", "skipif"),  # who is not root starts nothing as somebody else
}


def named(node):
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def says_something(test):
    return any(
        isinstance(node, ast.Assert) or (isinstance(node, ast.Call) and named(node.func) in SAYING)
        for node in ast.walk(test)
    )


def silent(tree):
    """Tests in which a reader does not see what they ask."""
    tests = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    return [test.name for test in tests if not says_something(test)]


def left_out(tree):
    return [named(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in LEAVING_OUT]


def emptying(tree):
    """Marks of tests that empty all tables and do not first put back what migrations had put into them."""
    marks = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and named(node.func) == "django_db"]
    given = [{keyword.arg for keyword in mark.keywords} for mark in marks]
    return [names for names in given if "transaction" in names and "serialized_rollback" not in names]


def test_every_test_says_what_must_hold():
    assert [f"{file}: {name}" for file in modules("tests") for name in silent(syntax(file))] == []


def test_no_test_is_left_out():
    assert {(str(file), name) for file in modules("tests") for name in left_out(syntax(file))} == REASONED


def test_tables_that_are_emptied_are_filled_again():
    """One test that goes without makes the next that does not fail."""
    assert [str(file) for file in modules("tests") if emptying(syntax(file))] == []


@pytest.mark.parametrize(
    ("rule", "planted"),
    [
        (silent, "def test_a(cast):\n    check(cast)"),
        (silent, "def test_a(cast):\n    for each in cast:\n        each == 1"),
        (left_out, "@pytest.mark.skip\ndef test_a():\n    assert a"),
        (left_out, "@pytest.mark.skipif(slow, reason='slow')\ndef test_a():\n    assert a"),
        (left_out, "def test_a():\n    pytest.xfail('some day')"),
        (emptying, "@pytest.mark.django_db(transaction=True)\ndef test_a():\n    assert a"),
    ],
)
def test_planted_violation_is_seen(rule, planted):
    assert len(rule(ast.parse(planted))) == 1


@pytest.mark.parametrize(
    "innocent",
    [
        "def test_a():\n    assert a",
        "def test_a():\n    with pytest.raises(ValueError):\n        a()",
        "def test_a(page):\n    expect(page).to_have_title('A')",
        "@pytest.mark.django_db(transaction=True, serialized_rollback=True)\ndef test_a():\n    assert a",
    ],
)
def test_innocent_test_passes(innocent):
    assert [rule(ast.parse(innocent)) for rule in (silent, left_out, emptying)] == [[], [], []]
