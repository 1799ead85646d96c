"""A role as schema.org JobPosting, for search engines, job boards and our own importer."""

from typing import Any

from core.text import pick
from expo.enums import Importance, PayPeriod, WorkSite
from expo.models import Posting
from expo.queries.posting_page import PostingPage, employment_type, published_on

UNITS = {PayPeriod.HOUR: "HOUR", PayPeriod.DAY: "DAY", PayPeriod.MONTH: "MONTH", PayPeriod.YEAR: "YEAR"}
PLACES = {
    WorkSite.HK: [{"addressCountry": "HK", "addressRegion": "Hong Kong"}],
    WorkSite.SZ: [{"addressCountry": "CN", "addressRegion": "Guangdong", "addressLocality": "Shenzhen"}],
}
PLACES[WorkSite.BOTH] = PLACES[WorkSite.HK] + PLACES[WorkSite.SZ]
PLACES[WorkSite.REMOTE] = []


def _pay(posting: Posting) -> dict[str, Any] | None:
    if posting.pay_min is None and posting.pay_max is None:
        return None
    value: dict[str, Any] = {"@type": "QuantitativeValue", "unitText": UNITS[PayPeriod(posting.pay_period)]}
    if posting.pay_min is not None:
        value["minValue"] = posting.pay_min
    if posting.pay_max is not None:
        value["maxValue"] = posting.pay_max
    return {"@type": "MonetaryAmount", "currency": posting.pay_currency, "value": value}


def job_posting(page: PostingPage, *, url: str, language: str) -> dict[str, Any]:
    """Return the JSON-LD of a role in `language`; a fact that is not stated is left out."""
    posting = page.posting
    title, written = pick(posting, "title", language)
    requirements = [item for group in page.groups for item in group.requirements]
    names = {item.pk: item.text or pick(item.skill, "name", language)[0] for item in requirements}
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "url": url,
        "inLanguage": {"zh-hant": "zh-Hant", "zh-hans": "zh-Hans"}.get(written, "en"),
        "title": title,
        "description": pick(posting, "description", language)[0] or title,
        "datePosted": str(published_on(posting) or ""),
        "employmentType": employment_type(posting),
        "totalJobOpenings": posting.openings,
        "industry": pick(posting.cluster, "name", language)[0],
        "hiringOrganization": {"@type": "Organization", "name": pick(posting.organisation, "name", language)[0]},
        "skills": [names[item.pk] for item in requirements if item.importance != Importance.NICE],
        "jobLocation": [
            {"@type": "Place", "address": {"@type": "PostalAddress", **place}}
            for place in PLACES[WorkSite(posting.site)]
        ],
        "identifier": {
            "@type": "PropertyValue",
            "name": posting.organisation.slug,
            "value": posting.reference or str(posting.pk),
        },
    }
    if posting.site == WorkSite.REMOTE:
        data["jobLocationType"] = "TELECOMMUTE"
        data["applicantLocationRequirements"] = [{"@type": "Country", "name": code} for code in ("HK", "CN")]
    if pay := _pay(posting):
        data["baseSalary"] = pay
    if posting.starts_from:
        data["jobStartDate"] = str(posting.starts_from)
    return {key: value for key, value in data.items() if value not in ("", [])}
