"""Where the bytes of issued papers are kept: a storage of their own, in which a file is there whole or not at all."""

import hashlib
import os
import secrets
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages


class WholeFiles(FileSystemStorage):
    """A folder in which a kill in the middle of writing leaves no half file under the name, only a ".part" that nobody reads.

    A file of the same name is written over: names are made of digests, so it holds the same bytes.
    """

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def _save(self, name: str, content: Any) -> str:
        part: str = super()._save(f"{name}.{secrets.token_hex(4)}.part", content)  # type: ignore[misc]  # not in the stubs
        with open(self.path(part), "rb") as written:
            os.fsync(written.fileno())
        os.replace(self.path(part), self.path(name))
        return name


def papers_storage() -> Storage:
    """The storage "papers" of the settings."""
    return storages["papers"]


def digest_of(content: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def keep(content: bytes, ending: str = "pdf") -> str:
    """Put the bytes into storage, if they are not there yet; the name that they have there, which is made of their digest."""
    digest = digest_of(content)
    name, storage = f"van-ban/{digest[:2]}/{digest}.{ending}", papers_storage()
    if storage.exists(name):
        return name
    return storage.save(name, ContentFile(content))


def kept_bytes(name: str) -> bytes:
    """What is in storage under the name. Raises OSError when it is not there."""
    with papers_storage().open(name) as file:
        content: bytes = file.read()
    return content
