"""The first file: any Python can read it, and a too old one is told so in one line."""

import ast
from pathlib import Path

import pytest

from kamplan.bootstrap import __main__ as door
from kamplan.bootstrap.commands import main


@pytest.mark.parametrize("version", [(2, 7), (3, 4), (3, 10)])
def test_old_python_is_named_in_one_line(version):
    assert door.enter(["run"], version) == f"kamplan needs Python 3.11 or newer; this is {version[0]}.{version[1]}"


def test_old_python_can_read_the_first_file():
    tree = ast.parse(Path(door.__file__).read_text(), feature_version=(3, 4))
    outside = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    assert [name.name for node in outside for name in node.names] == ["sys"]


def test_unknown_command_lists_the_known(capsys):
    assert main(["dance"]) == 2
    assert "run, setup, develop, test" in capsys.readouterr().err
