"""What can go wrong outside the project, each said in one sentence that names the way out."""

import re
from pathlib import Path


class Trouble(Exception):
    """Ends the command with one line instead of a traceback."""


class Interrupted(BaseException):
    """Somebody asked us to stop (Ctrl-C, SIGTERM, SIGHUP); not an Exception, so that nothing swallows it."""


UNREACHABLE = r"could not translate host name|connection to server (?:at|on) "
FULL = r"No space left on device|ENOSPC|os error 28|Disk quota exceeded"
OFFLINE = (
    r"Temporary failure in name resolution|Name or service not known|Could not resolve|dns error|ENOTFOUND|EAI_AGAIN|"
    r"NewConnectionError|Failed to establish a new connection|ConnectTimeout|Connection (?:to \S+ )?timed out|"
    r"error sending request|tcp connect error|Network is unreachable|ProxyError|Cannot connect to proxy|"
    r"ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT"
)
DENIED = r"Permission denied|EACCES|EPERM|Read-only file system|os error 13|os error 30"

# What pip, uv, npm, apt and PostgreSQL's client write, and what it means to a person. The first match counts.
MEANINGS = (
    (UNREACHABLE, "The database cannot be reached: look at DATABASE_URL."),
    (FULL, "The disk is full: free some space and try again."),
    (OFFLINE, "No network: the package registry cannot be reached. The first start needs it; later ones do not."),
    (DENIED, "No permission to write: {denied}."),
)


def explain(log: Path) -> str:
    """One sentence for a failed command, found in what it wrote."""
    text = log.read_text(errors="replace")
    for pattern, meaning in MEANINGS:
        if re.search(pattern, text):
            return meaning.format(denied=denied_place(text))
    return f"{last_words(text)} (everything it said: {log})"


def denied_place(text: str) -> str:
    """The path a program was not allowed to write, as far as it said."""
    line = next((line for line in text.splitlines() if re.search(DENIED, line)), "")
    paths = re.findall(r"[\"'` ](/[^\"'`:]+)", line)
    return paths[-1].strip() if paths else line.strip()


def last_words(text: str) -> str:
    """The last line that is no traceback dressing, without the exception's class name."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    last = lines[-1] if lines else "It stopped without a word."
    return re.sub(r"^(?:[A-Za-z_]+\.)*[A-Z][A-Za-z]*(?:Error|Exception|Configured): ", "", last)
