"""Organisation numbers: kept bare, and checked where the arithmetic is known (Norway, modulus 11)."""

import re

WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)
LENGTH = 30
PUNCTUATION = re.compile(r"[\s.\u00a0\u202f]+")
NORWEGIAN_AFFIXES = re.compile(r"^(NO)?(.*?)(MVA)?$")


class NotAnOrganisationNumber(ValueError):
    """The digits do not make an organisation number of that country."""


def normalised(text: str, country: str) -> str:
    """'NO 923 609 016 MVA' -> '923609016' for Norway; elsewhere only the spaces are put in order."""
    if not text.strip():
        return ""
    if country != "NO":
        return " ".join(text.split()).upper()
    bare = NORWEGIAN_AFFIXES.sub(r"\2", PUNCTUATION.sub("", text).upper())
    if not is_norwegian(bare):
        raise NotAnOrganisationNumber(text)
    return bare


def is_norwegian(number: str) -> bool:
    """Nine digits, the last of which is the check digit (Brønnøysund Register Centre, modulus 11)."""
    if not re.fullmatch("[0-9]{9}", number):
        return False
    return check_digit(number[:8]) == int(number[8])


def check_digit(digits: str) -> int | None:
    """Of eight digits; None where modulus 11 gives none, so that no such number exists."""
    rest = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True)) % 11
    return {0: 0, 1: None}.get(rest, 11 - rest)


def shown(number: str, country: str) -> str:
    """Norwegian numbers in groups of three, kept together."""
    if country == "NO" and len(number) == 9:
        return f"{number[:3]}\u00a0{number[3:6]}\u00a0{number[6:]}"
    return number
