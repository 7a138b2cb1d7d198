"""A newcomer types two commands, `git clone` and `make run`: the site answers, keeps its data, and leaves nothing behind when stopped."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.conf import settings

pytestmark = [
    pytest.mark.slow,
    pytest.mark.once,  # make run chooses SQLite by itself
]

FIRST_START = 900  # seconds: it downloads and installs everything
LATER_START = 120
STOP = 45


def wait_until(condition: Callable[[], object], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.2)
    return bool(condition())


def free_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return server.getsockname()[1]


def own_environment() -> dict[str, str]:
    """The environment without what make, pytest and the settings of this run put into it."""
    ours = set(re.findall(r"^#([A-Z_]+)=", (settings.BASE_DIR / ".env.example").read_text(), re.MULTILINE))
    return {
        name: value
        for name, value in os.environ.items()
        if name not in ours | {"CHROMIUM", "DJANGO_SETTINGS_MODULE"} and not name.startswith(("MAKE", "MFLAGS", "PYTEST", "COV", "TEST_"))
    }


@dataclass
class Newcomer:
    """A clone with a home of its own; every process it starts carries `mark` in its environment."""

    folder: Path
    port: int = field(default_factory=free_port)
    mark: str = field(default_factory=lambda: f"NEWCOMER={uuid.uuid4()}")

    @property
    def var(self) -> Path:
        return self.folder / "var"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def make_run(self, output: Path) -> subprocess.Popen[bytes]:
        environment = {**own_environment(), "PORT": str(self.port), "VAR_DIR": str(self.var), "NEWCOMER": self.mark.partition("=")[2]}
        with output.open("wb") as file:
            return subprocess.Popen(
                ["make", "run"],
                cwd=self.folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @contextmanager
    def running(self, output: Path, seconds: float) -> Iterator[subprocess.Popen[bytes]]:
        """`make run`, from when the site answers; whatever is left of it at the end is killed, so that a failure leaves nothing."""
        make = self.make_run(output)
        try:
            wait_until(lambda: self.answers() or make.poll() is not None, seconds)
            assert self.answers(), output.read_text()
            yield make
        finally:
            for pid in self.processes():
                os.kill(pid, signal.SIGKILL)
            make.wait()

    def answers(self) -> bool:
        try:
            with urlopen(f"{self.address}/suc-khoe/", timeout=5) as response:
                return response.status == 200
        except (URLError, OSError):
            return False

    def get(self, path: str) -> str:
        with urlopen(self.address + path, timeout=10) as response:
            return response.read().decode()

    def processes(self) -> list[int]:
        return [int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdigit() and self.started(folder)]

    def started(self, process: Path) -> bool:
        try:
            return self.mark.encode() in (process / "environ").read_bytes().split(b"\0")
        except OSError:
            return False

    def accounts(self) -> list[tuple[int, str, str]]:
        """Names and salted passwords: an account made anew would differ."""
        with closing(sqlite3.connect(self.var / "thi-dua.sqlite3")) as database:
            return database.execute("SELECT id, username, password FROM people_user ORDER BY id").fetchall()


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> Newcomer:
    folder = tmp_path_factory.mktemp("newcomer") / "clone"
    subprocess.run(["git", "clone", "--quiet", str(settings.BASE_DIR), str(folder)], check=True, env=own_environment())
    return Newcomer(folder)


def test_the_site_starts_keeps_its_data_and_stops_whole(newcomer: Newcomer, tmp_path: Path) -> None:
    first, second, refused = tmp_path / "first", tmp_path / "second", tmp_path / "refused"

    with newcomer.running(first, FIRST_START) as make:
        accounts = newcomer.accounts()
        printed = first.read_text()
        assert f"       {newcomer.address}\n" in printed
        assert [name for _, name, _ in accounts if re.search(rf"\b{re.escape(name)}\b", printed)], printed
        sheet = re.search(r'href="(/static/[^"]+\.css)"', newcomer.get("/"))
        assert sheet
        assert newcomer.get(sheet[1])

        assert newcomer.make_run(refused).wait(timeout=LATER_START) != 0
        assert f"Cổng {newcomer.port} của 127.0.0.1 đang được dùng." in refused.read_text()

        assert wait_until(lambda: len(newcomer.processes()) >= 10, STOP)  # make, honcho and its two helpers, 1 + 2 web, 1 + 2 worker, clock
        os.killpg(make.pid, signal.SIGINT)  # as a terminal does for Ctrl-C
        assert wait_until(lambda: not newcomer.processes(), STOP), first.read_text()

    with newcomer.running(second, LATER_START) as make:
        assert newcomer.accounts() == accounts
        assert "Installing" not in second.read_text()
        make.send_signal(signal.SIGTERM)
        assert wait_until(lambda: not newcomer.processes(), STOP), second.read_text()
