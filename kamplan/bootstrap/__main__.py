"""Where `make` enters. Any Python can read this file, so that a too old one is told so in one line."""

import sys

OLDEST = (3, 11)


def enter(arguments, version=sys.version_info):
    if version[:2] < OLDEST:
        return "kamplan needs Python %d.%d or newer; this is %d.%d" % (OLDEST + tuple(version[:2]))
    from kamplan.bootstrap.commands import main

    return main(arguments)


if __name__ == "__main__":
    sys.exit(enter(sys.argv[1:]))
