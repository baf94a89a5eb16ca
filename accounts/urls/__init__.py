"""Addresses of who: sign-in, people, units, accounts, contacts, teams, and what is known and thought of accounts."""

from accounts.urls import accounts, figures, judgement, people, portfolio

urlpatterns = [
    *people.urlpatterns,
    *accounts.urlpatterns,
    *figures.urlpatterns,
    *judgement.urlpatterns,
    *portfolio.urlpatterns,
]
