"""What every test stands on: quick settings, a private folder for files, and a small world of two communes."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project_settings
from django.utils import timezone

from emulation.celery import app
from registrations.demonstration.loading import load
from tests.addresses import build_site
from tests.kept import built_once
from tests.world import World, build_world

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the thread of the test

project_settings.SECURE_SSL_REDIRECT = project_settings.SESSION_COOKIE_SECURE = project_settings.CSRF_COOKIE_SECURE = False
project_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
project_settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
project_settings.CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
project_settings.STATIC_ROOT = project_settings.VAR_DIR / "nothing-collected"  # whitenoise reads all of it for each new client of a test,
project_settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # and warns when it is not there
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}
pytest_plugins = ["tests.browser", "tests.serving"]  # their fixtures
gc.set_threshold(50_000, 20, 50)  # seldom: a fifth of the time of the tests went into looking for garbage
app.conf.task_always_eager = True  # a real worker is another process: see test_worker.py


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses the database: what does not is the same on both engines, and `make test` runs it once."""
    for item in items:
        if item.get_closest_marker("django_db") or DATABASE_FIXTURES & {*getattr(item, "fixturenames", [])}:
            item.add_marker("database")


@pytest.fixture(autouse=True)
def private_files(settings: Any, tmp_path: Path) -> None:
    """Uploaded and rendered files of one test, in its own folder."""
    made = {name: settings.STORAGES[name] | {"OPTIONS": {"location": str(tmp_path / "files"), "base_url": None}} for name in ("default", "papers")}
    settings.STORAGES = settings.STORAGES | made


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """Rate limits of one test are not those of the next."""
    from django.core.cache import cache

    yield
    cache.clear()


@pytest.fixture
def world(request: pytest.FixtureRequest, db: None) -> World:
    """The two communes; that of `site` for a test that asks for `site` too."""
    built: World = built_once(build_site if "site" in request.fixturenames else build_world)
    return built


def load_demonstration() -> None:
    load(timezone.now())


@pytest.fixture
def demonstration(db: None) -> None:
    """What `make run` loads, without the papers of registrations, which are rendered afterwards."""
    built_once(load_demonstration)


@pytest.fixture
def site(world: World) -> World:
    """The world with everything that the pages of the access table need."""
    return world
