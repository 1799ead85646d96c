import gzip

import numpy as np

from matching.engine.embedding import StaticModel
from matching.engine.glosses import Glosses, read_dictionary

ENTRIES = """# a remark
軟件 软件 [ruan3 jian4] /(computer) software/CL:個|个[ge4]/
工程師 工程师 [gong1 cheng2 shi1] /engineer/CL:位[wei4]/
做 做 [zuo4] /to do/to make/
王 王 [Wang2] /surname Wang/
乙 乙 [yi3] /variant of 甲/
"""


def dictionary(tmp_path):
    path = tmp_path / "words.gz"
    path.write_bytes(gzip.compress(ENTRIES.encode()))
    return read_dictionary(path)


def test_entries_keep_what_a_word_means_and_nothing_else(tmp_path):
    assert dictionary(tmp_path) == {"软件": ("software",), "工程师": ("engineer",), "做": ("do", "make")}


def test_runs_are_cut_into_the_longest_words_and_other_words_stay_whole(tmp_path):
    glosses = Glosses(lambda: dictionary(tmp_path))
    assert glosses.cut("Java 軟件工程師做 C++ 甲") == ["java", "软件", "工程师", "做", "c++", "甲"]


def test_a_dictionary_is_read_when_a_chinese_text_comes():
    read = []
    model = StaticModel(
        np.eye(4, dtype=np.float16),
        lambda word: [0 if word == "software" else 1 if word == "engineer" else 3],
        glosses=Glosses(lambda: read.append(1) or {"软件": ("software",), "工程师": ("engineer",)}),
    )
    model.embed(["software engineer"])
    assert read == []
    rows = model.embed(["software engineer", "軟件工程師", "软件 工程师", "数"])
    assert read == [1]
    assert np.allclose(rows[0], rows[1])
    assert np.allclose(rows[1], rows[2])
    assert rows[3].tolist() == [0, 0, 0, 1]


def test_what_is_cut_again_is_cut_the_same_whatever_became_of_the_first_answer():
    glosses = Glosses(lambda: {"机器": ("machine",), "学习": ("study",)})
    first = glosses.cut("機器學習 and 机器")
    first.clear()
    assert glosses.cut("机器学习 and 機器") == ["机器", "学习", "and", "机器"]
