"""Draws static/share.png anew, which messengers show beside a shared address: python docs/pictures/draw_share.py, from anywhere. Needs Chromium."""

import os
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "static/share.png"
SIZE = {"width": 1200, "height": 630}

if __name__ == "__main__":
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"))
        page = browser.new_page(viewport=SIZE)
        page.goto((HERE / "share.svg").as_uri())
        page.evaluate("document.fonts.ready")
        page.screenshot(path=TARGET)
        browser.close()
