"""The reviewed table of permissions: what everybody gets from every page. A page without a row fails the tests.

Written down here a second time on purpose: it does not import the doors it checks. A number is the answer to be given;
200 stands for any page that works, 302 after a change and 422 for a form with faults included.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

Door = Mapping[str, int]


def door(otherwise: int, **standing: int) -> Door:
    """What each standing gets, and what all the others get."""
    return {"otherwise": otherwise, **standing}


@dataclass(frozen=True)
class Page:
    """One row: the kind of object its address names, and the door for looking and for sending."""

    about: str = "nothing"
    get: Door | None = None
    post: Door | None = None
    body: Callable[[Any, Any], dict[str, Any]] = lambda world, thing: {}
    public: bool = False  # open to those who have not signed in
    changes: bool = False  # whether `body` changes the database when somebody sends it who may

    def door(self, method: str) -> Door | None:
        return self.post if method == "POST" else self.get if method in ("GET", "HEAD") else None


@dataclass(frozen=True)
class SignIn:
    """A page of the sign-in library. It is about nobody but its visitor, who may be anonymous on the public ones."""

    public: bool = False


# Standings towards an account: owner, manager, member, director, admin, and everybody else. Those of its contacts,
# team and history are the same.
SEE = door(404, owner=200, manager=200, member=200, director=200)
EDIT = door(404, owner=200, manager=200, member=403, director=403)
EDIT_CONTACTS = door(404, owner=200, manager=200, member=200, director=403)
HAND_OVER = door(404, owner=403, manager=200, member=403, director=200)

# A mail in the outbox holds somebody's link: for who may edit its survey, and no sign of it for all the others.
OUTBOX_MAIL = door(404, maker=200, manager=200)

# Standings towards a survey: maker, manager, kam (of its unit or above), director, member (who sees its account).
SEE_SURVEY = door(404, maker=200, manager=200, kam=200, director=200, member=200)
SEE_RESPONDENT = door(404, maker=200, manager=200, director=200, member=200)  # only who sees his account
EDIT_SURVEY = door(404, maker=200, manager=200, kam=403, director=403, member=403)
REPEAT_SURVEY = door(404, maker=200, manager=200, kam=200, director=403, member=403)

# A file of answers is its sender's own, and only for those who may ask customers at all.
UPLOAD = door(403, self=200, asker=404)

# So is a file of accounts, contacts or revenue.
IMPORT = door(403, self=200, asker=404)

# Standings where no object is named: the role anywhere.
EVERYBODY = door(200)
PORTFOLIO_SHEETS = ("answers", "classes", "pareto", "matrix", "moves", "concentration", "shares", "accounts")
ADMINISTRATORS = door(403, admin=200)
CREATORS = door(403, kam=200, manager=200)

# Standings towards a person or a unit: admin of its unit or above, outside (admin, but elsewhere), everybody else.
ADMINISTER = door(403, admin=200, outside=404)

# An answer page is for who came by the link: nobody who signs in does, whatever his role.
ASKED = door(404, asked=200)

# Standings towards the house as a whole: who administers a unit at the top, who directs one, and everybody else.
ADMINISTER_THE_TOP = door(403, top=200)
JUDGE_AT_THE_TOP = door(403, top=200, director=200)
DIRECT_THE_TOP = door(403, director=200)

# Standings towards what belongs to one user alone.
MINE = door(404, self=200)


def marked(world: Any, invitation: Any) -> dict[str, Any]:
    """A form made for this person."""
    return {"mark": invitation.mark}


def satisfied(world: Any, invitation: Any) -> dict[str, Any]:
    return {"mark": invitation.mark, "satisfaction": "7"}


def in_english(world: Any, invitation: Any) -> dict[str, Any]:
    return {"mark": invitation.mark, "language": "en"}


PAGES: dict[str, Page | SignIn] = {
    "home": Page(get=EVERYBODY),
    "home_acts": Page(about="survey", get=SEE_SURVEY),
    "job": Page(about="job", get=MINE),
    "demo": Page(get=ADMINISTRATORS, post=ADMINISTRATORS),
    # --- coming in ----------------------------------------------------------------------------------------------------
    "account_login": SignIn(public=True),
    "account_logout": SignIn(public=True),
    "account_inactive": SignIn(public=True),
    "account_reauthenticate": SignIn(),
    "account_change_password": SignIn(),
    "account_set_password": SignIn(),
    "account_reset_password": SignIn(public=True),
    "account_reset_password_done": SignIn(public=True),
    "account_reset_password_from_key": SignIn(public=True),
    "account_reset_password_from_key_done": SignIn(public=True),
    "mfa_index": SignIn(),
    "mfa_authenticate": SignIn(public=True),
    "mfa_reauthenticate": SignIn(),
    "mfa_activate_totp": SignIn(),
    "mfa_deactivate_totp": SignIn(),
    "mfa_view_recovery_codes": SignIn(),
    "mfa_generate_recovery_codes": SignIn(),
    "mfa_download_recovery_codes": SignIn(),
    "mfa_list_webauthn": SignIn(),
    "mfa_add_webauthn": SignIn(),
    "mfa_login_webauthn": SignIn(public=True),
    "mfa_reauthenticate_webauthn": SignIn(),
    "mfa_edit_webauthn": SignIn(),
    "mfa_remove_webauthn": SignIn(),
    # --- people and units ---------------------------------------------------------------------------------------------
    "one_time_link": Page(about="link", get=EVERYBODY, post=EVERYBODY, public=True),
    "me": Page(get=EVERYBODY, post=EVERYBODY),
    "rights": Page(get=EVERYBODY),
    "session_list": Page(get=EVERYBODY),
    "session_end": Page(about="session", post=EVERYBODY),  # of somebody else's, nothing ends
    "session_end_others": Page(post=EVERYBODY),
    "user_list": Page(get=ADMINISTRATORS),
    "user_add": Page(get=ADMINISTRATORS, post=ADMINISTRATORS),
    "user": Page(about="person", get=ADMINISTER),
    "user_edit": Page(about="person", get=ADMINISTER, post=ADMINISTER),
    "user_invite": Page(about="person", post=ADMINISTER, changes=True),
    "user_deactivate": Page(about="person", get=ADMINISTER, post=ADMINISTER, changes=True),
    "user_reactivate": Page(about="person", post=ADMINISTER),
    "user_second_step": Page(about="person", post=ADMINISTER, changes=True),
    "role_add": Page(about="person", post=ADMINISTER),
    "role_remove": Page(about="role", post=ADMINISTER, changes=True),
    "unit_list": Page(get=ADMINISTRATORS),
    "unit_add": Page(get=ADMINISTRATORS, post=ADMINISTRATORS),
    "unit_edit": Page(about="unit", get=ADMINISTER, post=ADMINISTER),
    "unit_move": Page(about="unit", get=ADMINISTER, post=ADMINISTER),
    "unit_remove": Page(about="unit", post=ADMINISTER, changes=True),
    # --- figures ------------------------------------------------------------------------------------------------------
    "area_list": Page(about="house", get=ADMINISTER_THE_TOP),
    "area_add": Page(about="house", get=ADMINISTER_THE_TOP, post=ADMINISTER_THE_TOP),
    "area_edit": Page(about="area", get=ADMINISTER_THE_TOP, post=ADMINISTER_THE_TOP),
    "area_up": Page(about="area", post=ADMINISTER_THE_TOP, changes=True),
    "area_down": Page(about="area", post=ADMINISTER_THE_TOP, changes=True),
    "area_remove": Page(about="area", post=ADMINISTER_THE_TOP, changes=True),
    "rate_list": Page(about="house", get=ADMINISTER_THE_TOP, post=ADMINISTER_THE_TOP),
    "rate_edit": Page(about="rate", get=ADMINISTER_THE_TOP, post=ADMINISTER_THE_TOP),
    "rate_remove": Page(about="rate", post=ADMINISTER_THE_TOP, changes=True),
    # --- accounts -----------------------------------------------------------------------------------------------------
    "account_list": Page(get=EVERYBODY),
    "account_csv": Page(get=EVERYBODY),
    "account_xlsx": Page(get=EVERYBODY),
    "account_create": Page(get=CREATORS, post=CREATORS),
    "account_alike": Page(post=CREATORS),
    "account_parents": Page(get=EVERYBODY),
    "account_bin": Page(get=EVERYBODY),
    "account": Page(about="account", get=SEE),
    "account_edit": Page(about="account", get=EDIT, post=EDIT),
    "account_hand_over": Page(about="account", get=HAND_OVER, post=HAND_OVER),
    "account_delete": Page(about="account", post=EDIT, changes=True),
    "account_restore": Page(about="deleted account", post=EDIT, changes=True),
    **dict.fromkeys(("account_history", "account_latest", "account_judgement"), Page(about="account", get=SEE)),
    # --- classes ------------------------------------------------------------------------------------------------------
    **dict.fromkeys(("pyramid", "pyramid_csv", "pyramid_xlsx", "pyramid_svg"), Page(get=EVERYBODY)),
    **dict.fromkeys(("pyramid_moves", "pyramid_moves_csv", "pyramid_moves_xlsx"), Page(get=EVERYBODY)),
    **dict.fromkeys(("pyramid_what_if", "pyramid_what_if_csv", "pyramid_what_if_xlsx"), Page(get=EVERYBODY)),
    "portfolio": Page(get=EVERYBODY),
    **{f"portfolio_{sheet}_{form}": Page(get=EVERYBODY) for sheet in PORTFOLIO_SHEETS for form in ("csv", "xlsx")},
    "tier_set": Page(get=EVERYBODY),
    "tier_set_edit": Page(about="house", get=JUDGE_AT_THE_TOP, post=JUDGE_AT_THE_TOP),
    "tier_set_apply": Page(about="house", post=JUDGE_AT_THE_TOP, changes=True),
    "tier_set_discard": Page(about="house", post=JUDGE_AT_THE_TOP, changes=True),
    "tier_run_record": Page(about="house", post=JUDGE_AT_THE_TOP, changes=True),
    "tier_run_take_back": Page(about="tier run", post=JUDGE_AT_THE_TOP, changes=True),
    "tier_story": Page(about="account", get=SEE),
    "tier_story_csv": Page(about="account", get=SEE),
    "tier_story_xlsx": Page(about="account", get=SEE),
    "tier_override": Page(about="account", get=HAND_OVER, post=HAND_OVER),
    "tier_override_end": Page(about="account", post=HAND_OVER, changes=True),
    # --- attractiveness -----------------------------------------------------------------------------------------------
    **dict.fromkeys(("attractiveness", "attractiveness_csv", "attractiveness_xlsx"), Page(get=EVERYBODY)),
    **dict.fromkeys(("attractiveness_svg", "attractiveness_compare"), Page(get=EVERYBODY)),
    "attractiveness_compare_offers": Page(get=EVERYBODY),
    "criteria_set": Page(get=EVERYBODY),
    "criteria_set_edit": Page(about="house", get=JUDGE_AT_THE_TOP, post=JUDGE_AT_THE_TOP),
    "criteria_set_publish": Page(about="house", post=JUDGE_AT_THE_TOP, changes=True),
    "criteria_set_discard": Page(about="house", post=JUDGE_AT_THE_TOP, changes=True),
    "library_criterion_add": Page(about="house", get=JUDGE_AT_THE_TOP, post=JUDGE_AT_THE_TOP),
    "library_criterion_edit": Page(about="library criterion", get=JUDGE_AT_THE_TOP, post=JUDGE_AT_THE_TOP),
    "account_attractiveness": Page(about="account", get=SEE),
    "account_attractiveness_csv": Page(about="account", get=SEE),
    "account_attractiveness_xlsx": Page(about="account", get=SEE),
    "assessment": Page(about="assessment", get=SEE),
    "assessment_rate": Page(about="account", get=EDIT_CONTACTS, post=EDIT_CONTACTS),
    # --- relative strength --------------------------------------------------------------------------------------------
    "factor_set": Page(get=EVERYBODY),
    "factor_set_edit": Page(about="house", get=JUDGE_AT_THE_TOP, post=JUDGE_AT_THE_TOP),
    "factor_set_publish": Page(about="house", post=JUDGE_AT_THE_TOP, changes=True),
    "factor_set_discard": Page(about="house", post=JUDGE_AT_THE_TOP, changes=True),
    "account_strength": Page(about="account", get=SEE),
    "account_strength_svg": Page(about="account", get=SEE),
    "account_strength_csv": Page(about="account", get=SEE),
    "account_strength_xlsx": Page(about="account", get=SEE),
    "strength_judge": Page(about="account", get=EDIT_CONTACTS, post=EDIT_CONTACTS),
    "strength_judgement": Page(about="judgement", get=SEE),
    # --- the portfolio matrix -----------------------------------------------------------------------------------------
    **dict.fromkeys(("matrix", "matrix_svg", "matrix_csv", "matrix_xlsx"), Page(get=EVERYBODY)),
    "matrix_lines": Page(about="house", get=JUDGE_AT_THE_TOP, post=JUDGE_AT_THE_TOP),
    # --- key accounts -------------------------------------------------------------------------------------------------
    **dict.fromkeys(("key_status_list", "key_status_csv", "key_status_xlsx"), Page(get=EVERYBODY)),
    **dict.fromkeys(("key_status_due", "key_status_log"), Page(get=EVERYBODY)),
    **dict.fromkeys(("key_status_due_csv", "key_status_due_xlsx"), Page(get=EVERYBODY)),
    **dict.fromkeys(("key_status_log_csv", "key_status_log_xlsx"), Page(get=EVERYBODY)),
    "key_status_round": Page(
        about="house",
        get=EVERYBODY,
        post=DIRECT_THE_TOP,
        body=lambda world, thing: {"name": "Next", "until": timezone.localdate() + timedelta(days=30), "seen": 0},
        changes=True,
    ),
    "key_status_reach": Page(
        about="house", post=DIRECT_THE_TOP, body=lambda world, thing: {"open_to_all": "yes"}, changes=True
    ),
    "key_status": Page(about="account", get=SEE),
    "key_status_nominate": Page(about="account", get=SEE, post=SEE),
    "key_status_withdraw": Page(about="account", post=SEE),
    "key_status_decide": Page(about="account", get=HAND_OVER, post=HAND_OVER),
    # --- value --------------------------------------------------------------------------------------------------------
    "value": Page(about="account", get=SEE),
    "value_panel": Page(about="account", get=SEE),
    "value_svg": Page(about="account", get=SEE),
    "value_csv": Page(about="account", get=SEE),
    "value_xlsx": Page(about="account", get=SEE),
    "budget_add": Page(about="account", get=EDIT, post=EDIT),
    "budget_edit": Page(about="budget", get=EDIT, post=EDIT),
    "budget_remove": Page(about="budget", post=EDIT, changes=True),
    # --- risk and worth -----------------------------------------------------------------------------------------------
    **dict.fromkeys(("worth", "worth_panel", "worth_story", "worth_csv", "worth_xlsx"), Page(about="account", get=SEE)),
    **dict.fromkeys(("worth_margin_svg", "worth_lifetime_svg"), Page(about="account", get=SEE)),
    "worth_terms": Page(about="account", get=EDIT, post=EDIT),
    "worth_terms_of_house": Page(about="house", get=JUDGE_AT_THE_TOP, post=JUDGE_AT_THE_TOP),
    "worth_switching_add": Page(about="account", get=EDIT, post=EDIT),
    "worth_switching_edit": Page(about="switching line", get=EDIT, post=EDIT),
    "worth_switching_remove": Page(about="switching line", post=EDIT, changes=True),
    "worth_wallet_add": Page(about="account", get=EDIT, post=EDIT),
    "worth_wallet_edit": Page(about="wallet rank", get=EDIT, post=EDIT),
    "worth_wallet_remove": Page(about="wallet rank", post=EDIT, changes=True),
    "worth_effort_add": Page(about="account", get=EDIT, post=EDIT),
    "worth_effort_edit": Page(about="kam effort", get=EDIT, post=EDIT),
    "worth_effort_remove": Page(about="kam effort", post=EDIT, changes=True),
    **dict.fromkeys(("concentration", "concentration_csv", "concentration_xlsx"), Page(get=EVERYBODY)),
    **dict.fromkeys(("concentration_lorenz_svg", "concentration_before_svg"), Page(get=EVERYBODY)),
    **dict.fromkeys(("tenure", "tenure_csv", "tenure_xlsx"), Page(get=EVERYBODY)),
    **dict.fromkeys(("uniqueness", "uniqueness_csv", "uniqueness_xlsx", "uniqueness_svg"), Page(get=EVERYBODY)),
    "uniqueness_rate": Page(about="area", get=JUDGE_AT_THE_TOP, post=JUDGE_AT_THE_TOP),
    # --- figures of the customer --------------------------------------------------------------------------------------
    "figure_list": Page(about="account", get=SEE),
    "figure_csv": Page(about="account", get=SEE),
    "figure_xlsx": Page(about="account", get=SEE),
    "profile_edit": Page(about="account", get=EDIT, post=EDIT, changes=True),
    "figure_add": Page(about="account", get=EDIT, post=EDIT),
    "figure_edit": Page(about="figure", get=EDIT, post=EDIT),
    "figure_remove": Page(about="figure", post=EDIT, changes=True),
    # --- imports ------------------------------------------------------------------------------------------------------
    "import_list": Page(get=CREATORS),
    "import_create": Page(get=CREATORS, post=CREATORS),
    "import_template_csv": Page(about="kind of import", get=CREATORS),
    "import_template_xlsx": Page(about="kind of import", get=CREATORS),
    "data_import": Page(about="import", get=IMPORT, post=IMPORT, changes=True),
    "import_map": Page(about="import", get=IMPORT, post=IMPORT),
    "import_read": Page(about="import", post=IMPORT),
    "import_areas": Page(about="import", post=IMPORT, changes=True),
    "import_undo": Page(about="import", post=IMPORT),
    "import_refused_csv": Page(about="import", get=IMPORT),
    "import_refused_xlsx": Page(about="import", get=IMPORT),
    # --- contacts and teams -------------------------------------------------------------------------------------------
    "contact_list": Page(get=EVERYBODY),
    "contact_csv": Page(get=EVERYBODY),
    "contact_xlsx": Page(get=EVERYBODY),
    "contact_bin": Page(get=EVERYBODY),
    "contact": Page(about="contact", get=SEE),
    "contact_edit": Page(about="contact", get=EDIT_CONTACTS, post=EDIT_CONTACTS),
    "contact_delete": Page(about="contact", post=EDIT_CONTACTS, changes=True),
    "contact_restore": Page(about="deleted contact", post=EDIT_CONTACTS, changes=True),
    "contact_create": Page(about="account", get=EDIT_CONTACTS, post=EDIT_CONTACTS),
    "contact_alike": Page(about="account", post=EDIT_CONTACTS),
    "team": Page(about="account", get=SEE, post=EDIT),
    "team_candidates": Page(about="account", get=EDIT),
    "member_edit": Page(about="member", get=EDIT, post=EDIT),
    "member_remove": Page(about="member", post=EDIT, changes=True),
    # --- surveys ------------------------------------------------------------------------------------------------------
    "survey_list": Page(get=EVERYBODY),
    "survey_bin": Page(get=EVERYBODY),
    "survey_create": Page(get=CREATORS, post=CREATORS),
    "survey_template_csv": Page(get=CREATORS),
    "survey_template_xlsx": Page(get=CREATORS),
    "upload": Page(about="upload", get=UPLOAD, post=UPLOAD),
    "survey": Page(about="survey", get=SEE_SURVEY),
    "survey_accounts": Page(about="survey", get=SEE_SURVEY),
    "survey_news": Page(about="open survey", get=SEE_SURVEY),
    "survey_comments": Page(about="open survey", get=SEE_SURVEY),
    "survey_comments_csv": Page(about="open survey", get=SEE_SURVEY),
    "survey_comments_xlsx": Page(about="open survey", get=SEE_SURVEY),
    "survey_answers": Page(about="open survey", get=SEE_SURVEY),
    "survey_answer": Page(about="respondent of open survey", get=SEE_RESPONDENT),
    "survey_waves": Page(about="open survey", get=SEE_SURVEY),
    "survey_waves_svg": Page(about="open survey", get=SEE_SURVEY),
    "survey_waves_csv": Page(about="open survey", get=SEE_SURVEY),
    "survey_waves_xlsx": Page(about="open survey", get=SEE_SURVEY),
    "survey_profile_svg": Page(about="survey", get=SEE_SURVEY),
    "survey_grid_svg": Page(about="survey", get=SEE_SURVEY),
    "survey_answers_svg": Page(about="survey", get=SEE_SURVEY),
    "survey_results_csv": Page(about="survey", get=SEE_SURVEY),
    "survey_results_xlsx": Page(about="survey", get=SEE_SURVEY),
    "survey_results_json": Page(about="survey", get=SEE_SURVEY),
    "survey_edit": Page(about="survey", get=EDIT_SURVEY, post=EDIT_SURVEY),
    "survey_delete": Page(about="survey", post=EDIT_SURVEY, changes=True),
    "survey_restore": Page(about="deleted survey", post=EDIT_SURVEY, changes=True),
    # --- surveys: asking by link --------------------------------------------------------------------------------------
    "survey_ask": Page(get=CREATORS, post=CREATORS),
    "survey_copy": Page(about="survey", get=REPEAT_SURVEY, post=REPEAT_SURVEY),
    "questionnaire": Page(about="draft survey", get=EDIT_SURVEY, post=EDIT_SURVEY),
    "survey_criteria": Page(about="draft survey", get=EDIT_SURVEY),
    "criterion_create": Page(about="draft survey", get=EDIT_SURVEY, post=EDIT_SURVEY),
    "criterion_edit": Page(about="criterion of draft survey", get=EDIT_SURVEY, post=EDIT_SURVEY),
    "criterion_add": Page(about="draft survey", post=EDIT_SURVEY, changes=True),
    "criterion_remove": Page(about="criterion of draft survey", post=EDIT_SURVEY, changes=True),
    "criterion_up": Page(about="criterion of draft survey", post=EDIT_SURVEY, changes=True),
    "criterion_down": Page(about="criterion of draft survey", post=EDIT_SURVEY, changes=True),
    "survey_preview": Page(about="draft survey", get=EDIT_SURVEY),
    "survey_open": Page(about="draft survey", get=EDIT_SURVEY, post=EDIT_SURVEY, changes=True),
    "survey_extend": Page(about="open survey", get=EDIT_SURVEY, post=EDIT_SURVEY),
    "survey_close": Page(about="open survey", get=EDIT_SURVEY, post=EDIT_SURVEY, changes=True),
    "survey_reopen": Page(about="closed survey", get=EDIT_SURVEY, post=EDIT_SURVEY, changes=True),
    # --- surveys: whom to ask -----------------------------------------------------------------------------------------
    "invitation_list": Page(about="open survey", get=EDIT_SURVEY),
    "invitation_csv": Page(about="open survey", get=EDIT_SURVEY),
    "invitation_xlsx": Page(about="open survey", get=EDIT_SURVEY),
    "invitation_response": Page(about="open survey", get=SEE_SURVEY),
    "invitation_send": Page(about="open survey", post=EDIT_SURVEY, changes=True),
    "recipient_contacts": Page(about="draft survey", get=EDIT_SURVEY, post=EDIT_SURVEY),
    "recipient_sellers": Page(about="draft survey", get=EDIT_SURVEY, post=EDIT_SURVEY),
    "recipient_list": Page(about="draft survey", get=EDIT_SURVEY, post=EDIT_SURVEY),
    "invitation": Page(about="invitation of open survey", get=EDIT_SURVEY, post=EDIT_SURVEY),
    "invitation_withdraw": Page(about="invitation of open survey", post=EDIT_SURVEY, changes=True),
    "invitation_bounced": Page(about="invitation of open survey", post=EDIT_SURVEY, changes=True),
    # --- surveys: mails -----------------------------------------------------------------------------------------------
    "survey_mail": Page(about="open survey", get=EDIT_SURVEY),
    "survey_mail_test": Page(about="draft survey", post=EDIT_SURVEY, changes=True),
    "survey_mail_again": Page(about="open survey", post=EDIT_SURVEY),
    "invitation_again": Page(about="invitation of open survey", post=EDIT_SURVEY),
    "reminder_list": Page(about="open survey", get=EDIT_SURVEY, post=EDIT_SURVEY),
    "reminder_remove": Page(about="reminder of open survey", post=EDIT_SURVEY, changes=True),
    "remind_now": Page(about="open survey", post=EDIT_SURVEY),
    "outbox": Page(get=EVERYBODY),
    "outbox_mail": Page(about="mail of open survey", get=OUTBOX_MAIL),
    "outbox_html": Page(about="mail of open survey", get=OUTBOX_MAIL),
    "unsubscribe": Page(about="unsubscription", get=EVERYBODY, post=EVERYBODY, public=True, changes=True),
    "unsubscribe_at_once": Page(
        about="unsubscription",
        get=EVERYBODY,
        post=EVERYBODY,
        body=lambda world, thing: {"List-Unsubscribe": "One-Click"},
        public=True,
        changes=True,
    ),
    # --- surveys: answering -------------------------------------------------------------------------------------------
    "survey_link": Page(about="link to open survey", get=EVERYBODY, public=True),
    "answer": Page(about="answers to open survey", get=ASKED, post=ASKED, body=marked, public=True, changes=True),
    "answer_opened": Page(about="answers to open survey", post=ASKED, body=marked, public=True, changes=True),
    "answer_questions": Page(about="answers to open survey", get=ASKED, post=ASKED, body=marked, public=True),
    "answer_save": Page(about="answers to open survey", post=ASKED, body=satisfied, public=True, changes=True),
    "answer_review": Page(about="answers to open survey", get=ASKED, post=ASKED, body=marked, public=True),
    "answer_thanks": Page(about="answers to open survey", get=ASKED, public=True),
    "answer_language": Page(about="answers to open survey", post=ASKED, body=in_english, public=True, changes=True),
    # --- personal data ------------------------------------------------------------------------------------------------
    "privacy": Page(get=ADMINISTRATORS),
    "privacy_csv": Page(get=ADMINISTRATORS),
    "privacy_xlsx": Page(get=ADMINISTRATORS),
    "privacy_person": Page(get=ADMINISTRATORS, post=ADMINISTRATORS),
    "privacy_request": Page(about="request", get=ADMINISTER),
    "privacy_leave_out": Page(about="request", post=ADMINISTER),
    "privacy_export": Page(about="request", post=ADMINISTER, changes=True),
    "privacy_erase": Page(about="request", get=ADMINISTER, post=ADMINISTER),
    "contact_data": Page(about="contact", get=EDIT_CONTACTS),
    "contact_data_export": Page(about="contact", post=EDIT_CONTACTS, changes=True),
}
