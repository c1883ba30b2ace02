"""Every fault of policy and proof has its sentence and its fix, in both languages."""

from dataclasses import fields

import pytest

from bot.rules.policy_file import PolicyFault
from bot.rules.policy_shape import KEYS, PRACTICES
from bot.rules.proof import ProofFault, Wrong
from bot.words.proof import PROOF, RIGHT, policy_sentence, proof_sentence

PLACES = {
    *((table, key) for table, keys in KEYS.items() for key in keys),
    *((name, field.name) for name, kind in PRACTICES.items() for field in fields(kind)),
}
SINGLE = {"top", "sensitive", *PRACTICES}


def said(fault: PolicyFault) -> tuple[str, str]:
    return policy_sentence(fault, "p.toml", "zh"), policy_sentence(fault, "p.toml", "en")


def test_every_kind_of_proof_fault_has_a_sentence() -> None:
    assert set(PROOF) == set(Wrong)


@pytest.mark.parametrize("wrong", Wrong)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_proof_sentence_names_whom_it_concerns_and_the_fix(wrong: Wrong, language: str) -> None:
    sentence = proof_sentence(ProofFault(wrong, "某某", "细节"), language)
    assert wrong is Wrong.NO_OFFICE or "某某" in sentence
    assert ("请" if language == "zh" else ": ") in sentence
    assert sentence.endswith("。" if language == "zh" else ".")
    assert "{" not in sentence


def test_every_key_of_a_policy_file_has_what_should_stand_there() -> None:
    assert set(RIGHT) == PLACES


@pytest.mark.parametrize(("table", "key"), sorted(PLACES))
def test_a_wrong_key_is_told_with_its_place_and_what_is_right(table: str, key: str) -> None:
    where = table if table in SINGLE else f"{table} 3"
    zh, en = said(PolicyFault(where, key))
    right = RIGHT[table, key]
    assert zh.startswith("p.toml：")
    assert en.startswith(f"p.toml: {key} ")
    assert right.say("zh", what=key) in zh
    assert right.say("en", what=key) in en
    assert where in SINGLE or ("第 3 段" in zh and f"[[{table}]] 3" in en)


OTHER_FAULTS = [
    (
        PolicyFault("route 4", "depty"),
        (
            "p.toml：第 4 段 [[route]] 的“depty”不认识，"
            "请核对拼写，要与文件里写明的一字不差，用不到就删去。"
        ),
        (
            "p.toml: “depty” in [[route]] 4 is not known; "
            "check how it is spelt elsewhere in the file, or delete it."
        ),
    ),
    (
        PolicyFault("route 2", "rank:mayer"),
        (
            "p.toml：第 2 段 [[route]] 的席位“rank:mayer”不认识，应为 supervisor、"
            "rank:职级代码 或 authority:上级机关，并与文件里写明的一字不差。"
        ),
        (
            "p.toml: the seat “rank:mayer” in [[route]] 2 is not known; write supervisor, "
            "rank:<code> or authority:<name>, just as it stands elsewhere in the file."
        ),
    ),
    (
        PolicyFault("line 12", "toml"),
        "p.toml：第 12 行不合 TOML 写法，请核对这一行的引号、方括号和等号。",
        "p.toml: line 12 is not TOML; check its quotes, brackets and equals sign.",
    ),
    (
        PolicyFault("line 0", "toml"),
        "p.toml：到文件末尾仍不合 TOML 写法，多半是引号或方括号没有成对。",
        "p.toml: it is not TOML even at its end; most likely a quote or bracket is not closed.",
    ),
    (
        PolicyFault("file", "unreadable"),
        "p.toml：打不开，请确认它是一个 UTF-8 编码、可以读取的文件，或检查 POLICY 设置。",
        "p.toml: it cannot be read; make it a readable file in UTF-8, or check the setting POLICY.",
    ),
]


@pytest.mark.parametrize(("fault", "zh", "en"), OTHER_FAULTS)
def test_other_faults_of_a_policy_file(fault: PolicyFault, zh: str, en: str) -> None:
    assert said(fault) == (zh, en)


def test_what_stands_in_the_file_is_cut_short_and_never_filled_in() -> None:
    zh, en = said(PolicyFault("top", "{right}" + "x" * 500))
    assert len(zh) < 150
    assert "{right}xxx" in zh
    assert "{right}xxx" in en
