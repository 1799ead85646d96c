"""Browsers and devices by name."""

import pytest

from core.browsers import device_name

CHROME = "Mozilla/5.0 ({}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 {}"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (CHROME.format("Windows NT 10.0; Win64; x64", "Safari/537.36"), "Chrome · Windows"),
        (CHROME.format("Windows NT 10.0", "Safari/537.36 Edg/140.0"), "Edge · Windows"),
        (CHROME.format("Linux; Android 15; Pixel 9", "Mobile Safari/537.36"), "Chrome · Android"),
        (CHROME.format("Linux; Android 14", "Mobile Safari/537.36 MicroMessenger/8.0"), "WeChat · Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox · Mac"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", ""),
    ],
)
def test_device_name(user_agent: str, name: str) -> None:
    assert device_name(user_agent) == name
