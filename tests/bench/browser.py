"""What a real browser fetches to show the account list with nothing in its cache."""

import os

MOST_REQUESTS, MOST_KILOBYTES = 12, 200


def cold_list(port: int, cookie: str) -> str:
    """Requests and kilobytes as they cross the wire, or why they were not counted."""
    chromium = os.environ.get("KAMPLAN_CHROMIUM") or "/usr/bin/chromium"
    if not os.path.exists(chromium):  # noqa: PTH110
        return "cold account list in the browser: not counted, Chromium is not installed\n"
    from playwright.sync_api import sync_playwright

    address = f"http://localhost:{port}/accounts/"
    name, value = cookie.split("=", 1)
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = chrome.new_context().new_page()
        page.context.add_cookies([{"name": name, "value": value, "url": address}])
        protocol = page.context.new_cdp_session(page)
        protocol.send("Network.enable")
        sizes: list[float] = []
        protocol.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        page.goto(address, wait_until="networkidle")
        title = page.title()
        chrome.close()
    kilobytes = sum(sizes) / 1000
    missed = len(sizes) > MOST_REQUESTS or kilobytes > MOST_KILOBYTES
    mark = "  <- more than its aim" if missed else ""
    return f"cold in the browser, '{title}': {len(sizes)} requests, {kilobytes:.0f} kB{mark}\n"
