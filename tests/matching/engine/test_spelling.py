from matching.engine.spelling import SpellingIndex

NAMES = ["machine learning", "data analysis", "Microsoft Access", "welding", "project management", "機器學習"]


def test_a_misspelt_name_is_read_as_what_it_means():
    index = SpellingIndex(NAMES, range(len(NAMES)))
    assert index.meant(["Machine Learnign", "data anaylsis", "proejct management"]) == [0, 1, 4]


def test_another_name_is_no_misspelling():
    index = SpellingIndex(NAMES, range(len(NAMES)))
    assert index.meant(["Microsoft Project", "machine operation", "data", "机器学系", ""]) == [None] * 5
    assert index.meant([]) == []


def test_letters_that_swapped_places_are_read_however_many_names_look_more_alike():
    # Two swapped letters leave "lay carept" three trigrams of its own name: fewer than each of these has.
    names = [f"lay carep{end}" for end in ("abcdefgh", "ijklmnop", "qrstuvwx", "yzabcdef", "ghijklmn", "opqrstuv")]
    index = SpellingIndex([*names, "lay carpet"], range(7))
    assert index.meant(["lay carept"]) == [6]
    assert index.meant(["tep yal carp"]) == [None]
