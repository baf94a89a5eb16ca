"""What the invented supplier knows of its customers: what they are, and what their annual reports say.

Amounts are in thousands; years are told backwards from the newest annual report, that of the year before this one.
"""

from dataclasses import dataclass

from planning.domain.demo_worth import GIANT, MUNICIPALITY, STAR

NAME_TO_BE_PROUD_OF = "Björknäset region"


@dataclass(frozen=True)
class DemoProfile:
    """What a customer is; a number nobody knows is None, words nobody knows are empty."""

    employees: int | None
    sites: int | None
    users: int | None
    technology: int | None
    decided_at: str = ""
    ownership: str = ""
    business_model: str = ""
    reach: str = ""
    expects: str = ""


PROFILES = {
    GIANT: DemoProfile(
        *(2_140, 11, 1_450, 6, "Head office in Bergen; the plants decide on devices themselves"),
        ownership="Listed; the founding family holds 34 %",
        business_model="Farms, slaughters and sells salmon; nine tenths is exported, most of it on yearly contracts",
        reach="Eleven plants on the coast, customers in 40 countries",
        expects="Fewer hours of standstill at the plants: each costs more than a month of service",
    ),
    STAR: DemoProfile(
        *(610, 4, 580, 9, "Technology director and chief executive, in one house"),
        ownership="Six municipalities, the largest with 41 %",
        business_model="Sells power at the exchange; the grid company lives by a regulated tariff",
        reach="52,000 grid customers in six municipalities",
        expects="To read every meter and every dam as it happens, without more people on watch",
    ),
    MUNICIPALITY: DemoProfile(
        *(3_300, 46, 2_900, 5, "Joint purchasing of five municipalities, then the council"),
        ownership="Public: the council, elected every four years",
        business_model="Taxes and transfers from the state; services by law",
        reach="41,000 inhabitants",
        expects="Services people can use themselves, so that schools and care keep their hands",
    ),
    NAME_TO_BE_PROUD_OF: DemoProfile(
        *(18_500, 120, None, 7, "Procurement of the region, by public tender"),
        ownership="Public: the council of the region",
        reach="Health care for 250,000 inhabitants",
    ),
}

# Customer -> figure -> the newest three years, the newest first. The giant earns less each year, the star more.
REPORTS = {
    GIANT: {
        "turnover": (3_120_000, 3_480_000, 3_610_000),
        "operating_result": (-41_000, 96_000, 254_000),
        "result": (-68_000, 71_000, 240_000),
        "net_result": (-54_000, 55_000, 187_000),
        "equity": (1_010_000, 1_064_000, 1_040_000),
        "assets": (2_905_000, 2_760_000, 2_690_000),
    },
    STAR: {
        "operating_budget": (1_180_000, 1_020_000, 905_000),
        "turnover": (1_640_000, 1_390_000, 1_205_000),
        "operating_result": (298_000, 231_000, 180_000),
        "result": (281_000, 219_000, 171_000),
        "net_result": (219_000, 171_000, 133_000),
        "equity": (1_460_000, 1_301_000, 1_180_000),
        "assets": (3_020_000, 2_804_000, 2_655_000),
    },
    MUNICIPALITY: {"operating_budget": (2_410_000, 2_335_000, 2_260_000)},
}
SOURCE = "Annual report"
