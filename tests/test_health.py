"""The page that tells a watcher whether the installation works, and nothing more."""

from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.db import connections
from django.test import Client

URL = "/suc-khoe/"


class BrokenStorage:
    """A file storage whose disk has gone."""

    def exists(self, name: str) -> bool:
        raise OSError(f"{name}: the disk has gone")


def test_all_is_well_when_database_and_storage_answer(client: Client, db: None) -> None:
    answer = client.get(URL)
    assert (answer.status_code, answer.json()) == (200, {"database": True, "storage": True})
    assert answer["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_a_storage_that_cannot_be_read_is_reported(client: Client, db: None, settings: Any) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": f"{__name__}.BrokenStorage"}}
    answer = client.get(URL)
    assert (answer.status_code, answer.json()) == (503, {"database": True, "storage": False})


def test_a_database_that_does_not_answer_is_reported(client: Client, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = connections["default"]
    connection.close()
    nowhere = {**connection.settings_dict, "NAME": "/no/such/database", "HOST": "127.0.0.1", "PORT": "1"}
    with monkeypatch.context() as patch:
        patch.setattr(connection, "settings_dict", nowhere)
        answer = client.get(URL)
        connection.close()
    assert (answer.status_code, answer.json()) == (503, {"database": False, "storage": True})
    assert client.get(URL).status_code == 200


def test_only_looking_is_allowed(client: Client, db: None) -> None:
    assert [getattr(client, method)(URL).status_code for method in ("head", "post", "put", "delete")] == [200, 405, 405, 405]


def test_the_door_that_gunicorn_opens_answers(transactional_db: None) -> None:
    from emulation.wsgi import application

    environ: dict[str, Any] = {"PATH_INFO": URL, "SERVER_NAME": "localhost"}
    setup_testing_defaults(environ)
    said: list[str] = []
    list(application(environ, lambda status, headers: said.append(status)))
    assert said == ["200 OK"]
