"""Who: units, users and their roles, key accounts, contacts and account teams."""

from accounts.models.account import Account
from accounts.models.contact import Contact
from accounts.models.industry import Industry
from accounts.models.link import OneTimeLink
from accounts.models.role import Role
from accounts.models.team import Member
from accounts.models.unit import Unit
from accounts.models.user import User

__all__ = ["Account", "Contact", "Industry", "Member", "OneTimeLink", "Role", "Unit", "User"]
