"""Where we are going: today the requests of persons to see or erase what we hold about them."""

from planning.models.privacy import PrivacyRequest

__all__ = ["PrivacyRequest"]
