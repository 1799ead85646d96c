"""Which encoding a text file is in: marks first, then UTF-8, then the better of GB18030 and Big5."""

from matching.engine.folding import fold, is_ideograph

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# The most frequent characters of written Chinese and of adverts, in simplified form.
FREQUENT = frozenset(
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都"
    "然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长工业务技术司部经理员师程序软件开发"
    "职位岗要求招聘薪资薪酬公司岗位香港深圳数据分析设计产品研究实习毕业大学硕士学士本科英文中文能力熟悉负责项目管理机器学习人工智能"
)


def _score(text: str) -> float:
    """Return the share of frequent characters among the Chinese ones (0 to 1); 0.5 where there are none."""
    chinese = [character for character in fold(text[:20_000]) if is_ideograph(character)]
    if not chinese:
        return 0.5
    return sum(character in FREQUENT for character in chinese) / len(chinese)


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of `data` and the name of its encoding. Never raises: what fits nothing is read with marks."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    best: tuple[float, str, str] | None = None
    for encoding in ("gb18030", "big5hkscs"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if best is None or _score(text) > best[0]:
            best = (_score(text), text, encoding)
    if best is None:
        return data.decode("utf-8", errors="replace"), "unknown"
    return best[1], best[2]
