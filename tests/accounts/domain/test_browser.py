"""Browsers and devices, read from how browsers name themselves."""

import pytest

from accounts.domain.browser import recognised

ENGINE = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "browser", "device"),
    [
        (f"Mozilla/5.0 (X11; Linux x86_64) {ENGINE} Chrome/142.0.0.0 Safari/537.36", "Chrome", "Linux"),
        (f"Mozilla/5.0 (Linux; Android 10; K) {ENGINE} Chrome/142.0.0.0 Mobile Safari/537.36", "Chrome", "Android"),
        (f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {ENGINE} Chrome/142.0.0.0 Safari/537.36", "Chrome", "ChromeOS"),
        (f"Mozilla/5.0 (Windows NT 10.0) {ENGINE} Chrome/142.0.0.0 Safari/537.36 Edg/142.0", "Edge", "Windows"),
        (f"Mozilla/5.0 (Windows NT 10.0) {ENGINE} Chrome/142.0.0.0 Safari/537.36 OPR/124.0", "Opera", "Windows"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox", "Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/26.0 Safari/605.1.15", "Safari", "Mac"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) Version/26.0 Safari/604.1", "Safari", "iPhone"),
        ("Mozilla/5.0 (iPad; CPU OS 18_7 like Mac OS X) CriOS/142.0 Mobile/15E148 Safari/604.1", "Chrome", "iPad"),
    ],
)
def test_a_browser_and_its_device_are_told_by_their_marks(agent, browser, device):
    assert recognised(agent) == (browser, device)


@pytest.mark.parametrize("agent", ["", "curl/8.5.0", "Firefox", "Mozilla/5.0 (X11; Linux x86_64)", "Chrome/142.0"])
def test_what_names_no_browser_or_no_device_is_not_guessed(agent):
    assert recognised(agent) is None
