"""Names beside and inside a chart: as much of them as there is room for."""

import textwrap

LONGEST = 22  # letters beside a chart: "Forretningsforståelse" fits


def in_lines(name: str) -> str:
    """In lines short enough to stand beside a chart on a phone."""
    lines = textwrap.wrap(name, 16, break_long_words=False, break_on_hyphens=False, max_lines=3, placeholder=" …")
    return "\n".join(shortened(line, LONGEST) for line in lines)


def shortened(name: str, longest: int) -> str:
    """On one line."""
    return name if len(name) <= longest else f"{name[: longest - 1].rstrip()}…"
