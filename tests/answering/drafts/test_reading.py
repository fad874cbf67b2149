"""Drafts in every form that models write are read the same, in whatever pieces they come."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answering.drafts.marked import Said
from rag.answering.drafts.reading import DraftReader

A, B = "Marco Vecchio ha firmato per ANIE.", "JeongHoi Kim ha firmato per KSIA."
CLAIMS = [{"text": A, "sentences": [1]}, {"text": B, "sentences": ["s2", "[s3]"]}]
JSON = json.dumps({"found": True, "claims": CLAIMS})


def read(*pieces: str, whole: bool = True) -> tuple[list[tuple[str, tuple[int, ...]]], DraftReader]:
    reader = DraftReader()
    said: list[Said] = []
    for piece in pieces:
        said += reader.feed(piece)
    said += reader.finish(whole=whole)
    return [(one.text, one.numbers) for one in said], reader


BOTH = [(A, (1,)), (B, (2, 3))]
FORMS = {
    "after the stop": f"{A} [s1] {B} [s2][s3]",
    "before the stop": f"{A[:-1]} [s1]. {B[:-1]} [s2, s3].",
    "without spaces": f"{A}[s1]{B}[s2;s3]",
    "upper case and words": f"{A} [S1] {B} [frasi 2 e 3]",
    "bare numbers": f"{A} [1] {B} [2,3]",
    "a range": f"{A} [s1] {B} [s2-s3]",
    "in parentheses": f"{A} (s1) {B} (s2, s3)",
    "in other brackets": f"{A} 【1】 {B} 【2】【3】",
    "at the head": f"[s1] {A} [s2][s3] {B}",
    "at the head, a line each": f"[s1] {A}\n[s2, s3] {B}",
    "a line each": f"{A} [s1]\n\n{B} [s2] [s3]\n",
    "the marker on its own line": f"{A}\n[s1]\n{B}\n[s2][s3]",
    "a list": f"- {A} [s1]\n- {B} [s2][s3]",
    "a numbered list": f"1. {A} [s1]\n2. {B} [s2][s3]",
    "bold": f"**{A}** [s1] **{B}** [s2][s3]",
    "bold with the marker inside": f"**{A} [s1]** **{B} [s2][s3]**",
    "after an introduction": f"Ecco la risposta:\n\n{A} [s1] {B} [s2][s3]",
    "under a heading": f"## Risposta\n{A} [s1] {B} [s2][s3]",
    "in a fence": f"```\n{A} [s1] {B} [s2][s3]\n```",
    "after a thought": f"<think>Vediamo: [s4] dice altro. Forse.</think>\n{A} [s1] {B} [s2][s3]",
    "after a thought whose opening stood in the prompt": f"Vediamo [s4]\n</think>{A} [s1] {B} [s2][s3]",
    "after an analysis channel": f"<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant"
    f"<|channel|>final<|message|>{A} [s1] {B} [s2][s3]",
    "with the tokens of a template": f"<|im_start|>{A} [s1] {B} [s2][s3]<|im_end|></s>",
    "labelled": f"Risposta: {A} [s1] {B} [s2][s3]",
    "in an answer tag": f"<answer>{A} [s1] {B} [s2][s3]</answer>",
    "JSON": JSON,
    "JSON in a fence": f"```json\n{JSON}\n```",
    "JSON after words": f"Here is the JSON:\n{JSON}",
    "JSON after a thought": f"<think>{{}}</think>{JSON}",
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_draft_is_read_whatever_its_form(form: str) -> None:
    assert [one for one in read(FORMS[form])[0] if one[0] != "Risposta"] == BOTH


@pytest.mark.parametrize("form", [form for form in FORMS if "whose opening" not in form])
def test_a_draft_is_read_the_same_letter_by_letter(form: str) -> None:
    assert read(*FORMS[form])[0] == read(FORMS[form])[0]


BITS = [
    *(A, B, "[s1]", "[s2]", "[", "s3", "]", "(s4)", "[s1-s3]", " ", "\n", ".", "…", "\n\n", "- ", "**", "```\n"),
    *("«", "»", "dott. ", "E poi ", "<think>ma</think>"),
    *("<think>", "<", "|", "NO_ANSWER", "Il 3. ", '{"found"', "è vero? ", "Sì!", "\u00a0", "🇮🇹"),
]  # fmt: skip


@given(st.lists(st.sampled_from(BITS), max_size=14), st.lists(st.integers(1, 9), max_size=60), st.booleans())
def test_where_the_pieces_are_cut_never_matters(bits: list[str], sizes: list[int], whole: bool) -> None:
    text = "".join(bits)
    pieces, at = [], 0
    for size in sizes:
        pieces.append(text[at : at + size])
        at += size
    cut, one = read(*pieces, text[at:], whole=whole), read(text, whole=whole)
    assert cut[0] == one[0]
    assert (cut[1].refused, cut[1].bare) == (one[1].refused, one[1].bare)


def test_a_draft_that_breaks_off_keeps_its_whole_sentences_only() -> None:
    assert read(f"{A} [s1] JeongHoi Kim ha", whole=False)[0] == BOTH[:1]
    assert read(f"{A} [s1] {B}", whole=False)[0] == [BOTH[0], (B, ())]
    assert read(JSON[:-20], whole=False)[0] == BOTH[:1]


def test_a_sentence_comes_as_soon_as_the_next_one_begins() -> None:
    reader = DraftReader()
    assert reader.feed(f"{A} [s1") == []
    assert reader.feed("] ") == []
    assert [one.text for one in reader.feed("Jeong")] == [A]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("x [s1-s40]", (1, 40)), ("x [s12][s12]", (12,)), ("x [99999]", ()), ("x [nota]", ()), ("x [s3 – 5]", (3, 4, 5))],
)
def test_markers_are_numbers_of_sentences_and_nothing_else(text: str, numbers: tuple[int, ...]) -> None:
    assert read(text)[0][0][1] == numbers


@pytest.mark.parametrize(
    "text", ["", " \n", "[s1][s2]", "```\n```", "<think>x", "Ecco la risposta:", "{}", '{"claims": [7, {}]}']
)
def test_what_says_nothing_is_read_as_nothing(text: str) -> None:
    said, reader = read(text)
    assert said == [] and reader.refused is None


def test_bare_markers_are_seen() -> None:
    assert read("[s1] [s2]\n[s3]")[1].bare and not read(f"{A} [s1]")[1].bare and not read("")[1].bare


@pytest.mark.parametrize(
    "text",
    [
        "NO_ANSWER",
        "**NO_ANSWER**.",
        '"NO ANSWER"',
        "<think>boh</think>no_answer",
        '{"found": false, "claims": []}',
        '```json\n{"found": false}\n```',
    ],
)
def test_the_sentinel_is_known_in_any_dress(text: str) -> None:
    said, reader = read(text)
    assert said == [] and reader.refused == "" and reader.refused_first


def test_a_refusal_after_an_answer_does_not_take_it_back() -> None:
    said, reader = read(f"{A} [s1] Gli articoli non dicono chi ha firmato per KSIA.")
    assert said == BOTH[:1] and reader.refused is not None and not reader.refused_first


THOUGHTS = ["Vediamo [s4]. Forse non lo dicono: NO_ANSWER", "<think>Hm.</think>Dunque. [s4]", '{"']


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
@pytest.mark.parametrize("thought", THOUGHTS)
def test_what_came_before_a_bare_end_of_a_thought_is_taken_back(thought: str, size: int) -> None:
    text = f"{thought}\n</think>\n{A} [s1] {B} [s2][s3]"
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    said, reader = read(*pieces)
    assert said[-2:] == BOTH and reader.restarts == 1 and reader.refused is None
    reader = DraftReader(unopened=True)
    held = [one for piece in pieces for one in reader.feed(piece)] + reader.finish()
    assert [(one.text, one.numbers) for one in held] == BOTH


def test_a_model_that_was_thought_to_think_is_heard_when_it_does_not() -> None:
    reader = DraftReader(unopened=True)
    assert reader.feed(f"{A} [s1] {B} [s2]") == []
    assert [one.text for one in reader.finish()] == [A, B]


def test_a_byte_order_mark_is_no_text() -> None:
    assert read("\ufeff" + JSON)[0] == BOTH and read(f"\ufeff{A} [s1]\r\n{B} [s2][s3]\r\n")[0] == BOTH


@pytest.mark.parametrize(
    "text",
    [
        "a" * 40_000,
        "[s1, s2, s3 " * 3_000,
        "<" * 40_000,
        "- " * 20_000,
        "```\n" * 4_000,
        "\0" * 40_000,
        "<think" * 6_000,
    ],
)
def test_a_reply_without_an_end_in_sight_is_read_in_time(text: str) -> None:
    began = time.process_time()
    read(*(text[at : at + 4] for at in range(0, len(text), 4)))
    assert time.process_time() - began < 3.0  # twenty, when every piece was a reason to read it all


@pytest.mark.parametrize(
    ("given", "numbers"),
    [("[2.5]", ()), ("[2.0]", (2,)), ("[-3]", ()), ("[123456]", ()), ('["s2, s3"]', (2, 3)), ("true", ())],
)
def test_a_number_in_json_is_one_or_none(given: str, numbers: tuple[int, ...]) -> None:
    said, _ = read(f'{{"found": true, "claims": [{{"text": "{A}", "sentences": {given}}}]}}')
    assert said == [(A, numbers)]
