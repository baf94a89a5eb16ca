"""What accounts, contacts and teams hold about persons."""

from django.utils.translation import gettext_lazy as _

from accounts.models import (
    Account,
    AreaUniqueness,
    Assessment,
    Budget,
    Contact,
    CriteriaSet,
    CustomerProfile,
    ExchangeRate,
    FactorRating,
    FactorSet,
    Figure,
    KeyStatus,
    KeyStatusReach,
    KeyStatusRound,
    LibraryCriterion,
    MatrixLines,
    Member,
    Rating,
    Revenue,
    ServiceArea,
    StrengthJudgement,
    Tier,
    TierOverride,
    TierRun,
    TierSet,
    TierStanding,
    Unit,
    WeighedCriterion,
    WeighedFactor,
)
from accounts.privacy.terms import WITH_THE_ACCOUNT, of_contact, of_user, signs
from kamplan.privacy import (
    REMOVED,
    Erasure,
    declare,
    declare_history,
    declare_impersonal,
    declare_text,
)

# --- accounts ---------------------------------------------------------------------------------------------------------
ACCOUNTS = _("Accounts")
for signature in ("owner", "created_by", "deleted_by"):
    declare(Account, signature, what=ACCOUNTS, whose=signature, **signs)
declare_text(Account, "status_reason", what=ACCOUNTS, retention=WITH_THE_ACCOUNT)
declare_impersonal(
    Account,
    *("id", "name", "sort_key", "search_key", "country", "organisation_number", "sector", "industry", "region"),
    *("unit", "parent", "website", "currency", "status", "status_date", "version", "created_at", "deleted_at"),
)
declare_history(Account, what=ACCOUNTS, **signs)
declare_impersonal(Unit, "id", "name", "kind", "parent", "path", "is_demo")
declare_impersonal(ServiceArea, "id", "name", "sort_key", "parent", "order")
UNIQUENESS = _("Uniqueness of service areas")
declare(AreaUniqueness, "rated_by", what=UNIQUENESS, whose="rated_by", **signs)
declare_text(AreaUniqueness, "evidence", what=UNIQUENESS, retention=_("As long as the service area"))
declare_impersonal(AreaUniqueness, "id", "area", "uniqueness", "critical", "rated_at")
declare_impersonal(ExchangeRate, "id", "currency", "on", "rate")
declare_impersonal(Revenue, "id", "account", "area", "month", "recurring", "currency", "revenue", "margin")
declare_impersonal(Budget, "id", "account", "year", "kind", "amount", "currency")
declare_history(Unit, what=_("Units"), **signs)

CLASSES = _("Classes of accounts")
declare(TierSet, "applied_by", what=CLASSES, whose="applied_by", **signs)
declare_impersonal(
    TierSet,
    *("id", "name", "state", "basis", "revenue_weight", "margin_weight", "growth_weight", "months", "lasting"),
    *("many_key_accounts", "too_many_key_accounts", "version", "applied_at"),
)
declare_impersonal(
    Tier,
    *("id", "set", "order", "name", "cut", "band", "contact_ideal", "contact_latest", "plan", "review_months"),
    *("budget", "is_key"),
)
declare(TierRun, "recorded_by", what=CLASSES, whose="recorded_by", **signs)
declare_impersonal(
    TierRun,
    *("id", "set", "month", "as_of", "recorded_at", "facts", "facts_without_margin", "facts_without_rate"),
)
declare_impersonal(
    TierStanding,
    *("id", "run", "account", "value", "revenue", "before", "place", "tier", "rule_tier", "previous", "cause"),
    *("heading", "runs"),
)
declare(TierOverride, "owner", what=CLASSES, whose="owner", **signs)
declare_text(TierOverride, "reason", what=CLASSES, retention=WITH_THE_ACCOUNT)
declare_impersonal(TierOverride, "id", "account", "tier", "expires", "decided_at", "version")
declare_history(TierOverride, what=CLASSES, **signs)

# --- attractiveness ---------------------------------------------------------------------------------------------------
ATTRACTIVENESS = _("Attractiveness of accounts")
WORDS = ("slug", "category", "name_en", "name_nb", "low_en", "low_nb", "middle_en", "middle_nb", "high_en", "high_nb")
declare(CriteriaSet, "published_by", what=ATTRACTIVENESS, whose="published_by", **signs)
declare_impersonal(CriteriaSet, "id", "name", "number", "state", "version", "published_at")
declare_impersonal(LibraryCriterion, "id", "order", *WORDS)
declare_impersonal(WeighedCriterion, "id", "set", "order", "weight", "minimum", *WORDS)
declare(Assessment, "rater", what=ATTRACTIVENESS, whose="rater", **signs)
declare_impersonal(Assessment, "id", "account", "set", "on")
declare_text(Rating, "evidence", what=ATTRACTIVENESS, retention=WITH_THE_ACCOUNT)
declare_impersonal(Rating, "id", "assessment", "criterion", "rating", "not_applicable")

