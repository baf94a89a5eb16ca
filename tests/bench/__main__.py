"""`make bench`: loads the data, drives the server, prints the tables."""

import argparse
import json
import os
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.bench import browser, report, submission
from tests.bench.client import Browser, Measured, measure
from tests.bench.server import PORT, environment, manage, memory, serving

FLOOR, WRITE = "/bench/floor/", "/bench/write/"
SIZES = (100, 1_000, 10_000)


def pages(known: dict[str, Any]) -> dict[str, str]:
    """What is measured, by the name the tables give it."""
    addresses = {
        "floor": FLOOR,
        "start": "/",
        "account list": "/accounts/",
        "account list, searched": "/accounts/?q=land&sort=region",  # half of them, so a full page at every size
        "account list, one name": f"/accounts/?{urlencode({'q': known['name']})}",
        "account page": f"/accounts/{known['account']}/",
        "account form": f"/accounts/{known['account']}/edit/",
        "account list, by class": "/accounts/?sort=tier",
        "portfolio": "/portfolio/",
        "pyramid": "/pyramid/",
        "matrix": "/matrix/",
        "attractiveness": "/attractiveness/",
        "strength": "/strength/",
        "concentration": "/concentration/",
        "key accounts": "/key-accounts/",
        "contact list": "/contacts/",
        "survey list": "/surveys/",
        "answer form": f"/answer/{known['asked']['survey']}/questions/",
    }
    for name in ("dashboard of 4", "dashboard of 20,000"):
        if name in known:
            addresses[name] = f"/surveys/{known[name]}/"
    return addresses


def bench(engine: str, database: str, size: int, folder: Path) -> tuple[list[Measured], str]:
    variables = environment(folder / f"{engine}-{size}", database)
    load = ["--million"] if size == max(SIZES) else []
    manage(variables, "migrate", "--noinput")
    manage(variables, "createcachetable")
    manage(variables, "collectstatic", "--noinput")
    manage(variables, "demo", "--size", str(size))
    known = json.loads(
        manage(variables, "shell", "--no-imports", "-c", f"from tests.bench.load import main; main({load})")
    )
    started = time.perf_counter()
    manage(variables, "classify", "--record")
    classified = time.perf_counter() - started
    with serving(variables) as pid:
        asked = known["asked"]
        first = Browser(PORT, known["cookie"]).seconds("/portfolio/")
        rows = measure(pages(known), FLOOR, WRITE, PORT, f"{known['cookie']}; {asked['invited'][0][0]}")
        text = report.table(f"{engine}, {size:,} accounts", rows, memory(pid))
        text += report.classification(known["facts"], known["seconds"], classified, first)
        text += report.submissions(submission.measure(PORT, asked))
        if size == max(SIZES):
            text += browser.cold_list(PORT, known["cookie"])
    return rows, text


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    arguments.add_argument("--json", type=Path, help="also write the figures here")
    given = arguments.parse_args()
    server = os.environ.get("KAMPLAN_BENCH_POSTGRESQL", "")
    figures = {}
    with tempfile.TemporaryDirectory(prefix="kamplan-bench-") as folder:
        for engine in ("SQLite", "PostgreSQL") if server else ("SQLite",):
            runs = []
            for size in given.sizes:
                rows, text = bench(engine, new_database(server, engine, size), size, Path(folder))
                print(text, flush=True)
                runs.append(rows)
                figures[f"{engine} {size}"] = [asdict(row) for row in rows]
            print(report.growth(runs[0], runs[-1]), flush=True)
    if given.json:
        given.json.write_text(json.dumps(figures, indent=2))


def new_database(server: str, engine: str, size: int) -> str:
    """An empty database on the server, or none for SQLite, which makes its own file."""
    if engine == "SQLite":
        return ""
    with tempfile.TemporaryDirectory() as folder:
        sql = f"from django.db import connection; connection.cursor().execute('CREATE DATABASE bench_{size}')"
        manage(environment(Path(folder), server), "shell", "--no-imports", "-c", sql)
    return f"{server.rsplit('/', 1)[0]}/bench_{size}"


if __name__ == "__main__":
    main()
