"""Where `make run` serves: refuses an address that cannot be had, and prints as shell assignments what follows from one that can.

Standard library only: it runs before anything is installed.
"""

import errno
import shlex
import socket
import subprocess
import sys
from contextlib import suppress

ANY = {"0.0.0.0", "::"}
LOCAL = ["localhost", "127.0.0.1", "[::1]"]


def refuse(english: str, vietnamese: str) -> None:
    sys.exit(f"\n  {vietnamese}\n  {english}\n")


def try_to_open(host: str, port: str) -> None:
    """Opens the address for a moment, and refuses it in plain words where that fails."""
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        refuse(f"PORT must be a number from 1 to 65535, not {port!r}.", f"PORT phải là một số từ 1 đến 65535, không phải {port!r}.")
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as server:
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            server.bind(address)
            server.listen()
    except socket.gaierror:
        refuse(f"No machine is called {host!r}: give another HOST.", f"Không có máy nào tên là {host!r}: hãy chọn HOST khác.")
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            other = f"PORT={next_port(port)} make run"
            refuse(
                f"Port {port} of {host} is already in use. Stop what uses it, or choose another: {other}",
                f"Cổng {port} của {host} đang được dùng. Hãy dừng chương trình đó, hoặc chọn cổng khác: {other}",
            )
        refuse(f"Cannot serve on {host} port {port}: {error.strerror}.", f"Không mở được cổng {port} của {host}: {error.strerror}.")


def next_port(port: str) -> int:
    return int(port) + 1 if int(port) < 65535 else 8001


def bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def addresses_of_this_machine() -> list[str]:
    """The address that others reach this machine at, then its further addresses, then its name."""
    found = []
    for family, elsewhere in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as outward:
            outward.connect((elsewhere, 9))  # sends nothing: it only chooses the address to send from
            found.append(outward.getsockname()[0])
    with suppress(OSError, subprocess.SubprocessError):
        found += subprocess.run(["hostname", "-I"], capture_output=True, text=True, check=True).stdout.split()
    return list(dict.fromkeys([*found, socket.gethostname()]))


def main(host: str, port: str) -> None:
    try_to_open(host, port)
    names = addresses_of_this_machine() if host in ANY else [host]
    site = f"http://{bracketed(names[0])}:{port}"
    allowed = dict.fromkeys([*map(bracketed, names), *LOCAL])
    print("bind=" + shlex.quote(f"{bracketed(host)}:{port}"))
    print("site_url=" + shlex.quote(site))
    print("allowed_hosts=" + shlex.quote(",".join(allowed)))


main(*sys.argv[1:])
