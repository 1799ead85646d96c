"""The administration reads and asks for choices in words, never in the codes that the database keeps."""

import pytest
from django.test import Client

from expo.models import Edition, PostingLanguage, ProfileLanguage
from tests.factories.accounts import AdministratorFactory, OrganisationFactory
from tests.factories.expo import EditionFactory, ProfileFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(AdministratorFactory(language="zh-hans"))
    return client


def test_the_wishes_of_a_candidate_are_told_in_words(administrator: Client) -> None:
    profile = ProfileFactory(wished_sites=["hk", "sz"], wished_kinds=["internship"])
    ProfileLanguage.objects.create(profile=profile, ability="putonghua", level=4)
    page = administrator.get(f"/admin/expo/candidateprofile/{profile.pk}/change/").text
    assert "香港、深圳" in page
    assert "实习" in page
    for code in ("hk, sz", "internship", "putonghua"):
        assert f">{code}" not in page


def test_the_places_of_an_edition_are_ticked(administrator: Client) -> None:
    edition = EditionFactory(sites=["hk"])
    url = f"/admin/expo/edition/{edition.pk}/change/"
    page = administrator.get(url)
    assert 'type="checkbox" name="sites" value="sz"' in page.text
    form = page.context["adminform"].form
    sent = {name: form[name].value() or "" for name in form.fields} | {"sites": ["hk", "sz"]}
    assert administrator.post(url, sent).status_code == 302
    assert Edition.objects.get(pk=edition.pk).sites == ["hk", "sz"]


def test_when_an_organisation_was_made_is_not_typed(administrator: Client) -> None:
    page = administrator.get(f"/admin/accounts/organisation/{OrganisationFactory().pk}/change/").text
    assert 'name="created_at' not in page
    assert 'type="checkbox" name="sites"' in page


@pytest.mark.parametrize("model", [ProfileLanguage, PostingLanguage])
def test_a_language_names_itself_in_words(model: type) -> None:
    assert str(model(ability="putonghua", level=4)) == "Spoken Putonghua · Native-like"
