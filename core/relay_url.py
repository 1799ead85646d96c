"""Reads EMAIL_URL, the address of the mail server. Knows no Django, because the settings import it."""

from urllib.parse import parse_qs, unquote, urlsplit


def parse_relay_url(url: str) -> dict[str, object] | None:
    """Return the arguments of Django's SMTP backend for `smtp://user:password@host:587/?tls=1`, None for no server.

    `smtp` means plain or, with `tls=1` or `tls=true`, STARTTLS; `smtps` means TLS at once.
    Raises ValueError for other schemes.
    """
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError("EMAIL_URL has to look like smtp://user:password@host:587/?tls=1 or smtps://host")
    encrypted = parts.scheme == "smtps"
    return {
        "host": parts.hostname,
        "port": parts.port or (465 if encrypted else 25),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": encrypted,
        "use_tls": not encrypted and parse_qs(parts.query).get("tls", [""])[-1] in {"1", "true"},
        "timeout": 10,
    }
