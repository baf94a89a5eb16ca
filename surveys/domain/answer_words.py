"""The words a file of answers may use for its columns and values, in English and Norwegian, small letters."""

from surveys.domain.tally import Audience, Dimension

REQUIRED = ("audience", "respondent", "criterion", "dimension", "rating")

COLUMNS = {
    "audience": "audience",
    "målgruppe": "audience",
    "gruppe": "audience",
    "respondent": "respondent",
    "svarer": "respondent",
    "deltaker": "respondent",
    "criterion": "criterion",
    "kriterium": "criterion",
    "kriterie": "criterion",
    "dimension": "dimension",
    "dimensjon": "dimension",
    "rating": "rating",
    "score": "rating",
    "karakter": "rating",
    "vurdering": "rating",
    "svar": "rating",
    "account": "account",
    "nøkkelkunde": "account",
    "kunde": "account",
    "konto": "account",
}
AUDIENCES = {
    "customer": Audience.CUSTOMER,
    "customers": Audience.CUSTOMER,
    "kunde": Audience.CUSTOMER,
    "kunder": Audience.CUSTOMER,
    "seller": Audience.SELLER,
    "sellers": Audience.SELLER,
    "selger": Audience.SELLER,
    "selgere": Audience.SELLER,
}
DIMENSIONS = {
    "importance": Dimension.IMPORTANCE,
    "viktighet": Dimension.IMPORTANCE,
    "viktig": Dimension.IMPORTANCE,
    "performance": Dimension.PERFORMANCE,
    "dyktighet": Dimension.PERFORMANCE,
    "dyktig": Dimension.PERFORMANCE,
    "innfrielse": Dimension.PERFORMANCE,
}
