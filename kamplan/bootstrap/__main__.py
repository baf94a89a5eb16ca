"""Where `make` enters. Any Python can read this file, so that a too old one is told so in one line."""

import sys

OLDEST = (3, 11)


def enter(arguments, version=tuple(sys.version_info[:2])):
    # type: (list[str], tuple[int, ...]) -> int | str
    if version < OLDEST:
        return "kamplan needs Python %d.%d or newer; this is %d.%d" % (OLDEST + version)  # noqa: UP031
    from kamplan.bootstrap.commands import main

    return main(arguments)


if __name__ == "__main__":
    sys.exit(enter(sys.argv[1:]))
