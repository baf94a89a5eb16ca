"""Text made into the short name used in addresses and files: plain small letters, digits and one separator."""

import re
import unicodedata

# Letters that Unicode does not take apart into a base letter and an accent. æ ø å become ae, o, a: å loses its ring as
# é loses its accent, and ø reads as the o that most foreign keyboards offer, so "Løsning på" is "losning-pa".
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "ß": "ss", "ð": "d", "þ": "th", "đ": "d", "ł": "l", "œ": "oe", "ı": "i"})
_APOSTROPHES = re.compile("['’‘`´]")
_OTHER = re.compile("[^a-z0-9]+")


def slug_of(text: str, separator: str = "-") -> str:
    """The slug of `text`, in a-z, 0-9 and `separator`; empty when nothing of it can be written so.

    "Kundeundersøkelse, vår 2026" -> "kundeundersokelse-var-2026"; criteria use "_": "Follow-up" -> "follow_up".
    """
    small = _APOSTROPHES.sub("", text.lower()).translate(_LETTERS)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", small) if not unicodedata.combining(sign))
    return _OTHER.sub(separator, plain.lower().translate(_LETTERS)).strip(separator)