STRENGTH = _("Relative strength with accounts")
declare(FactorSet, "published_by", what=STRENGTH, whose="published_by", **signs)
declare_impersonal(FactorSet, "id", "name", "number", "state", "version", "published_at")
declare_impersonal(WeighedFactor, "id", "set", "order", "weight", "slug", "name_en", "name_nb")
declare(StrengthJudgement, "rater", what=STRENGTH, whose="rater", **signs)
of_contact(
    StrengthJudgement,
    *("asked_contact", "asked_on"),
    what=STRENGTH,
    whose="asked_contact",
    purpose=_("To know whose view of us a judgement rests on"),
    erasure=Erasure(_("The judgement stays without the person"), lambda rows: rows.update(asked_contact=None)),
)
declare_text(StrengthJudgement, "rival", what=STRENGTH, retention=WITH_THE_ACCOUNT)
declare_impersonal(StrengthJudgement, "id", "account", "set", "on", "asked", "price")
declare_text(FactorRating, "evidence", what=STRENGTH, retention=WITH_THE_ACCOUNT)
declare_impersonal(FactorRating, "id", "judgement", "factor", "own", "rival")
declare(MatrixLines, "set_by", what=_("Lines of the portfolio matrix"), whose="set_by", **signs)
declare_impersonal(MatrixLines, "id", "attractiveness", "strength", "set_at")

# --- who is a key account ---------------------------------------------------------------------------------------------
KEY_STATUS = _("Key accounts")
declare(KeyStatus, "by", what=KEY_STATUS, whose="by", **signs)
declare_text(KeyStatus, "reason", what=KEY_STATUS, retention=WITH_THE_ACCOUNT)
declare_impersonal(
    KeyStatus,
    *("id", "account", "act", "holds", "kind", "on", "follow_up", "since", "round", "at", "class_name", "class_month"),
    *("points_low", "points_high", "raters", "criteria", "revenue", "currency", "through", "facts", "facts_left_out"),
)
declare(KeyStatusRound, "opened_by", what=KEY_STATUS, whose="opened_by", **signs)
declare_impersonal(KeyStatusRound, "id", "number", "name", "opened_on", "until")
declare(KeyStatusReach, "chosen_by", what=KEY_STATUS, whose="chosen_by", **signs)
declare_impersonal(KeyStatusReach, "id", "open_to_all", "chosen_at")

FIGURES = _("Figures of the customer")
declare_impersonal(CustomerProfile, "account", "employees", "sites", "users", "technology")
declare_text(
    CustomerProfile,
    *("ownership", "business_model", "reach", "decided_at", "expects"),
    what=FIGURES,
    retention=WITH_THE_ACCOUNT,
)
declare_history(CustomerProfile, what=FIGURES, **signs)
declare_impersonal(Figure, "id", "account", "year", "kind", "category", "amount", "currency")
declare_text(Figure, "source", what=FIGURES, retention=WITH_THE_ACCOUNT)
declare_history(Figure, what=FIGURES, **signs)

CONTACTS = _("Contacts")
of_contact(
    Contact,
    *("name", "sort_key", "search_key", "title", "department", "email", "phone", "language", "account"),
    what=CONTACTS,
    whose="pk",
    purpose=_("To know and to reach the persons one works with at the customer"),
)
declare(Contact, "deleted_by", what=CONTACTS, whose="deleted_by", **signs)
declare_text(Contact, "title", "department", what=CONTACTS, retention=WITH_THE_ACCOUNT)
declare_impersonal(Contact, "id", "version", "created_at", "deleted_at")
declare_history(Contact, what=CONTACTS, **signs)

of_user(
    Member,
    *("user", "account", "function"),
    what=_("Account teams"),
    whose="user",
    purpose=_("Who serves the account, and what they do there"),
    retention=_("As long as they are on the team; its history as long as the account"),
    erasure=REMOVED,
)
declare_text(Member, "function", what=_("Account teams"), retention=WITH_THE_ACCOUNT)
declare_impersonal(Member, "id", "created_at")
declare_history(Member, what=_("Account teams"), **signs)
