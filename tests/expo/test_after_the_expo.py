"""What the pages say once an edition is closed: nobody is sent to a gate that is shut."""

import pytest
from django.test import Client
from django.urls import reverse

from expo.enums import EditionState
from expo.models import Edition, Registration
from tests.factories import (
    EditionEmployerFactory,
    EditionFactory,
    MembershipFactory,
    OrganiserFactory,
    PostingFactory,
    ProfileFactory,
    RegistrationFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return EditionFactory(state=EditionState.RUNNING)


def close(edition: Edition) -> None:
    """Close the edition as the organiser does: by the button of its page."""
    desk = Client()
    desk.force_login(OrganiserFactory())
    assert "Close the edition" in desk.get(reverse("expo:edition_edit", args=[edition.pk])).content.decode()
    assert desk.post(reverse("expo:edition_step", args=[edition.pk, "close"])).status_code == 302
    edition.refresh_from_db()
    assert edition.is_over


def test_the_public_reads_that_it_is_over(client: Client, edition: Edition) -> None:
    posting = PostingFactory(edition=edition)
    urls = [reverse("expo:front"), reverse("expo:posting_list"), reverse("expo:posting_detail", args=[posting.pk])]
    assert not any("is over" in client.get(url).content.decode() for url in urls)
    close(edition)
    for url in urls:
        assert "This edition is over" in client.get(url).content.decode(), url
    assert "Registration is not open now." in _register_page(client)


def _register_page(client: Client) -> str:
    client.force_login(ProfileFactory().user)
    return client.get(reverse("expo:register")).content.decode()


def test_a_pass_sends_nobody_to_the_gate(client: Client, edition: Edition) -> None:
    registration = RegistrationFactory(edition=edition, profile=ProfileFactory())
    client.force_login(registration.profile.user)
    pages = [reverse("expo:my_pass"), reverse("expo:profile"), reverse("expo:front")]
    gate, *links = [client.get(url).content.decode() for url in pages]
    assert "Show it at the gate" in gate and all("Show my pass" in page for page in links)
    close(edition)
    gate, *links = [client.get(url).content.decode() for url in pages]
    assert "Show it at the gate" not in gate and "the pass is not needed any more" in gate
    assert not any("Show my pass" in page or "Cancel my registration" in page for page in links)
    assert Registration.objects.filter(pk=registration.pk, cancelled_at=None).exists()


def test_the_employer_reads_it_at_the_desk(client: Client, edition: Edition) -> None:
    part = EditionEmployerFactory(edition=edition)
    client.force_login(MembershipFactory(organisation=part.organisation).user)
    url = reverse("expo:org_home", args=[part.organisation.slug])
    assert "This edition is over" not in client.get(url).content.decode()
    close(edition)
    assert "Your adverts stay readable." in client.get(url).content.decode()
