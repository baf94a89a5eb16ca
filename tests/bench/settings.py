"""The product's own settings, plus the floor page and a counter of queries that sleeps until it is asked."""

from kamplan.settings import *  # noqa: F403
from kamplan.settings import MIDDLEWARE, ROOT, TEMPLATES

ROOT_URLCONF = "tests.bench.urls"
MIDDLEWARE = ["tests.bench.queries.counted", *MIDDLEWARE]
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], ROOT / "tests/bench/templates"]
