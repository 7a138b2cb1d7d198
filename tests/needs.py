"""What some tests need from the machine: without it they are skipped with a plain reason, and fail where CI=true forbids skipping."""

import os
import shutil
from pathlib import Path

import pytest

JARS = Path("/usr/share/java")
NPM = Path(__file__).resolve().parent.parent / ".ci/npm"


def need(found: object, what: str) -> None:
    """Skip the test when something is not there, or fail where nothing may be skipped."""
    if not found:
        reason = f"{what} is missing"
        pytest.fail(f"{reason}, and with CI=true nothing may be skipped") if os.environ.get("CI") == "true" else pytest.skip(reason)


def chromium() -> str:
    """The path of the browser."""
    path = shutil.which(os.environ.get("CHROMIUM", "chromium"))
    need(path, "Chromium (CHROMIUM)")
    return str(path)


def firefox() -> str:
    """The path of Debian's Firefox, or of another."""
    path = shutil.which("firefox-esr") or shutil.which("firefox")
    need(path, "Firefox (firefox-esr)")
    return str(path)


def from_npm(file: str) -> Path:
    """A file of the packages that .ci/npm pins."""
    path = NPM / "node_modules" / file
    need(path.exists(), f"{file.partition('/')[0]} (npm ci --prefix .ci/npm)")
    return path


def vnu() -> list[str]:
    """The command that runs the HTML checker."""
    java = shutil.which("java")
    need(java, "Java")
    return [str(java), "-jar", str(from_npm("vnu-jar/build/dist/vnu.jar"))]


def node() -> str:
    """The path of Node.js."""
    path = shutil.which("node")
    need(path, "Node.js (node)")
    return str(path)


def soffice() -> str:
    """The path of LibreOffice."""
    path = shutil.which("soffice")
    need(path, "LibreOffice (soffice)")
    return str(path)


def preflight() -> list[str]:
    """The command that runs PDFBox Preflight from Debian's packages."""
    jars = [JARS / f"{name}.jar" for name in ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "javax.activation", "jaxb-api")]
    java = shutil.which("java")
    need(java and all(jar.exists() for jar in jars), "PDFBox Preflight (libpdfbox2-java)")
    return [str(java), "-cp", ":".join(map(str, jars))]


def redis_url() -> str:
    """The Redis database for tests; what else is in it is left alone."""
    url = os.environ.get("TEST_REDIS_URL", "")
    need(url, "Redis (TEST_REDIS_URL)")
    return url
