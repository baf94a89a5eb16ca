"""Addresses of people: sign-in, their own pages, users and units."""

from allauth.account import views as front_door
from allauth.mfa.base import views as two_step
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as authenticator_app
from allauth.mfa.webauthn import views as passkeys
from django.urls import include, path, re_path

from accounts.views import link, me, session, unit, user

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

urlpatterns = [path("sign-in/", include(SIGN_IN)), *PEOPLE]
