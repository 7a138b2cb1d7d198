"""Runs the web server and the worker with its clock until Ctrl-C, a TERM, a closed terminal, or the end of either; then stops both."""

import multiprocessing
import os
import shlex
import signal
import sys
from types import FrameType

from honcho import manager

WEB = "gunicorn emulation.wsgi --worker-class gthread --workers 2 --threads 4 --log-level warning --no-control-socket"
WORKER = "celery --quiet --app emulation worker --beat --concurrency 2 --without-gossip --without-mingle --loglevel WARNING"
AS_ROOT = "ignore:You're running the worker with superuser privileges"  # in a container one is

STOP = 20  # an idle worker on the file-system broker needs 7: its threads look up once a second, one after the other


class GentleManager(manager.Manager):
    """Asks only the parent processes to stop, so that what their children are doing can end; kills the rest after STOP seconds."""

    def __init__(self) -> None:
        super().__init__()
        self._procmgr.terminate = lambda pid: os.kill(pid, signal.SIGTERM)


def hang_up(_number: int, _frame: FrameType | None) -> None:
    """The terminal is gone: says nothing more to it, and stops."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, sys.stdout.fileno())
    os.dup2(silence, sys.stderr.fileno())
    signal.raise_signal(signal.SIGTERM)


def command(*arguments: str) -> str:
    return "exec " + shlex.join([sys.executable, *arguments])


def main(bind: str, schedule: str) -> int:
    """Serves at `bind` (host:port); `schedule` is the file in which the clock remembers its last runs."""
    multiprocessing.set_start_method("fork")  # honcho's helpers must keep the signal handlers set here
    signal.signal(signal.SIGHUP, hang_up)
    manager.KILL_WAIT = STOP
    both = GentleManager()
    both.add_process("web", command("-m", *WEB.split(), "--bind", bind))
    both.add_process("worker", command("-W", AS_ROOT, "-m", *WORKER.split(), "--schedule", schedule))
    both.loop()
    return both.returncode or 0


sys.exit(main(*sys.argv[1:]))
