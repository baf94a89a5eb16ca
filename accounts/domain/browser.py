"""Which browser on which device: read from how a browser names itself in its requests."""

# Most of them also name those they descend from, so the first mark found decides.
BROWSERS = {
    "Edg/": "Edge", "EdgA/": "Edge", "EdgiOS/": "Edge", "OPR/": "Opera", "Vivaldi/": "Vivaldi",
    "SamsungBrowser/": "Samsung Internet", "Firefox/": "Firefox", "FxiOS/": "Firefox",
    "CriOS/": "Chrome", "Chrome/": "Chrome", "Safari/": "Safari",
}  # fmt: skip
DEVICES = {
    "iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "CrOS": "ChromeOS",
    "Macintosh": "Mac", "Linux": "Linux",
}  # fmt: skip


def recognised(agent: str) -> tuple[str, str] | None:
    """'Mozilla/5.0 (X11; Linux x86_64) … Chrome/142.0.0.0 Safari/537.36' -> ('Chrome', 'Linux'); None when in doubt."""
    browser, device = (
        next((name for mark, name in marks.items() if mark in agent), None) for marks in (BROWSERS, DEVICES)
    )
    return (browser, device) if browser and device else None
