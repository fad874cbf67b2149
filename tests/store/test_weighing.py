from rag.store.weighing import _integers, idf


def test_numbers_of_variable_length_are_read_as_fts5_writes_them() -> None:
    assert _integers(b"") == []
    assert _integers(bytes([5, 0x81, 0x00, 0x7F])) == [5, 128, 127]
    assert _integers(bytes([0xC0] + [0x80] * 7 + [0x01, 9])) == [1 << 63 | 1, 9]


def test_a_term_in_more_than_half_of_the_chunks_weighs_next_to_nothing() -> None:
    assert idf(10, 1) > idf(10, 4) > idf(10, 5) == idf(10, 9) == idf(3, 7) == 1e-6
