"""Every setting. What differs per machine comes from the environment (see environment.py)."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from kamplan.environment import read_database, read_machine

ROOT = Path(__file__).resolve().parent.parent
MACHINE = read_machine(ROOT)
VAR = MACHINE.var
env = environ.Env()

DEBUG = MACHINE.debug
SECRET_KEY = MACHINE.secret_key
SECRET_KEY_FALLBACKS = env.list("KAMPLAN_OLD_SECRET_KEYS", default=[])
LINK_KEY = MACHINE.link_key  # links of surveys, and who has unsubscribed, are worked out with it: kept for ever
OLD_LINK_KEYS = env.list("KAMPLAN_OLD_LINK_KEYS", default=[])  # former ones: by them who unsubscribed is still known
ALLOWED_HOSTS = list(MACHINE.hosts)
SITE_ADDRESS = MACHINE.site_address
DEMO = MACHINE.demo
CURRENCY = MACHINE.currency  # all sums are in it; other currencies are converted with dated rates

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "kamplan.browser_libraries.StaticFiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "simple_history",
    "template_partials",
    "kamplan",
    "accounts",
    "surveys",
    "planning",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kamplan.middleware.session_limits",
    "kamplan.middleware.language_and_zone",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kamplan.middleware.SignInFirst",
    "kamplan.middleware.two_step_first",
    "kamplan.middleware.never_stored",
    "kamplan.errors.wrong_method",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "kamplan.urls"
WSGI_APPLICATION = "kamplan.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "kamplan.templatetags.kamplan"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# --- data -------------------------------------------------------------------------------------------------------------
SQLITE = {
    "transaction_mode": "IMMEDIATE",  # DEFERRED fails at once when two writers meet
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    " PRAGMA cache_size=-65536;"
    " PRAGMA secure_delete=ON;",  # what is erased is overwritten, not just forgotten
}
POSTGRESQL = {
    "options": "-c statement_timeout=30000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000"
}

DATABASES = {"default": read_database(VAR)}
DATABASES["default"]["OPTIONS"] = SQLITE if "sqlite" in DATABASES["default"]["ENGINE"] else POSTGRESQL
DATABASES["default"]["CONN_MAX_AGE"] = 600
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # lock-out counts here: nobody may push their own count out
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
MEDIA_ROOT = VAR / "files"

# --- people -----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.views.sign_in.SignIn"
ACCOUNT_FORMS = {"login": "accounts.forms.sign_in.SignInForm", "reset_password": "accounts.forms.sign_in.ForgottenForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up; allauth reads here what sign-in asks for
ACCOUNT_EMAIL_VERIFICATION = "none"  # an administrator gives the address
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 - a class
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_RATE_LIMITS = {"login_failed": "30/5m/ip,10/5m/key"}  # ten wrong passwords for one address, then five minutes
MFA_ADAPTER = "accounts.views.two_step.TwoStep"
MFA_FORMS = {
    "add_webauthn": "accounts.forms.passkey.AddPasskeyForm",
    "edit_webauthn": "accounts.forms.passkey.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "kamplan"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not MACHINE.encrypted
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if MACHINE.behind_proxy else 0
TWO_STEP_REQUIRED_OF = ("admin", "director") if MACHINE.serves_strangers and not MACHINE.demo else ()

# --- language, time ---------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("nb", _("Norwegian"))]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Oslo"

# --- look -------------------------------------------------------------------------------------------------------------
CRISPY_ALLOWED_TEMPLATE_PACKS = ["bootstrap5"]
CRISPY_TEMPLATE_PACK = "bootstrap5"
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "kamplan.browser_libraries.BrowserLibraryFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "kamplan.browser_libraries.HashedStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # compressing the others too takes as long again
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- doors ------------------------------------------------------------------------------------------------------------
ENCRYPTED = MACHINE.encrypted
SECURE_SSL_REDIRECT = ENCRYPTED
SECURE_HSTS_SECONDS = 31536000 if ENCRYPTED else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENCRYPTED
SECURE_HSTS_PRELOAD = ENCRYPTED
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if MACHINE.behind_proxy else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_NAME = "__Host-kamplan" if ENCRYPTED else "kamplan"
SESSION_COOKIE_SECURE = ENCRYPTED
SESSION_COOKIE_AGE = 12 * 60 * 60  # from the sign-in on, used or not
SESSION_IDLE_AGE = 2 * 60 * 60
CSRF_COOKIE_NAME = "__Host-csrf" if ENCRYPTED else "csrf"
CSRF_COOKIE_SECURE = ENCRYPTED
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "kamplan.errors.csrf_failure"
DATA_UPLOAD_MAX_NUMBER_FILES = 5
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "kamplan.errors.CappedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- mail -------------------------------------------------------------------------------------------------------------
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("KAMPLAN_MAIL_FROM", "kamplan@localhost")
EMAIL_FILE_PATH = VAR / "outbox"
MAIL_LEAVES = bool(env.str("KAMPLAN_MAIL_URL", ""))
if MAIL_LEAVES:
    vars().update(env.email_url("KAMPLAN_MAIL_URL"))
else:
    EMAIL_BACKEND = "kamplan.outbox.OutboxBackend"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "kamplan.masking.MaskedLine", "format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "kamplan": {"level": "INFO"},
        "django": {"handlers": []},  # its own would print each line a second time, secrets and all
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
