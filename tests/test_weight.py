"""What a visit costs somebody with a small data plan, measured at the wire: the first, and every further one."""

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.serving import Served

pytestmark = [pytest.mark.slow, pytest.mark.once]
FIRST, REPEATED, REQUESTS = 120_000, 20_000, 12


def visit(window: BrowserContext, path: str) -> tuple[int, int, list[str]]:
    """(bytes that came over the wire, requests that went out, what was asked of other sites)."""
    page, bytes_in, urls = window.new_page(), [], []
    devtools = window.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.on("Network.loadingFinished", lambda event: bytes_in.append(event["encodedDataLength"]))
    devtools.on("Network.responseReceived", lambda event: None if event["response"].get("fromDiskCache") else urls.append(event["response"]["url"]))
    page.goto(path, wait_until="networkidle")
    here = page.url.split("/")[2]
    page.close()
    return int(sum(bytes_in)), len(urls), [url for url in urls if url.split("/")[2] != here]


def test_main_pages_are_light(served: Served, browser: Browser, capsys: pytest.CaptureFixture[str]) -> None:
    weighed = {}
    for name, (who, path) in served.pages(browser).items():
        signed_in = served.window_of(browser, who)
        window = browser.new_context(base_url=served.address, storage_state=signed_in.storage_state())  # signed in, and nothing in the cache
        weighed[name] = visit(window, path), visit(window, path)
        window.close()
        signed_in.close()
    with capsys.disabled():
        for name, ((first, requests, _), (again, _, _)) in weighed.items():
            print(f"\n{name:24} first visit {first / 1000:6.1f} kB in {requests:2} requests, again {again / 1000:5.1f} kB", end="")
    too_heavy = {name: seen for name, seen in weighed.items() if seen[0][0] > FIRST or seen[0][1] > REQUESTS or seen[1][0] > REPEATED}
    from_elsewhere = {name: seen for name, seen in weighed.items() if seen[0][2] or seen[1][2]}
    assert (too_heavy, from_elsewhere) == ({}, {})
