from matching.engine.spelling import SpellingIndex

NAMES = ["machine learning", "data analysis", "Microsoft Access", "welding", "project management", "機器學習"]


def test_a_misspelt_name_is_read_as_what_it_means():
    index = SpellingIndex(NAMES, range(len(NAMES)))
    assert index.meant(["Machine Learnign", "data anaylsis", "proejct management"]) == [0, 1, 4]


def test_another_name_is_no_misspelling():
    index = SpellingIndex(NAMES, range(len(NAMES)))
    assert index.meant(["Microsoft Project", "machine operation", "data", "机器学系", ""]) == [None] * 5
    assert index.meant([]) == []
