"""The rest of the invented supplier's accounts: fifty more names, so that a pyramid has a base to stand on."""

from random import Random

from planning.domain.demo import ACCOUNTS, DemoAccount

MORE = 50
FIRST = ("Ane", "Bryn", "Dal", "Eld", "Fjor", "Grøn", "Hav", "Is", "Kold", "Lav", "Mork", "Nebb", "Ryp", "Sol", "Ulv")
SECOND = ("bukt", "egga", "fossen", "grend", "hølen", "klepp", "lien", "moen", "nuten", "sletta", "tangen", "vika")
TRADES = {
    "Sjømat": ("private", "A"),
    "Verksted": ("private", "C"),
    "Energi": ("private", "D"),
    "Bygg": ("private", "F"),
    "Handel": ("private", "G"),
    "Transport": ("private", "H"),
    "Media": ("private", "J"),
    "Finans": ("private", "K"),
    "kommune": ("public", "O"),
    "sykehjem": ("public", "Q"),
}
PLACES = (
    ("west", "jonas", "NO", "NOK", ("Vestland", "Rogaland", "Møre og Romsdal")),
    ("east", "tuva", "NO", "NOK", ("Oslo", "Akershus", "Innlandet")),
    ("sweden", "sanna", "SE", "SEK", ("Västmanland", "Örebro")),
)


def more_accounts(seed: int = 60) -> tuple[DemoAccount, ...]:
    """Fifty customers, the same for the same seed; two of three are Norwegian."""
    chance = Random(seed)  # noqa: S311 - invented data, the same each time
    stems = chance.sample([first + second for first in FIRST for second in SECOND], MORE)
    trades = list(TRADES)
    made = []
    for number, stem in enumerate(stems):
        unit, owner, country, currency, regions = PLACES[number % len(PLACES)]
        trade = trades[number % len(trades)]
        sector, industry = TRADES[trade]
        made.append(
            DemoAccount(
                f"{stem} {trade}", country, "", sector, industry, chance.choice(regions), unit, owner,
                days_ago=chance.randint(400, 2500), currency=currency,
            )
        )  # fmt: skip
    return tuple(made)


ALL_ACCOUNTS = (*ACCOUNTS, *more_accounts())
