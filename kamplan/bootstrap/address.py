"""The address kamplan is served on: free or taken, and what a phone in the same network must open."""

import errno
import secrets
import socket
from dataclasses import replace
from pathlib import Path

from kamplan.bootstrap.place import Place
from kamplan.bootstrap.processes import answer
from kamplan.bootstrap.project import is_demo
from kamplan.bootstrap.trouble import Trouble

THIS_MACHINE = ("127.0.0.1", "localhost", "::1")
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 -- the operator's words, not our default
QR = "import sys, qrcode; code = qrcode.QRCode(border=2); code.add_data(sys.argv[1]); code.print_ascii(invert=True)"


def check_port(place: Place) -> None:
    """Fail before the long set-up, not after it."""
    family = socket.AF_INET6 if ":" in place.bind else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((place.bind, place.port))
        except OSError as error:
            raise Trouble(port_trouble(place, error)) from error


def port_trouble(place: Place, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {place.port} is taken by another program; choose another: KAMPLAN_PORT={place.port + 1} make run"
    if error.errno == errno.EACCES:
        return f"Port {place.port} needs administrator rights; choose one above 1023: KAMPLAN_PORT=8000 make run"
    return f"KAMPLAN_BIND={place.bind} is no address of this machine; 0.0.0.0 means all it has."


def for_network(place: Place) -> Place:
    """What serving others needs, where the operator has not said it: an own address, hosts, and the kept secret."""
    if place.bind in THIS_MACHINE:
        return place
    address = network_address(place.bind)
    if not address:
        raise Trouble("This machine is in no network a phone could reach; leave KAMPLAN_BIND away.")
    told = place.environment
    return replace(
        place,
        environment={
            **told,
            "KAMPLAN_HOSTS": told.get("KAMPLAN_HOSTS") or f"localhost,127.0.0.1,{bracketed(address)}",
            "KAMPLAN_SITE_ADDRESS": told.get("KAMPLAN_SITE_ADDRESS") or f"http://{bracketed(address)}:{place.port}",
            "KAMPLAN_SECRET_KEY": told.get("KAMPLAN_SECRET_KEY") or kept_secret(place.var / "secret_key"),
            "KAMPLAN_DEMO": str(int(is_demo(place))),  # as the operator meant it before we filled in the rest
        },
    )


def network_address(bind: str) -> str:
    """The address others reach us at. Asking for a route sends nothing."""
    if bind not in EVERYWHERE:
        return bind
    for family, somewhere in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((somewhere, 9))
                return str(probe.getsockname()[0])
        except OSError:
            continue
    return ""


def bracketed(address: str) -> str:
    return f"[{address}]" if ":" in address else address


def kept_secret(file: Path) -> str:
    """The secret kamplan/environment.py keeps in the data folder; made here when nobody has started before."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(64))
    return file.read_text().strip()


def invitation(place: Place) -> str:
    """The lines that let a phone in: address, QR code, and what it is not."""
    if place.bind in THIS_MACHINE:
        return ""
    address = place.environment["KAMPLAN_SITE_ADDRESS"]
    warning = "" if address.startswith("https:") else "Not encrypted: whoever shares this network can read along.\n"
    return f"From a phone in the same network: {address}\n{picture(place, address)}\n{warning}"


def picture(place: Place, address: str) -> str:
    """A QR code of an address, where phones are let in."""
    if place.bind in THIS_MACHINE:
        return ""
    return answer([str(place.python), "-c", QR, address], {**place.environment, "PYTHONIOENCODING": "utf-8"})
