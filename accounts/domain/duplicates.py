"""Are two names those of one customer? Legal forms do not count, spelling counts a little, order does not.

Names come folded: lower case, accents removed, æ ø å kept.
"""

import re
from collections import Counter
from collections.abc import Iterable

LEGAL_FORMS = {
    "a", "ab", "ag", "aktiebolag", "aksjeselskap", "allmennaksjeselskap", "ans", "aps", "as", "asa", "ba", "bv",
    "co", "company", "corp", "corporation", "da", "enk", "gmbh", "group", "gruppen", "holding", "hf", "inc",
    "incorporated", "kb", "ks", "konsern", "limited", "llc", "llp", "ltd", "nuf", "nv", "oy", "oyj", "plc", "sa",
    "sas", "sarl", "se", "sf", "spa", "srl", "stiftelsen", "the",
}  # fmt: skip
ALIKE = 0.75  # Dice coefficient from which two names are shown to a person who then decides
STEM = 4  # so many first letters of a word must agree for two rows to be compared at all
STEMS = 4


def words(name: str) -> list[str]:
    """The words that tell customers apart: 'Nordvik Verft A/S' -> ['nordvik', 'verft']; all if nothing else is left."""
    joined = re.sub(r"(?<=\w)[./](?=\w)|[.']", "", name)
    found = re.findall(r"\w+", joined)
    return [word for word in found if word not in LEGAL_FORMS] or found


def stems(name: str) -> list[str]:
    """What a database can look for: the beginnings of the longest words."""
    longest = sorted({word for word in words(name) if len(word) > 1}, key=lambda word: (-len(word), word))
    return [word[:STEM] for word in longest[:STEMS]]


def similarity(one: str, other: str) -> float:
    """From 0 (nothing in common) to 1 (the same words): the Dice coefficient of letter pairs (Dice, 1945)."""
    first, second = words(one), words(other)
    if sorted(first) == sorted(second):
        return 1.0
    if _numbers(first) != _numbers(second):
        return 0.0  # "Havn 1" and "Havn 2" are not one place misspelt
    pairs, others = _pairs(first), _pairs(second)
    total = pairs.total() + others.total()
    return 2 * (pairs & others).total() / total if total else 0.0


def alike(name: str, candidates: Iterable[tuple[int, str]], *, most: int = 5) -> list[int]:
    """The keys of the candidates whose names are alike, the likest first."""
    scored = [(similarity(name, candidate), key) for key, candidate in candidates]
    return [key for score, key in sorted(scored, key=lambda pair: (-pair[0], pair[1])) if score >= ALIKE][:most]


def _numbers(name_words: list[str]) -> list[str]:
    return sorted(word for word in name_words if word.isdigit())


def _pairs(name_words: list[str]) -> Counter[str]:
    """Neighbouring letters, word for word, with the beginning of each word marked."""
    return Counter(f" {word}"[place : place + 2] for word in name_words for place in range(len(word)))
