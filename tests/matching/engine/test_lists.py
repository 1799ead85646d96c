"""Lists: kept, ordered, joined, named."""

import numpy as np
import pytest

from matching.engine.data import Weights
from matching.engine.hashing import inputs_hash, result_hash
from matching.engine.lists import Lists, merge_posting_lists
from matching.engine.receipts import unpack_receipts
from matching.engine.topk import match
from tests.matching.engine.pools import VOCABULARY, blocks


def lists_of(rows: dict[int, list[tuple[int, int]]]) -> Lists:
    pairs = [pair for row in rows.values() for pair in row]
    return Lists.plain(
        np.array(list(rows), dtype=np.int64),
        np.cumsum([0, *map(len, rows.values())], dtype=np.int64),
        np.array([other for other, _ in pairs], dtype=np.int64),
        np.array([points for _, points in pairs], dtype=np.int32),
    )


def test_partial_lists_join_by_points_then_id() -> None:
    one = lists_of({7: [(3, 90), (5, 80)], 8: []})
    other = lists_of({8: [(4, 10)], 7: [(2, 90), (1, 80), (9, 70)]})
    merged = merge_posting_lists([one, other], 4)
    assert [row[:3] for row in merged.rows()] == [(7, [2, 3, 1, 5], [90, 90, 80, 80]), (8, [4], [10])]
    assert len(merge_posting_lists([], 4)) == 0


def test_lists_come_back_from_their_bytes() -> None:
    lists = match(*blocks(1, 40, 20), VOCABULARY, Weights()).posting_lists
    copy = Lists.from_bytes(lists.to_bytes())
    assert list(copy.rows()) == list(lists.rows())
    with pytest.raises(ValueError, match="not packed lists"):
        Lists.from_bytes(lists.to_bytes()[:-1])


def test_sorted_lists_hold_the_same_rows() -> None:
    lists = match(*blocks(1, 40, 20), VOCABULARY, Weights()).candidate_lists
    ordered = lists.sorted()
    assert list(ordered.rows()) == sorted(lists.rows())
    assert ordered.sorted() is ordered


def test_a_result_is_named_by_its_content() -> None:
    result = match(*blocks(1, 40, 20), VOCABULARY, Weights())
    name = result_hash(result.candidate_lists, result.posting_lists)
    assert name == result_hash(result.candidate_lists.sorted(), result.posting_lists.sorted())
    assert name != result_hash(result.posting_lists, result.candidate_lists)
    other = match(*blocks(1, 40, 20), VOCABULARY, Weights(title=11))
    assert name != result_hash(other.candidate_lists, other.posting_lists)


def test_inputs_are_named_in_their_order_and_by_their_cuts() -> None:
    assert inputs_hash([b"a", b"b"]) == inputs_hash(iter([b"a", b"b"]))
    assert len({inputs_hash(parts) for parts in ([b"a", b"b"], [b"b", b"a"], [b"ab"], [b"ab", b""])}) == 4


def test_receipts_of_an_empty_list_are_empty() -> None:
    assert unpack_receipts(np.array([0], dtype="<u2").tobytes()) == []


def test_receipts_of_a_wrong_length_are_refused() -> None:
    packed = match(*blocks(1, 4, 3), VOCABULARY, Weights()).candidate_lists
    mine = packed.receipts[: packed.receipt_offsets[1]]
    assert len(unpack_receipts(mine)) == packed.offsets[1]
    for wrong in (mine[:-4], mine + bytes(4), mine[:3] + b"\7" + mine[4:]):
        with pytest.raises(ValueError, match="not packed receipts|buffer"):
            unpack_receipts(wrong)


def test_receipts_of_before_engine_version_4_are_read() -> None:
    packed = match(*blocks(1, 4, 3), VOCABULARY, Weights()).candidate_lists
    new = unpack_receipts(packed.receipts[: packed.receipt_offsets[1]])
    head = np.array([len(new), *map(len, new)], dtype="<u2").tobytes()
    old = head + b"".join(lines.tobytes() for lines in new)
    assert [lines.tolist() for lines in unpack_receipts(old)] == [lines.tolist() for lines in new]
    with pytest.raises(ValueError, match="not packed receipts"):
        unpack_receipts(old + bytes(16))
