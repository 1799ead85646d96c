"""The style guide shows every part, in demo settings only."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.sample_receipt import sample_receipt


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "zh-hant", "zh-hans"])
def test_the_guide_opens_in_every_language(client: Client, language: str) -> None:
    response = client.get(reverse("core:styleguide"), headers={"accept-language": language})
    assert response.status_code == 200
    assert response.content.count(b'class="receipt-bar') == 3


@pytest.mark.django_db
def test_there_is_no_guide_outside_the_demo(client: Client, settings: Any) -> None:
    settings.DEMO = False
    assert client.get(reverse("core:styleguide")).status_code == 404


def test_the_sample_receipt_adds_up() -> None:
    receipt = sample_receipt()
    assert sum(points for _status, points, _most in receipt.segments) == receipt.score == 7460
    assert sum(most for _status, _points, most in receipt.segments) == 10000
    assert [group.points_text for group in receipt.groups] == ["48.50", "12.60", "13.50"]
