"""What accounts, contacts, teams and users hold about persons, and what the libraries behind sign-in hold."""

from importlib import import_module

from accounts.privacy.terms import CONTACT, LEGITIMATE_INTEREST, USER, of_user, signs

__all__ = ["CONTACT", "LEGITIMATE_INTEREST", "USER", "of_user", "signs"]

# In this order: what points at a person is declared after the person, and so erased before.
for chapter in ("users", "accounts", "worth", "imports", "frame"):
    import_module(f"accounts.privacy.{chapter}")
