"""Addresses of who: sign-in, people, units, accounts, contacts, teams."""

from allauth.account import views as front_door
from allauth.mfa.base import views as two_step
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as authenticator_app
from allauth.mfa.webauthn import views as passkeys
from django.urls import URLPattern, URLResolver, include, path, re_path

from accounts.exports.portfolio import SHEETS
from accounts.views import (
    account,
    account_attractiveness,
    account_bin,
    account_history,
    account_judgement,
    account_list,
    account_lookup,
    area,
    attractiveness,
    budget,
    concentration,
    contact,
    criteria_set,
    data_import,
    factors,
    figure,
    key_status,
    key_status_account,
    key_status_round,
    link,
    matrix,
    matrix_lines,
    me,
    portfolio,
    pyramid,
    pyramid_what_if,
    rate,
    session,
    strength,
    team,
    tenure,
    tier_override,
    tier_set,
    unit,
    user,
    value,
    worth,
    worth_entry,
)

# Of allauth's pages only those kamplan uses are reachable: nobody signs up or keeps several addresses.
SIGN_IN = [
    path("", front_door.login, name="account_login"),
    path("out/", front_door.logout, name="account_logout"),
    path("ended/", front_door.account_inactive, name="account_inactive"),
    path("again/", front_door.reauthenticate, name="account_reauthenticate"),
    path("password/", front_door.password_change, name="account_change_password"),
    path("password/first/", front_door.password_set, name="account_set_password"),
    path("password/forgotten/", front_door.password_reset, name="account_reset_password"),
    path("password/forgotten/sent/", front_door.password_reset_done, name="account_reset_password_done"),
    path(
        "password/forgotten/changed/",
        front_door.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/forgotten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        front_door.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("two-step/", two_step.index, name="mfa_index"),
    path("two-step/code/", two_step.authenticate, name="mfa_authenticate"),
    path("two-step/again/", two_step.reauthenticate, name="mfa_reauthenticate"),
    path("two-step/app/", authenticator_app.activate_totp, name="mfa_activate_totp"),
    path("two-step/app/remove/", authenticator_app.deactivate_totp, name="mfa_deactivate_totp"),
    path("two-step/recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("two-step/recovery-codes/new/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("two-step/recovery-codes/file/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("passkeys/sign-in/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("passkeys/again/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("passkeys/<int:pk>/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
]

PEOPLE = [
    path("welcome/<str:token>/", link.one_time_link, name="one_time_link"),
    path("me/", me.me, name="me"),
    path("me/sessions/", session.session_list, name="session_list"),
    path("me/sessions/end-others/", session.session_end_others, name="session_end_others"),
    path("me/sessions/<int:pk>/end/", session.session_end, name="session_end"),
    path("people/", user.user_list, name="user_list"),
    path("people/add/", user.user_add, name="user_add"),
    path("people/<int:pk>/", user.user, name="user"),
    path("people/<int:pk>/edit/", user.user_edit, name="user_edit"),
    path("people/<int:pk>/invite/", user.user_invite, name="user_invite"),
    path("people/<int:pk>/end-access/", user.user_deactivate, name="user_deactivate"),
    path("people/<int:pk>/give-access/", user.user_reactivate, name="user_reactivate"),
    path("people/<int:pk>/second-step/remove/", user.user_second_step, name="user_second_step"),
    path("people/<int:pk>/roles/add/", user.role_add, name="role_add"),
    path("people/<int:pk>/roles/<int:role_pk>/remove/", user.role_remove, name="role_remove"),
    path("units/", unit.unit_list, name="unit_list"),
    path("units/add/", unit.unit_add, name="unit_add"),
    path("units/<int:pk>/edit/", unit.unit_edit, name="unit_edit"),
    path("units/<int:pk>/move/", unit.unit_move, name="unit_move"),
    path("units/<int:pk>/remove/", unit.unit_remove, name="unit_remove"),
]

FIGURES = [
    path("areas/", area.area_list, name="area_list"),
    path("areas/add/", area.area_add, name="area_add"),
    path("areas/<int:pk>/edit/", area.area_edit, name="area_edit"),
    path("areas/<int:pk>/up/", area.area_move, {"step": -1}, name="area_up"),
    path("areas/<int:pk>/down/", area.area_move, {"step": 1}, name="area_down"),
    path("areas/<int:pk>/remove/", area.area_remove, name="area_remove"),
    path("rates/", rate.rate_list, name="rate_list"),
    path("rates/<int:pk>/edit/", rate.rate_edit, name="rate_edit"),
    path("rates/<int:pk>/remove/", rate.rate_remove, name="rate_remove"),
]

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

VALUE = [
    path("accounts/<int:pk>/value/", value.value, name="value"),
    path("accounts/<int:pk>/value/panel/", value.value_panel, name="value_panel"),
    path("accounts/<int:pk>/value/months.svg", value.value_svg, name="value_svg"),
    path("accounts/<int:pk>/value/export.csv", value.value_export, {"form": "csv"}, name="value_csv"),
    path("accounts/<int:pk>/value/export.xlsx", value.value_export, {"form": "xlsx"}, name="value_xlsx"),
    path("accounts/<int:account_pk>/budgets/add/", budget.budget_add, name="budget_add"),
    path("accounts/<int:account_pk>/budgets/<int:pk>/edit/", budget.budget_edit, name="budget_edit"),
    path("accounts/<int:account_pk>/budgets/<int:pk>/remove/", budget.budget_remove, name="budget_remove"),
]

OF_THE_CUSTOMER = [
    path("accounts/<int:account_pk>/figures/", figure.figure_list, name="figure_list"),
    path("accounts/<int:account_pk>/figures/export.csv", figure.figure_export, {"form": "csv"}, name="figure_csv"),
    path("accounts/<int:account_pk>/figures/export.xlsx", figure.figure_export, {"form": "xlsx"}, name="figure_xlsx"),
    path("accounts/<int:account_pk>/figures/profile/", figure.profile_edit, name="profile_edit"),
    path("accounts/<int:account_pk>/figures/add/", figure.figure_add, name="figure_add"),
    path("accounts/<int:account_pk>/figures/<int:pk>/edit/", figure.figure_edit, name="figure_edit"),
    path("accounts/<int:account_pk>/figures/<int:pk>/remove/", figure.figure_remove, name="figure_remove"),
]

IMPORTS = [
    path("imports/", data_import.import_list, name="import_list"),
    path("imports/new/", data_import.import_create, name="import_create"),
    path("imports/template/<str:kind>.csv", data_import.import_template, {"form": "csv"}, name="import_template_csv"),
    path(
        "imports/template/<str:kind>.xlsx", data_import.import_template, {"form": "xlsx"}, name="import_template_xlsx"
    ),
    path("imports/<int:pk>/", data_import.data_import, name="data_import"),
    path("imports/<int:pk>/columns/", data_import.import_map, name="import_map"),
    path("imports/<int:pk>/reading/", data_import.import_read, name="import_read"),
    path("imports/<int:pk>/areas/", data_import.import_areas, name="import_areas"),
    path("imports/<int:pk>/undo/", data_import.import_undo, name="import_undo"),
    path("imports/<int:pk>/refused.csv", data_import.import_refused, {"form": "csv"}, name="import_refused_csv"),
    path("imports/<int:pk>/refused.xlsx", data_import.import_refused, {"form": "xlsx"}, name="import_refused_xlsx"),
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

TIERS = [
    path("pyramid/", pyramid.pyramid, name="pyramid"),
    path("pyramid/export.csv", pyramid.pyramid_file, {"form": "csv"}, name="pyramid_csv"),
    path("pyramid/export.xlsx", pyramid.pyramid_file, {"form": "xlsx"}, name="pyramid_xlsx"),
    path("pyramid/pareto.svg", pyramid.pyramid_picture, name="pyramid_svg"),
    path("pyramid/moves/", pyramid.pyramid_moves, name="pyramid_moves"),
    path("pyramid/moves.csv", pyramid.pyramid_moves_file, {"form": "csv"}, name="pyramid_moves_csv"),
    path("pyramid/moves.xlsx", pyramid.pyramid_moves_file, {"form": "xlsx"}, name="pyramid_moves_xlsx"),
    path("pyramid/what-if/", pyramid_what_if.pyramid_what_if, name="pyramid_what_if"),
    path("pyramid/what-if.csv", pyramid_what_if.pyramid_what_if_file, {"form": "csv"}, name="pyramid_what_if_csv"),
    path("pyramid/what-if.xlsx", pyramid_what_if.pyramid_what_if_file, {"form": "xlsx"}, name="pyramid_what_if_xlsx"),
    path("pyramid/classes/", tier_set.tier_set, name="tier_set"),
    path("pyramid/classes/draft/", tier_set.tier_set_edit, name="tier_set_edit"),
    path("pyramid/classes/draft/apply/", tier_set.tier_set_apply, name="tier_set_apply"),
    path("pyramid/classes/draft/discard/", tier_set.tier_set_discard, name="tier_set_discard"),
    path("pyramid/runs/record/", tier_set.tier_run_record, name="tier_run_record"),
    path("pyramid/runs/<int:pk>/take-back/", tier_set.tier_run_take_back, name="tier_run_take_back"),
    path("accounts/<int:pk>/class/", tier_override.tier_story, name="tier_story"),
    path("accounts/<int:pk>/class/export.csv", tier_override.tier_story_file, {"form": "csv"}, name="tier_story_csv"),
    path(
        "accounts/<int:pk>/class/export.xlsx", tier_override.tier_story_file, {"form": "xlsx"}, name="tier_story_xlsx"
    ),
    path("accounts/<int:pk>/class/decide/", tier_override.tier_override, name="tier_override"),
    path("accounts/<int:pk>/class/leave/", tier_override.tier_override_end, name="tier_override_end"),
]

ATTRACTIVENESS = [
    path("attractiveness/", attractiveness.attractiveness, name="attractiveness"),
    path("attractiveness/export.csv", attractiveness.attractiveness_file, {"form": "csv"}, name="attractiveness_csv"),
    path(
        "attractiveness/export.xlsx", attractiveness.attractiveness_file, {"form": "xlsx"}, name="attractiveness_xlsx"
    ),
    path("attractiveness/bars.svg", attractiveness.attractiveness_picture, name="attractiveness_svg"),
    path("attractiveness/compare/", attractiveness.attractiveness_compare, name="attractiveness_compare"),
    path(
        "attractiveness/compare/offers/",
        attractiveness.attractiveness_compare_offers,
        name="attractiveness_compare_offers",
    ),
    path("attractiveness/criteria/", criteria_set.criteria_set, name="criteria_set"),
    path("attractiveness/criteria/draft/", criteria_set.criteria_set_edit, name="criteria_set_edit"),
    path("attractiveness/criteria/draft/publish/", criteria_set.criteria_set_publish, name="criteria_set_publish"),
    path("attractiveness/criteria/draft/discard/", criteria_set.criteria_set_discard, name="criteria_set_discard"),
    path("attractiveness/library/add/", criteria_set.library_criterion_add, name="library_criterion_add"),
    path("attractiveness/library/<int:pk>/", criteria_set.library_criterion_edit, name="library_criterion_edit"),
    path(
        "accounts/<int:pk>/attractiveness/",
        account_attractiveness.account_attractiveness,
        name="account_attractiveness",
    ),
    path(
        "accounts/<int:pk>/attractiveness/export.csv",
        account_attractiveness.account_attractiveness_file,
        {"form": "csv"},
        name="account_attractiveness_csv",
    ),
    path(
        "accounts/<int:pk>/attractiveness/export.xlsx",
        account_attractiveness.account_attractiveness_file,
        {"form": "xlsx"},
        name="account_attractiveness_xlsx",
    ),
    path("accounts/<int:pk>/attractiveness/rate/", account_attractiveness.assessment_rate, name="assessment_rate"),
    path("accounts/<int:account_pk>/attractiveness/<int:pk>/", account_attractiveness.assessment, name="assessment"),
]

KEY_STATUS = [
    path("key-accounts/", key_status.key_status_list, name="key_status_list"),
    path("key-accounts/export.csv", key_status.key_status_file, {"form": "csv"}, name="key_status_csv"),
    path("key-accounts/export.xlsx", key_status.key_status_file, {"form": "xlsx"}, name="key_status_xlsx"),
    path("key-accounts/due/", key_status.key_status_due, name="key_status_due"),
    path("key-accounts/due.csv", key_status.key_status_due_file, {"form": "csv"}, name="key_status_due_csv"),
    path("key-accounts/due.xlsx", key_status.key_status_due_file, {"form": "xlsx"}, name="key_status_due_xlsx"),
    path("key-accounts/log/", key_status.key_status_log, name="key_status_log"),
    path("key-accounts/log.csv", key_status.key_status_log_file, {"form": "csv"}, name="key_status_log_csv"),
    path("key-accounts/log.xlsx", key_status.key_status_log_file, {"form": "xlsx"}, name="key_status_log_xlsx"),
    path("key-accounts/rounds/", key_status_round.key_status_round, name="key_status_round"),
    path("key-accounts/reach/", key_status_round.key_status_reach, name="key_status_reach"),
    path("accounts/<int:pk>/key-status/", key_status_account.key_status, name="key_status"),
    path("accounts/<int:pk>/key-status/nominate/", key_status_account.key_status_nominate, name="key_status_nominate"),
    path("accounts/<int:pk>/key-status/withdraw/", key_status_account.key_status_withdraw, name="key_status_withdraw"),
    path("accounts/<int:pk>/key-status/decide/", key_status_account.key_status_decide, name="key_status_decide"),
]

WORTH = [
    path("accounts/<int:pk>/worth/", worth.worth, name="worth"),
    path("accounts/<int:pk>/worth/panel/", worth.worth_panel, name="worth_panel"),
    path("accounts/<int:pk>/worth/history/", worth.worth_story, name="worth_story"),
    path("accounts/<int:pk>/worth/margin.svg", worth.worth_picture, {"name": "margin"}, name="worth_margin_svg"),
    path("accounts/<int:pk>/worth/lifetime.svg", worth.worth_picture, {"name": "lifetime"}, name="worth_lifetime_svg"),
    path("accounts/<int:pk>/worth/export.csv", worth.worth_file, {"form": "csv"}, name="worth_csv"),
    path("accounts/<int:pk>/worth/export.xlsx", worth.worth_file, {"form": "xlsx"}, name="worth_xlsx"),
    path("accounts/<int:pk>/worth/terms/", worth_entry.worth_terms, name="worth_terms"),
    path("worth/terms/", worth_entry.worth_terms_of_house, name="worth_terms_of_house"),
    *(
        path(f"accounts/<int:account_pk>/worth/{kind}/{end}", view, {"kind": kind}, name=f"worth_{kind}_{act}")
        for kind in worth_entry.ENTRIES
        for act, end, view in (
            ("add", "add/", worth_entry.entry_add),
            ("edit", "<int:pk>/edit/", worth_entry.entry_edit),
            ("remove", "<int:pk>/remove/", worth_entry.entry_remove),
        )
    ),
]

CONCENTRATION = [
    path("concentration/", concentration.concentration, name="concentration"),
    path(
        "concentration/lorenz.svg",
        concentration.concentration_picture,
        {"name": "lorenz"},
        name="concentration_lorenz_svg",
    ),
    path(
        "concentration/before.svg",
        concentration.concentration_picture,
        {"name": "before"},
        name="concentration_before_svg",
    ),
    path("concentration/export.csv", concentration.concentration_file, {"form": "csv"}, name="concentration_csv"),
    path("concentration/export.xlsx", concentration.concentration_file, {"form": "xlsx"}, name="concentration_xlsx"),
]

TENURE = [
    path("tenure/", tenure.tenure, name="tenure"),
    path("tenure/export.csv", tenure.tenure_file, {"form": "csv"}, name="tenure_csv"),
    path("tenure/export.xlsx", tenure.tenure_file, {"form": "xlsx"}, name="tenure_xlsx"),
]

PORTFOLIO = [
    path("portfolio/", portfolio.portfolio, name="portfolio"),
    *(
        path(
            f"portfolio/{sheet}.{form}",
            portfolio.portfolio_file,
            {"form": form, "sheet": sheet},
            name=f"portfolio_{sheet}_{form}",
        )
        for sheet in SHEETS
        for form in ("csv", "xlsx")
    ),
]

STRENGTH = [
    path("strength/", factors.factor_set, name="factor_set"),
    path("strength/draft/", factors.factor_set_edit, name="factor_set_edit"),
    path("strength/draft/publish/", factors.factor_set_publish, name="factor_set_publish"),
    path("strength/draft/discard/", factors.factor_set_discard, name="factor_set_discard"),
    path("accounts/<int:pk>/strength/", strength.account_strength, name="account_strength"),
    path("accounts/<int:pk>/strength/judge/", strength.strength_judge, name="strength_judge"),
    path("accounts/<int:pk>/strength/factors.svg", strength.account_strength_picture, name="account_strength_svg"),
    path(
        "accounts/<int:pk>/strength/export.csv",
        strength.account_strength_file,
        {"form": "csv"},
        name="account_strength_csv",
    ),
    path(
        "accounts/<int:pk>/strength/export.xlsx",
        strength.account_strength_file,
        {"form": "xlsx"},
        name="account_strength_xlsx",
    ),
    path("accounts/<int:account_pk>/strength/<int:pk>/", strength.strength_judgement, name="strength_judgement"),
]

MATRIX = [
    path("matrix/", matrix.matrix, name="matrix"),
    path("matrix/export.csv", matrix.matrix_file, {"form": "csv"}, name="matrix_csv"),
    path("matrix/export.xlsx", matrix.matrix_file, {"form": "xlsx"}, name="matrix_xlsx"),
    path("matrix/matrix.svg", matrix.matrix_picture, name="matrix_svg"),
    path("matrix/lines/", matrix_lines.matrix_lines, name="matrix_lines"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", include(SIGN_IN)),
    *PEOPLE,
    *FIGURES,
    *ACCOUNTS,
    *VALUE,
    *OF_THE_CUSTOMER,
    *IMPORTS,
    *CONTACTS,
    *TEAMS,
    *TIERS,
    *PORTFOLIO,
    *ATTRACTIVENESS,
    *STRENGTH,
    *MATRIX,
    *WORTH,
    *CONCENTRATION,
    *TENURE,
    *KEY_STATUS,
]
