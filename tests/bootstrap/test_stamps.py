"""A step is done when needed and skipped when nothing changed; half a step is no step."""

from types import SimpleNamespace

import pytest

from kamplan.bootstrap.stamps import Stamp, files, fingerprint
from kamplan.bootstrap.steps import Step, run_steps


@pytest.fixture
def kitchen(tmp_path):
    """A step that makes a cake from a recipe, and counts how often."""
    kitchen = SimpleNamespace(recipe=tmp_path / "recipe", cake=tmp_path / "cake", baked=0, power=True)
    kitchen.recipe.write_text("flour")

    def bake(work):
        kitchen.baked += 1
        kitchen.cake.write_text("half")
        if not kitchen.power:
            raise KeyboardInterrupt
        kitchen.cake.write_text(kitchen.recipe.read_text())

    step = Step("Cake", Stamp(tmp_path / "stamp"), bake, lambda: [kitchen.recipe], lambda: kitchen.cake)
    kitchen.start = lambda: run_steps([step], place=None, processes=None)
    return kitchen


def test_second_start_does_nothing(kitchen, capsys):
    kitchen.start()
    kitchen.start()
    assert kitchen.baked == 1
    assert capsys.readouterr().out.splitlines()[-1] == "[1/1] Cake: ready"


def test_changed_ingredient_is_noticed(kitchen):
    kitchen.start()
    kitchen.recipe.write_text("rye")
    kitchen.start()
    assert (kitchen.baked, kitchen.cake.read_text()) == (2, "rye")


@pytest.mark.parametrize("damage", [lambda cake: cake.unlink(), lambda cake: cake.write_text("bitten")])
def test_damaged_result_is_made_again(kitchen, damage):
    kitchen.start()
    damage(kitchen.cake)
    kitchen.start()
    assert (kitchen.baked, kitchen.cake.read_text()) == (2, "flour")


def test_interrupted_step_is_done_again_even_when_nothing_changed(kitchen):
    kitchen.start()
    kitchen.recipe.write_text("rye")
    kitchen.power = False
    with pytest.raises(KeyboardInterrupt):
        kitchen.start()
    kitchen.power = True
    kitchen.start()
    kitchen.start()
    assert (kitchen.baked, kitchen.cake.read_text()) == (3, "rye")


def test_fingerprint_tells_name_content_and_order_apart(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("same")
    two.write_text("same")
    prints = [fingerprint(one), fingerprint(two), fingerprint(one, two), fingerprint(two, one), fingerprint([one], two)]
    assert len(set(prints)) == len(prints)
    assert fingerprint(tmp_path / "absent") != fingerprint(one)


def test_files_are_found_in_the_same_order_without_leftovers(tmp_path):
    for name in ("b/x.py", "a/x.py", "a/__pycache__/x.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert files(tmp_path, ["**/*.py"]) == [tmp_path / "a/x.py", tmp_path / "b/x.py"]
