"""What the project makes of itself: translations, static files, database, demo data."""

import sqlite3
from contextlib import closing
from pathlib import Path

from kamplan.bootstrap.place import Place
from kamplan.bootstrap.stamps import Stamp, files
from kamplan.bootstrap.steps import Step, Work

APPS = ("kamplan", "accounts", "surveys", "planning")
YES = {"true", "on", "ok", "y", "yes", "1"}


def translations_step(place: Place) -> Step:
    return Step(
        title="Translations",
        stamp=Stamp(place.venv / "stamps" / "translations"),
        made_from=lambda: files(place.root, ["locale/**/*.po"]),
        made=lambda: files(place.root, ["locale/**/*.mo"]),
        act=lambda work: work.run(place.manage("translations", "compile")),
    )


def static_files_step(place: Place) -> Step:
    """Our own pictures and styles, the browser libraries, and what the installed packages bring."""
    root = place.root
    return Step(
        title="Static files",
        stamp=Stamp(place.var / "stamps" / "static-files"),
        made_from=lambda: [
            str(root),
            *files(root, ["static/**/*", *(f"{app}/static/**/*" for app in APPS)]),
            *files(root, ["kamplan/settings.py", "kamplan/browser_libraries.py"]),
            *(root / name for name in ("requirements.txt", "package-lock.json")),
        ],
        made=lambda: place.var / "static" / "staticfiles.json",
        act=lambda work: work.run(place.manage("collectstatic", "--noinput", "--clear")),
    )


def database_step(place: Place) -> Step:
    """A database outside the data folder may have changed without us, so that one is always looked at."""
    own = place.var / "kamplan.sqlite3"
    return Step(
        title="Database",
        stamp=Stamp(place.var / "stamps" / "database"),
        made_from=lambda: [
            settings_given(place),
            *files(place.root, [f"{app}/migrations/*.py" for app in APPS]),
            *files(place.root, ["kamplan/settings.py", "kamplan/environment.py"]),
            place.root / "requirements.txt",
        ],
        made=lambda: migrations_applied(own),
        act=migrate,
        always=bool(place.environment.get("DATABASE_URL")),
    )


def migrate(work: Work) -> None:
    work.run(work.place.manage("migrate", "--noinput"))
    work.run(work.place.manage("createcachetable"))


def demo_step(place: Place) -> Step:
    """On the first start only: demo data that somebody removed does not come back."""
    return Step(
        title="Demo data",
        stamp=Stamp(place.var / "stamps" / "demo"),
        made_from=lambda: [place.environment.get("DATABASE_URL", "")],
        act=lambda work: work.run(place.manage("demo", "--if-empty")),
    )


def is_demo(place: Place) -> bool:
    """Who says for whom kamplan is, means it, and gets the invented supplier only by asking for it."""
    said = any(place.environment.get(name) for name in ("KAMPLAN_HOSTS", "KAMPLAN_SITE_ADDRESS"))
    return place.environment.get("KAMPLAN_DEMO", "0" if said else "1").lower() in YES


def settings_given(place: Place) -> list[tuple[str, str]]:
    """A changed setting may be a wrong one: look again, and say so in one line before anything is served."""
    names = [name for name in place.environment if name.startswith("KAMPLAN_") or name == "DATABASE_URL"]
    return [(name, place.environment[name]) for name in sorted(names) if name != "KAMPLAN_PORT"]


def migrations_applied(database: Path) -> list[tuple[str, str]]:
    """As the SQLite file says itself: after a restore of an older backup it says something else."""
    if not database.exists():
        return []
    try:
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return connection.execute("SELECT app, name FROM django_migrations ORDER BY app, name").fetchall()
    except sqlite3.Error:
        return []
