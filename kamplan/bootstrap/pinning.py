"""`make lock`: the newest versions pyproject.toml allows, pinned with their hashes for every platform."""

from kamplan.bootstrap.place import Place
from kamplan.bootstrap.prepare import data_folder, run_alone
from kamplan.bootstrap.processes import Processes
from kamplan.bootstrap.python import OLDEST, registry, venv_step
from kamplan.bootstrap.steps import Work

RESOLVE = ("--generate-hashes", "--universal", "--upgrade", "--no-header", "--quiet", "--python-version", OLDEST)


def lock(place: Place, processes: Processes) -> int:
    """What runs kamplan first; what tests it may then not disagree."""
    with data_folder(place, processes):
        run_alone([venv_step(place)], place, processes)
        work = Work(place, processes)
        for name, wish in (
            ("requirements.txt", ()),
            ("requirements-dev.txt", ("--extra", "dev", "-c", "requirements.txt")),
        ):
            command = [place.tool("uv"), "pip", "compile", "pyproject.toml", *wish, *RESOLVE, "-o", name]
            work.run(command, environment=registry(place))
            print(f"{name}: {(place.root / name).read_text().count('==')} packages pinned")
    return 0
