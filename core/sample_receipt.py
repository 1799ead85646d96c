"""The specimen receipt that explains receipts: on the front page and in the style guide. It adds up to 74.60."""

from dataclasses import replace

from django.utils.translation import gettext as _

from core.receipt import Line, Receipt, Share


def sample_receipt() -> Receipt:
    """Return the specimen in the reader's language."""
    words = {"met": _("Met"), "partly": _("Partly"), "missing": _("Missing"), "not_stated": _("Not stated")}
    rows = [
        ("Python", _("Must · advanced"), "met", _("Skill “Python”, advanced; work experience"), 700, 700, "must"),
        (_("Machine learning"), _("Must · working"), "met", _("Skill “Machine learning”"), 700, 700, "must"),
        ("PyTorch", _("Should · working"), "partly", _("Related skill: TensorFlow"), 400, 700, "should"),
        ("Docker", _("Should"), "missing", _("Nothing in the profile speaks of it"), 0, 420, "should"),
        (_("All skills taken together"), "", "partly", _("How near the profile is to the role"), 3050, 4300, ""),
        (_("Title and the rest of the text"), "", "partly", _("Headline and experience"), 1260, 1680, ""),
        (_("Site"), _("Hong Kong"), "met", _("Wish: Hong Kong"), 600, 600, ""),
        (_("Pay"), "", "not_stated", _("The posting does not state its pay"), 150, 300, ""),
        (_("Start"), _("From July 2027"), "met", _("Available from July 2027"), 600, 600, ""),
    ]
    shares = (Share("Python", 1300), Share(_("Machine learning"), 1200), Share("PyTorch", 550))
    groups = ["asked"] * 5 + ["words"] + ["wishes"] * 3
    lines = [
        Line(label, detail, status, words[status], source, points, most, group=group, importance=importance)
        for (label, detail, status, source, points, most, importance), group in zip(rows, groups, strict=True)
    ]
    lines[4] = replace(lines[4], shares=shares)
    return Receipt(score=sum(line.points for line in lines), lines=tuple(lines))
