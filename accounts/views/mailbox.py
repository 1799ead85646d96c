"""Outgoing mails, read by the administrator: where the demo's mails land, and proof of what was sent."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.policies import can_read_mailbox
from accounts.queries.mailbox import mails_like
from core.http import HtmxHttpRequest
from core.models import OutboxMail

PAGE_SIZE = 25


def _is_real() -> bool:
    """Where mails reach people, codes to sign in are theirs alone; in the demo this page is the only way to them."""
    return settings.MAIL_RELAY is not None


@require_safe
def mailbox(request: HtmxHttpRequest) -> HttpResponse:
    """List the mails, newest first, with search over receiver, subject and text."""
    if not can_read_mailbox(request.actor):
        raise PermissionDenied
    text = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    page = Paginator(mails_like(text), PAGE_SIZE).get_page(request.GET.get("page"))
    if _is_real():
        for mail in page:
            mail.subject = mail.without_secret(mail.subject)
    return render(request, "accounts/mailbox.html", {"page": page, "q": text})


@require_safe
def mailbox_mail(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Show one mail as text; its HTML opens in a page of its own that runs and loads nothing."""
    if not can_read_mailbox(request.actor):
        raise PermissionDenied
    mail = get_object_or_404(OutboxMail, pk=pk)
    if _is_real():
        mail.subject, mail.body_text = mail.without_secret(mail.subject), mail.without_secret(mail.body_text)
    return render(request, "accounts/mailbox_mail.html", {"mail": mail})


@require_safe
def mailbox_html(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Show the HTML part as the receiver's program would, in a sandbox without scripts, forms or outside pictures."""
    if not can_read_mailbox(request.actor):
        raise PermissionDenied
    mail = get_object_or_404(OutboxMail.objects.exclude(body_html=""), pk=pk)
    response = HttpResponse(mail.without_secret(mail.body_html) if _is_real() else mail.body_html)
    response["Content-Security-Policy"] = (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"
    )
    return response
