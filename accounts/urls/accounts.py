"""Addresses of accounts, their contacts and teams."""

from django.urls import path

from accounts.views import (
    account,
    account_bin,
    account_history,
    account_judgement,
    account_list,
    account_lookup,
    contact,
    team,
)

ACCOUNTS = [
    path("accounts/", account_list.account_list, name="account_list"),
    path("accounts/new/", account.account_create, name="account_create"),
    path("accounts/alike/", account_lookup.account_alike, name="account_alike"),
    path("accounts/parents/", account_lookup.account_parents, name="account_parents"),
    path("accounts/bin/", account_bin.account_bin, name="account_bin"),
    path("accounts/<int:pk>/", account.account, name="account"),
    path("accounts/<int:pk>/edit/", account.account_edit, name="account_edit"),
    path("accounts/<int:pk>/hand-over/", account.account_hand_over, name="account_hand_over"),
    path("accounts/<int:pk>/delete/", account_bin.account_delete, name="account_delete"),
    path("accounts/<int:pk>/restore/", account_bin.account_restore, name="account_restore"),
    path("accounts/<int:pk>/judgement/", account_judgement.account_judgement, name="account_judgement"),
    path("accounts/<int:pk>/history/", account_history.account_history, name="account_history"),
    path("accounts/<int:pk>/history/latest/", account_history.account_latest, name="account_latest"),
    path("accounts/export.csv", account_list.account_export, {"form": "csv"}, name="account_csv"),
    path("accounts/export.xlsx", account_list.account_export, {"form": "xlsx"}, name="account_xlsx"),
]

CONTACTS = [
    path("contacts/", contact.contact_list, name="contact_list"),
    path("contacts/export.csv", contact.contact_export, {"form": "csv"}, name="contact_csv"),
    path("contacts/export.xlsx", contact.contact_export, {"form": "xlsx"}, name="contact_xlsx"),
    path("contacts/bin/", contact.contact_bin, name="contact_bin"),
    path("contacts/<int:pk>/", contact.contact, name="contact"),
    path("contacts/<int:pk>/edit/", contact.contact_edit, name="contact_edit"),
    path("contacts/<int:pk>/delete/", contact.contact_delete, name="contact_delete"),
    path("contacts/<int:pk>/restore/", contact.contact_restore, name="contact_restore"),
    path("accounts/<int:account_pk>/contacts/new/", contact.contact_create, name="contact_create"),
    path("accounts/<int:account_pk>/contacts/alike/", contact.contact_alike, name="contact_alike"),
]

TEAMS = [
    path("accounts/<int:account_pk>/team/", team.team, name="team"),
    path("accounts/<int:account_pk>/team/candidates/", team.team_candidates, name="team_candidates"),
    path("accounts/<int:account_pk>/team/<int:pk>/edit/", team.member_edit, name="member_edit"),
    path("accounts/<int:account_pk>/team/<int:pk>/remove/", team.member_remove, name="member_remove"),
]

urlpatterns = [*ACCOUNTS, *CONTACTS, *TEAMS]
