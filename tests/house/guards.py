"""What every answer carries, whoever asked for whatever by whichever method."""

HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
REFERRER = ("same-origin", "strict-origin")


def missing(response, referrer=REFERRER):
    """What an answer ought to carry and does not, or carries and ought not to."""
    given = response.headers
    found = [f"{name}: {given.get(name)}" for name, value in HEADERS.items() if value not in given.get(name, "")]
    found += [] if given.get("Referrer-Policy") in referrer else [f"Referrer-Policy: {given.get('Referrer-Policy')}"]
    policy = given.get("Content-Security-Policy", "")
    found += sorted(POLICY - {part.strip() for part in policy.split(";")})
    found += ["unsafe"] if "unsafe" in policy else []
    return found + (["Server"] if "Server" in given else [])
