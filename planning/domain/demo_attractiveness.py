"""How attractive the invented customers are found: by their owners, and by a colleague who does not always agree."""

from dataclasses import dataclass

CRITERIA = (
    *("current_revenue", "revenue_potential", "financial_stability", "goal_and_culture_fit"),
    *("valuation_of_us", "reference_value", "willingness_to_innovate", "geographic_fit"),
)
MISSING, NOT_APPLICABLE = "-", "n"


@dataclass(frozen=True)
class DemoAssessment:
    """What one person said of one customer so many days ago, in the order of CRITERIA, and what speaks for it."""

    account: str
    rater: str
    ratings: str
    evidence: tuple[tuple[str, str], ...] = ()
    days_ago: int = 18  # after the second round began, before anything was decided in it

    def said(self) -> dict[str, str]:
        return dict(zip(CRITERIA, self.ratings.split(), strict=True))


ASSESSMENTS = (
    DemoAssessment("Skarvøysund Sjømat", "jonas", "10 9 9 8 9 8 8 9", days_ago=400),
    DemoAssessment("Tindelyng Kraftlag", "jonas", "2 6 9 6 5 5 8 7", days_ago=380),
    DemoAssessment("Bremsundet kommune", "jonas", "6 5 10 7 8 8 4 10", days_ago=300),
    DemoAssessment("Tindelyng Kraftlag", "jonas", "3 8 9 7 6 6 9 7", days_ago=210),
    DemoAssessment("Skarvøysund Sjømat", "jonas", "10 8 8 8 9 8 7 9", days_ago=170),
    DemoAssessment(
        "Skarvøysund Sjømat",
        "jonas",
        "10 7 8 8 9 7 6 9",
        (
            ("revenue_potential", "Two new plants are being built"),
            ("valuation_of_us", "Asked us to join their planning in September"),
        ),
    ),
    DemoAssessment(
        "Skarvøysund Sjømat", "marte", "10 5 8 6 7 7 5 9", (("revenue_potential", "The plants may be late"),)
    ),
    DemoAssessment(
        "Bremsundet kommune", "jonas", "6 5 10 7 8 9 4 10", (("reference_value", "Neighbours ask them first"),)
    ),
    DemoAssessment("Bremsundet kommune", "aksel", "6 6 10 8 8 9 7 10"),
    DemoAssessment(
        "Tindelyng Kraftlag",
        "jonas",
        "4 9 9 8 7 6 9 7",
        (("revenue_potential", "Tender for the whole grid in spring"),),
    ),
    DemoAssessment("Tindelyng Kraftlag", "marte", "4 9 9 7 - 6 8 7"),
    DemoAssessment("Vintergard Media", "tuva", "7 3 4 6 6 8 8 10", (("financial_stability", "Two years of losses"),)),
    DemoAssessment("Vintergard Media", "aksel", "7 4 5 8 7 9 9 10"),
    DemoAssessment(
        "Lyngholtet sykehus", "tuva", "8 6 10 5 5 8 3 n", (("geographic_fit", "One site, next door to us"),)
    ),
    DemoAssessment("Alveland Byggservice", "tuva", "1 7 6 - - 3 5 8"),
    DemoAssessment(
        "Kvitmåne Logistikk", "tuva", "2 3 5 4 2 3 3 8", (("valuation_of_us", "Asked for a price, nothing else"),)
    ),
    DemoAssessment("Mälarhamn Industri", "sanna", "7 6 7 7 8 5 6 6"),
    DemoAssessment("Björknäset region", "sanna", "3 4 10 5 4 6 4 6"),
)
