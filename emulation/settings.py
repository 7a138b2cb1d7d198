"""Settings. Each one that differs between installations comes from the environment: see .env.example."""

import secrets
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.bool("DEBUG", default=False)
INSECURE_HTTP = env.bool("INSECURE_HTTP", default=DEBUG)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

DATABASE_URL = env.str("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'thi-dua.sqlite3'}")
REDIS_URL = env.str("REDIS_URL", default="")
EMBEDDED = DATABASE_URL.startswith("sqlite")


def secret_key() -> str:
    """The SECRET_KEY given; an embedded installation without one makes its own and keeps it beside its data."""
    if given := env.str("SECRET_KEY", default=""):
        return given
    if not EMBEDDED:
        raise ImproperlyConfigured("Set SECRET_KEY: every web and worker machine must share one.")
    kept = VAR_DIR / "secret-key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(64))
    return kept.read_text()


SECRET_KEY = secret_key()

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "treebeard",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "emulation.vietnamese",
    "emulation.units",
    "emulation.people",
    "emulation.history",
    "emulation.typed",
    "emulation.attachments",
    "emulation.jobs",
    "emulation.papers",
    "emulation.notices",
    "emulation.issuing",
    "emulation.sheets",
    "emulation.campaigns",
    "emulation.drafting",
    "registrations",
    "awards",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "emulation.policy.say_policy",
    "emulation.compression.CompressPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "emulation.not_allowed.say_not_allowed",
    "emulation.nul.refuse_nul",
]

ROOT_URLCONF = "emulation.urls"
WSGI_APPLICATION = "emulation.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "emulation.people.context.surroundings",
                "emulation.notices.context.unread",
                "emulation.guide.context.help_link",
            ],
            "builtins": ["emulation.vietnamese.templatetags.vietnamese"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=20000;",
}
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
if EMBEDDED:
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(VAR_DIR / "cache")}
}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "emulation.people.passwords.LongEnough"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "emulation.people.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "emulation.people.forms.SignInForm",
    "change_password": "emulation.people.forms.PasswordChangeForm",
    "reauthenticate": "emulation.people.forms.PasswordAgainForm",
    "reset_password": "emulation.people.forms.PasswordResetForm",
    "reset_password_from_key": "emulation.people.forms.PasswordResetKeyForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = None  # the box on the page decides: office machines are shared
ACCOUNT_DEFAULT_HTTP_PROTOCOL = SITE_URL.partition(":")[0]

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["emulation.vietnamese.formats"]

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("tro-giup", BASE_DIR / "docs/guide/pictures")]


def storage(url: str) -> dict[str, object]:
    """The storage that a URL names: `file:///a/folder`, which every web and worker machine can reach."""
    if not url.startswith("file://"):
        raise ImproperlyConfigured(f"STORAGE_URL must start with file://, not {url!r}.")
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": url.removeprefix("file://"), "base_url": None},
    }


def papers_storage(url: str) -> dict[str, object]:
    """Where issued papers are kept: `file:///a/folder`, or `s3://BUCKET/PREFIX`; an S3-compatible server is named by `?endpoint=https://…`.

    The keys of S3 are those of the machine: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or its role.
    """
    parts = urlsplit(url)
    if parts.scheme == "file":
        return storage(url) | {"BACKEND": "emulation.issuing.keeping.WholeFiles"}
    if parts.scheme != "s3":
        raise ImproperlyConfigured(f"PAPERS_STORAGE_URL must start with file:// or s3://, not {url!r}.")
    asked = parse_qs(parts.query)
    options: dict[str, object] = {
        "bucket_name": parts.netloc,
        "location": parts.path.strip("/"),
        "endpoint_url": asked.get("endpoint", [None])[0],
        "region_name": asked.get("region", [None])[0],
        "default_acl": None,
        "file_overwrite": True,
        "querystring_auth": True,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


STORAGE_URL = env.str("STORAGE_URL", default=f"file://{VAR_DIR / 'files'}")
STORAGES = {
    "default": storage(STORAGE_URL),
    "papers": papers_storage(env.str("PAPERS_STORAGE_URL", default=STORAGE_URL)),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

ATTACHMENT_MOST_BYTES = env.int("ATTACHMENT_MOST_MB", default=20) * 1024 * 1024  # of one uploaded file
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# What rendering one paper may cost: weights are letters of plain text, see emulation/papers/limits.py and docs/decisions/0020.
PAPER_LIGHT = env.int("PAPER_LIGHT", default=60_000)  # up to this in the process that asks, beyond it in a child
PAPER_HEAVIEST = env.int("PAPER_HEAVIEST", default=3_000_000)
PAPER_SECONDS = env.int("PAPER_SECONDS", default=45)  # of a child
PAPER_MEMORY_MB = env.int("PAPER_MEMORY_MB", default=1024)

OFFICE_CERTIFICATES = env.str("OFFICE_CERTIFICATES", default="")
OFFICE_CERTIFICATE_PASSWORD = env.str("OFFICE_CERTIFICATE_PASSWORD", default="")
SIGNATURE_ROOTS = env.str("SIGNATURE_ROOTS", default="")

globals().update(env.email_url_config(env.str("EMAIL_URL", default=f"filemail:///{VAR_DIR / 'mail'}")))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Thi đua – Khen thưởng <thidua@localhost>")
EMAIL_TIMEOUT = 20

CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0.2}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
BROKER_DIR = VAR_DIR / "broker"
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {"visibility_timeout": 3600, "socket_timeout": 10, "socket_connect_timeout": 3}
else:
    BROKER_DIR.mkdir(exist_ok=True)
    CELERY_BROKER_URL = "filesystem://localhost//"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR),
        "data_folder_out": str(BROKER_DIR),
        "control_folder": str(BROKER_DIR / "control"),
    }

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not INSECURE_HTTP
SECURE_HSTS_SECONDS = 0 if INSECURE_HTTP else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not INSECURE_HTTP
SECURE_REDIRECT_EXEMPT = [r"^suc-khoe/$"]
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
