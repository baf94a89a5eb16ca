"""What differs per machine, read from the environment once, and refused when half given."""

import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from warnings import catch_warnings

import environ
from django.core.exceptions import ImproperlyConfigured

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
ENGINES = ("django.db.backends.sqlite3", "django.db.backends.postgresql")


@dataclass(frozen=True)
class Machine:
    """One machine's answers: where the data lives, who may reach it, and under which address."""

    var: Path
    debug: bool
    demo: bool
    secret_key: str
    link_key: str
    hosts: tuple[str, ...]
    site_address: str
    behind_proxy: bool
    currency: str

    @property
    def serves_strangers(self) -> bool:
        return any(host not in LOCAL_HOSTS for host in self.hosts)

    @property
    def encrypted(self) -> bool:
        return urlsplit(self.site_address).scheme == "https"


def read_machine(root: Path) -> Machine:
    """Read KAMPLAN_*; serving any host but this machine needs a secret key, hosts and a site address."""
    env = environ.Env()
    var = Path(env.str("KAMPLAN_VAR", str(root / "var"))).expanduser().resolve()
    hosts = tuple(env.list("KAMPLAN_HOSTS", default=[]))
    site_address = env.str("KAMPLAN_SITE_ADDRESS", "").rstrip("/")
    secret_key = env.str("KAMPLAN_SECRET_KEY", "")
    site_host = host_of(site_address)
    strangers = any(host not in LOCAL_HOSTS for host in (*hosts, *([site_host] if site_host else [])))
    if strangers:
        given = {"KAMPLAN_SECRET_KEY": secret_key, "KAMPLAN_HOSTS": hosts, "KAMPLAN_SITE_ADDRESS": site_host}
        missing = [name for name, value in given.items() if not value]
        if missing:
            raise ImproperlyConfigured(
                f"kamplan serves others than this machine only when it is told how: set {' and '.join(missing)}."
            )
        if len(secret_key) < 50:
            raise ImproperlyConfigured("KAMPLAN_SECRET_KEY must have at least 50 characters.")
    port = env.int("KAMPLAN_PORT", 8000)
    return Machine(
        var=var,
        debug=env.bool("KAMPLAN_DEBUG", False) and not strangers,
        demo=env.bool("KAMPLAN_DEMO", not strangers),
        secret_key=secret_key or kept_secret(var, "secret_key"),
        link_key=env.str("KAMPLAN_LINK_KEY", "") or kept_secret(var, "link_key"),
        hosts=hosts or LOCAL_HOSTS,
        site_address=site_address or f"http://localhost:{port}",
        behind_proxy=env.bool("KAMPLAN_BEHIND_PROXY", False),
        currency=currency_code(env.str("KAMPLAN_CURRENCY", "NOK")),
    )


def read_database(var: Path) -> dict[str, Any]:
    """What DATABASE_URL names, or a file of SQLite in the data folder, which is made."""
    env = environ.Env()
    if not env.str("DATABASE_URL", ""):
        make_folder(var)
    with catch_warnings(action="ignore"):  # we say it ourselves
        found: dict[str, Any] = env.db("DATABASE_URL", default=f"sqlite:///{var / 'kamplan.sqlite3'}")
    if found.get("ENGINE") not in ENGINES:
        raise ImproperlyConfigured("DATABASE_URL is an address such as postgres://user:password@host:port/name.")
    return found


def make_folder(var: Path) -> None:
    try:
        var.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        told = f"KAMPLAN_VAR is a folder that can be made, such as /var/lib/kamplan: {error}"
        raise ImproperlyConfigured(told) from error


def host_of(address: str) -> str:
    """The host of a whole address; none when there is no address."""
    parts = urlsplit(address)
    if address and not (parts.scheme in ("http", "https") and parts.hostname):
        raise ImproperlyConfigured("KAMPLAN_SITE_ADDRESS is a whole address, such as https://kamplan.example.org.")
    return parts.hostname or ""


def currency_code(text: str) -> str:
    """The currency the house reckons in, by its three letters (ISO 4217)."""
    code = text.strip().upper()
    if not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise ImproperlyConfigured("KAMPLAN_CURRENCY is a currency by its three letters, such as NOK or EUR.")
    return code


def kept_secret(var: Path, name: str) -> str:
    """A secret of this data folder: made at the first start, readable by its owner alone."""
    file = var / name
    if not file.exists():
        make_folder(var)
        temporary = var / f".{name}.{secrets.token_hex(4)}"
        temporary.touch(mode=0o600)
        temporary.write_text(secrets.token_urlsafe(64))
        with suppress(FileExistsError):  # another process was first: its secret counts
            file.hardlink_to(temporary)
        temporary.unlink()
    return file.read_text().strip()
