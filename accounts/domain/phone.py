"""Telephone numbers: kept in one spelling, shown in groups, dialled by a link."""

import re

CALLING_CODES = {
    "NO": "47", "SE": "46", "DK": "45", "FI": "358", "IS": "354", "DE": "49", "NL": "31", "BE": "32", "FR": "33",
    "GB": "44", "IE": "353", "ES": "34", "PT": "351", "IT": "39", "AT": "43", "CH": "41", "PL": "48", "EE": "372",
    "LV": "371", "LT": "370", "US": "1", "CA": "1",
}  # fmt: skip
NO_TRUNK_ZERO = frozenset({"NO", "DK", "IS", "IT", "ES", "PT", "PL", "EE", "LV", "US", "CA"})
PUNCTUATION = re.compile(r"[\s().\-/\u00a0\u2010-\u2013]+")
WRITTEN = re.compile(r"\+?[0-9]{5,15}")
LONGEST = 15  # digits, the calling code included


class NotANumber(ValueError):
    """The text cannot be dialled."""


def normalised(text: str, country: str = "NO") -> str:
    """The international form in groups: '91234567' -> '+47 912 34 567'; `country` is that of the account.

    A number from a country whose calling code is not known here stays as national as it was written.
    Raises NotANumber when there are signs in it that no telephone has, or not 5 to 15 digits (ITU-T E.164).
    """
    bare = PUNCTUATION.sub("", text.replace("(0)", ""))
    if not bare:
        return ""
    if bare.startswith("00"):
        bare = f"+{bare[2:]}"
    if not WRITTEN.fullmatch(bare):
        raise NotANumber(text)
    if not bare.startswith("+") and country in CALLING_CODES:
        national = bare if country in NO_TRUNK_ZERO else bare.removeprefix("0")
        if country != "NO" or len(national) == 8:  # Norway's five-digit numbers have no international form
            bare = f"+{CALLING_CODES[country]}{national}"
    if len(bare.removeprefix("+")) > LONGEST:
        raise NotANumber(text)
    return grouped(bare)


def grouped(bare: str) -> str:
    """Norwegian numbers as they are printed in Norway, others in pairs of digits after the calling code."""
    code = next((code for code in sorted(CALLING_CODES.values()) if bare.startswith(f"+{code}")), "")
    national = bare.removeprefix(f"+{code}") if code else bare
    if code == "47" and len(national) == 8 and national[0] in "489":
        groups = [national[:3], national[3:5], national[5:]]
    elif code:
        head = len(national) % 2
        groups = [national[: 2 + head], *(national[at : at + 2] for at in range(2 + head, len(national), 2))]
    else:
        groups = [national]
    return " ".join([f"+{code}", *groups] if code else groups)


def dialled(number: str) -> str:
    """The address that calls: 'tel:+4791234567'."""
    return f"tel:{PUNCTUATION.sub('', number)}" if number else ""
