"""The settings that an environment makes: which database, storage, queue and mail, and what is refused."""

import re
import runpy
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

POSTGRES = "postgres://user:secret@db.example:5432/thidua"
REDIS = "redis://queue.example:6379/0"
SETTINGS = Path(__file__).parents[1] / "emulation" / "settings.py"
ASKED_FOR = set(re.findall(r'env\.\w+\("(\w+)"', SETTINGS.read_text()))


@pytest.fixture
def settings_of(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """The settings in an environment that says nothing but what is given."""
    monkeypatch.setattr("environ.Env.read_env", lambda path: None)  # the .env of this checkout is no part of the tests
    for name in ASKED_FOR:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))

    def read(**environment: str) -> dict[str, Any]:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(SETTINGS))

    return read


def test_every_setting_is_explained_in_the_example() -> None:
    explained = re.findall(r"^#(\w+)=", (SETTINGS.parents[1] / ".env.example").read_text(), re.MULTILINE)
    assert set(explained) - {"HOST", "PORT", "DEMO"} == ASKED_FOR


def test_without_any_setting_everything_is_kept_in_one_folder_of_files(settings_of: Any, tmp_path: Path) -> None:
    made, var = settings_of(), tmp_path / "var"
    assert (made["EMBEDDED"], made["DATABASES"]["default"]["NAME"]) == (True, str(var / "thi-dua.sqlite3"))
    assert made["DATABASES"]["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert made["STORAGES"]["default"]["OPTIONS"] == {"location": str(var / "files"), "base_url": None}
    assert made["CACHES"]["default"] == {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(var / "cache")}
    assert made["CELERY_BROKER_TRANSPORT_OPTIONS"]["data_folder_in"] == str(var / "broker")
    assert (made["EMAIL_BACKEND"], made["EMAIL_FILE_PATH"]) == ("django.core.mail.backends.filebased.EmailBackend", str(var / "mail"))
    assert (var / "broker").is_dir()


def test_an_embedded_installation_makes_its_own_secret_once_and_shows_it_to_nobody(settings_of: Any, tmp_path: Path) -> None:
    first, second = settings_of()["SECRET_KEY"], settings_of()["SECRET_KEY"]
    kept = tmp_path / "var" / "secret-key"
    assert (first == second == kept.read_text(), len(first) > 80, kept.stat().st_mode & 0o777) == (True, True, 0o600)


def test_a_given_secret_is_used_and_none_is_written(settings_of: Any, tmp_path: Path) -> None:
    assert settings_of(SECRET_KEY="given")["SECRET_KEY"] == "given"
    assert not (tmp_path / "var" / "secret-key").exists()


def test_several_machines_must_share_a_secret(settings_of: Any) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^Set SECRET_KEY: every web and worker machine must share one\.$"):
        settings_of(DATABASE_URL=POSTGRES)


def test_in_production_database_queue_and_cache_are_servers(settings_of: Any) -> None:
    made = settings_of(DATABASE_URL=POSTGRES, REDIS_URL=REDIS, SECRET_KEY="x")
    database = made["DATABASES"]["default"]
    assert {name: database[name] for name in ("ENGINE", "HOST", "NAME", "CONN_MAX_AGE", "CONN_HEALTH_CHECKS")} == {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "db.example",
        "NAME": "thidua",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
    assert (made["EMBEDDED"], made["CELERY_BROKER_URL"]) == (False, REDIS)
    assert made["CACHES"]["default"] == {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS}


def test_files_go_to_the_folder_named_and_to_nothing_else(settings_of: Any) -> None:
    assert settings_of(STORAGE_URL="file:///mnt/chung")["STORAGES"]["default"]["OPTIONS"]["location"] == "/mnt/chung"
    with pytest.raises(ImproperlyConfigured, match=r"^STORAGE_URL must start with file://, not 's3://bucket'\.$"):
        settings_of(STORAGE_URL="s3://bucket")


def test_mail_goes_to_the_server_named(settings_of: Any) -> None:
    made = settings_of(EMAIL_URL="smtp+tls://user:secret@mail.example:587")
    assert {name: made[name] for name in ("EMAIL_BACKEND", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_USE_TLS", "EMAIL_TIMEOUT")} == {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "mail.example",
        "EMAIL_PORT": 587,
        "EMAIL_HOST_USER": "user",
        "EMAIL_USE_TLS": True,
        "EMAIL_TIMEOUT": 20,
    }


SECURE = ["SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD"]


@pytest.mark.parametrize(
    ("environment", "secure", "debug"),
    [({}, True, False), ({"INSECURE_HTTP": "1"}, False, False), ({"DEBUG": "1"}, False, True), ({"DEBUG": "1", "INSECURE_HTTP": "0"}, True, True)],
)
def test_the_site_is_served_over_https_unless_told_otherwise(settings_of: Any, environment: dict[str, str], secure: bool, debug: bool) -> None:
    made = settings_of(**environment)
    assert ([made[name] for name in SECURE], made["SECURE_HSTS_SECONDS"] > 0, made["DEBUG"]) == ([secure] * 5, secure, debug)


@pytest.mark.parametrize(("environment", "header"), [({}, None), ({"BEHIND_PROXY": "1"}, ("HTTP_X_FORWARDED_PROTO", "https"))])
def test_a_proxy_is_believed_only_when_there_is_one(settings_of: Any, environment: dict[str, str], header: tuple[str, str] | None) -> None:
    assert settings_of(**environment)["SECURE_PROXY_SSL_HEADER"] == header


def test_links_in_mail_begin_with_the_address_of_the_site(settings_of: Any) -> None:
    made = settings_of(SITE_URL="https://thidua.example/", ALLOWED_HOSTS="thidua.example,www.thidua.example")
    assert (made["SITE_URL"], made["CSRF_TRUSTED_ORIGINS"], made["ACCOUNT_DEFAULT_HTTP_PROTOCOL"], made["ALLOWED_HOSTS"]) == (
        "https://thidua.example",
        ["https://thidua.example"],
        "https",
        ["thidua.example", "www.thidua.example"],
    )


def test_issued_papers_are_kept_beside_the_other_files_in_a_folder_of_their_own_or_in_s3(settings_of: Any, tmp_path: Path) -> None:
    whole = "emulation.issuing.keeping.WholeFiles"
    assert settings_of()["STORAGES"]["papers"] == {"BACKEND": whole, "OPTIONS": {"location": str(tmp_path / "var" / "files"), "base_url": None}}
    assert settings_of(STORAGE_URL="file:///mnt/chung")["STORAGES"]["papers"]["OPTIONS"]["location"] == "/mnt/chung"
    made = settings_of(PAPERS_STORAGE_URL="s3://van-ban/kho/giay?endpoint=https://s3.example&region=hn-1")["STORAGES"]["papers"]
    assert made["BACKEND"] == "storages.backends.s3.S3Storage"
    assert {name: made["OPTIONS"][name] for name in ("bucket_name", "location", "endpoint_url", "region_name", "default_acl", "querystring_auth")} == {
        "bucket_name": "van-ban",
        "location": "kho/giay",
        "endpoint_url": "https://s3.example",
        "region_name": "hn-1",
        "default_acl": None,
        "querystring_auth": True,
    }
    assert settings_of(PAPERS_STORAGE_URL="s3://van-ban")["STORAGES"]["papers"]["OPTIONS"]["endpoint_url"] is None
    with pytest.raises(ImproperlyConfigured, match="PAPERS_STORAGE_URL must start with file:// or s3://"):
        settings_of(PAPERS_STORAGE_URL="ftp://x")
