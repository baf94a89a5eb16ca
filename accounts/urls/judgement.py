"""Addresses of judgement: classes, attractiveness, strength, and who is a key account."""

from django.urls import path

from accounts.views import (
    account_attractiveness,
    attractiveness,
    criteria_set,
    factors,
    key_status,
    key_status_account,
    key_status_round,
    pyramid,
    pyramid_what_if,
    strength,
    tier_override,
    tier_set,
)

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

urlpatterns = [*TIERS, *ATTRACTIVENESS, *STRENGTH, *KEY_STATUS]
