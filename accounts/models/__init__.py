"""Who: units, users and their roles, key accounts, contacts, account teams, and what the accounts buy."""

from accounts.models.account import Account
from accounts.models.attractiveness import Assessment, Rating
from accounts.models.contact import Contact
from accounts.models.criteria import CriteriaSet, LibraryCriterion, WeighedCriterion
from accounts.models.data_import import DataImport, ImportedRow, RememberedColumn
from accounts.models.factors import FactorSet, WeighedFactor
from accounts.models.figure import CustomerProfile, Figure
from accounts.models.industry import Industry
from accounts.models.key_status import KeyStatus
from accounts.models.key_status_round import KeyStatusReach, KeyStatusRound
from accounts.models.link import OneTimeLink
from accounts.models.matrix_lines import MatrixLines
from accounts.models.revenue import Budget, ExchangeRate, Revenue, ServiceArea
from accounts.models.role import Role
from accounts.models.strength import FactorRating, StrengthJudgement
from accounts.models.team import Member
from accounts.models.tier import Tier, TierSet
from accounts.models.tier_override import TierOverride
from accounts.models.tier_run import TierRun, TierStanding
from accounts.models.uniqueness import AreaUniqueness
from accounts.models.unit import Unit
from accounts.models.user import User
from accounts.models.worth import KamEffort, WalletRank, WorthTerms
from accounts.models.worth_switching import SwitchingLine

__all__ = [
    "Account",
    "AreaUniqueness",
    "Assessment",
    "Budget",
    "Contact",
    "CriteriaSet",
    "CustomerProfile",
    "DataImport",
    "ExchangeRate",
    "FactorRating",
    "FactorSet",
    "Figure",
    "ImportedRow",
    "Industry",
    "KamEffort",
    "KeyStatus",
    "KeyStatusReach",
    "KeyStatusRound",
    "LibraryCriterion",
    "MatrixLines",
    "Member",
    "OneTimeLink",
    "Rating",
    "RememberedColumn",
    "Revenue",
    "Role",
    "ServiceArea",
    "StrengthJudgement",
    "SwitchingLine",
    "Tier",
    "TierOverride",
    "TierRun",
    "TierSet",
    "TierStanding",
    "Unit",
    "User",
    "WalletRank",
    "WeighedCriterion",
    "WeighedFactor",
    "WorthTerms",
]
