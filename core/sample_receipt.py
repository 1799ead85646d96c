"""The specimen receipt that explains receipts: on the front page and in the style guide. It adds up to 74.60."""

from django.utils.translation import gettext as _

from core.receipt import Line, Receipt


def sample_receipt() -> Receipt:
    """Return the specimen in the reader's language."""
    words = {"met": _("Met"), "partly": _("Partly"), "missing": _("Missing"), "not_stated": _("Not stated")}
    rows = [
        ("Python", _("Must · advanced"), "met", _("Skill “Python”, advanced; work experience"), 1600, 1600, "must"),
        (_("Machine learning"), _("Must · working"), "met", _("Skill “Machine learning”"), 1600, 1600, "must"),
        ("PyTorch", _("Should · working"), "partly", _("Related skill: TensorFlow"), 900, 1600, "should"),
        ("Docker", _("Should"), "missing", _("Nothing in the profile speaks of it"), 0, 960, "should"),
        (_("Title and the rest of the text"), "", "partly", _("Headline and experience"), 1460, 2240, ""),
        (_("Site"), _("Hong Kong"), "met", _("Wish: Hong Kong"), 800, 800, ""),
        (_("Pay"), "", "not_stated", _("The posting does not state its pay"), 300, 400, ""),
        (_("Start"), _("From July 2027"), "met", _("Available from July 2027"), 800, 800, ""),
    ]
    groups = ["asked"] * 4 + ["words"] + ["wishes"] * 3
    lines = tuple(
        Line(label, detail, status, words[status], source, points, most, group=group, importance=importance)
        for (label, detail, status, source, points, most, importance), group in zip(rows, groups, strict=True)
    )
    return Receipt(score=sum(line.points for line in lines), lines=lines)
