from expo.search_text import chinese_bigrams, search_form


def test_search_form_makes_script_width_case_and_spacing_the_same() -> None:
    assert search_form("機器學習") == search_form("机器学习") == "机器学习"
    assert search_form("Ｐｙｔｈｏｎ  and  C++/C#") == "python and c++ c#"


def test_chinese_bigrams_do_not_cross_other_characters() -> None:
    assert chinese_bigrams("机器学 ai 芯片") == ["器学", "机器", "芯片"]
