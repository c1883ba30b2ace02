"""Every sentence the bot says: in both languages, spelled as an office spells, none of it dead."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import bot.words
from bot.rules import item_refusal, refusal
from bot.rules.errands import errand_of
from bot.rules.refusal import Refusal
from bot.rules.requests import Answer, Confirmation, State, StepState, Verdict
from bot.words import approval, calendar, form, item_choices, leave, person, refusals, steps, talk
from bot.words.sentence import Sentence
from handlers.talk.errands import ACTIONS, COMMANDS, VOCABULARY

ROOT = Path(__file__).parents[2]
MODULES = sorted(m.name for m in pkgutil.iter_modules(bot.words.__path__))
CHINESE = "\u3400-\u4dbf\u4e00-\u9fff"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def _inside(value: object) -> Iterator[Sentence]:
    """The sentences in a constant, however deep."""
    if isinstance(value, Sentence):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _inside(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _inside(one)


def _sentences() -> Iterator[Any]:
    seen = set[int]()
    for name in MODULES:
        module = importlib.import_module(f"bot.words.{name}")
        for constant, value in vars(module).items():
            for number, sentence in enumerate(_inside(value)):
                if id(sentence) not in seen:
                    seen.add(id(sentence))
                    yield pytest.param(name, sentence, id=f"{name}.{constant}.{number}")


SENTENCES = list(_sentences())
# Where the languages count differently: a month by number or name, an hour by halves of the day.
OWN = {"month", "name", "part", "hour", "hour24", "code"}
CODE = re.compile(r'\S+ = \[?"[^"]*"\]?|\["[^"]*"\]|(?:rank|authority):\S+')  # as files have it
CLOCK = re.compile(r"\{hour\}:\{minute:02\}")


def _values(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None} - OWN


def _as_read(zh: str) -> str:
    """A Chinese sentence with a character wherever a value goes, and no code in it."""
    return re.sub(r"\{\w+[^{}]*\}", "某", CLOCK.sub("某", CODE.sub("某", zh)))


# 句子 sentences


def test_sentences_are_found() -> None:
    assert len(SENTENCES) > 200


@pytest.mark.parametrize(("module", "sentence"), SENTENCES)
def test_a_sentence_is_said_in_both_languages(module: str, sentence: Sentence) -> None:
    assert sentence.zh.strip()
    assert sentence.en.strip()
    assert _values(sentence.zh) == _values(sentence.en)
    if module != "proof":  # the regulation's file is written in Chinese, and so are its samples
        assert not re.search(rf"[{CHINESE}\u3001\u3002\uff01-\uff5e]", sentence.en)


@pytest.mark.parametrize(("module", "sentence"), SENTENCES)
def test_chinese_is_punctuated_as_chinese(module: str, sentence: Sentence) -> None:
    zh = _as_read(sentence.zh)
    assert not re.search(rf"[{CHINESE}”）][,;:!?()\"'<>]", zh)
    assert not re.search(rf"[,;:!?()\"'<>][{CHINESE}“（]", zh)
    assert not re.search(rf"[{CHINESE}]\.(?!\w)", zh)
    assert zh.count("“") == zh.count("”")
    assert zh.count("（") == zh.count("）")


def test_every_state_has_its_words() -> None:
    assert set(leave.TITLES) == set(leave.MY_TITLES) == set(leave.STATES) == set(State)
    assert set(steps.STEP_LINES) == set(StepState)
    assert set(approval.DECIDED) == set(Verdict)


# 死的 nothing dead


@cache
def _trees() -> dict[Path, ast.Module]:
    files = (f for folder in ("bot", "handlers", "storage") for f in (ROOT / folder).rglob("*.py"))
    return {file: ast.parse(file.read_text("utf-8")) for file in (*files, ROOT / "run_bot.py")}


_trees()  # read while nothing has moved the recursion limit, as Hypothesis does: ast minds


def _aliases(tree: ast.Module, module: str) -> set[str]:
    """The names a file knows `bot.words.<module>` by."""
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return {
        one.asname or one.name
        for node in imports
        if node.module == "bot.words"
        for one in node.names
        if one.name == module
    }


def _used(module: str) -> set[str]:
    """The names of a module of words that are read anywhere, in it or through it."""
    used = set[str]()
    for file, tree in _trees().items():
        aliases = _aliases(tree, module)
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                used |= {node.attr} if node.value.id in aliases else set()
            if isinstance(node, ast.ImportFrom) and node.module == f"bot.words.{module}":
                used |= {one.name for one in node.names}
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                used |= {node.id} if file.match(f"bot/words/{module}.py") else set()
    return used


@pytest.mark.parametrize("module", MODULES)
def test_every_sentence_of_a_module_is_said_somewhere(module: str) -> None:
    names = vars(importlib.import_module(f"bot.words.{module}"))
    own = {name for name, value in names.items() if name.isupper() and list(_inside(value))}
    assert own - _used(module) == set()


# 不能办 refusals


def _leaves(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    below = kind.__subclasses__()
    for one in below:
        yield from _leaves(one)
    if not below:
        yield kind


REFUSALS = sorted(_leaves(Refusal), key=lambda kind: kind.__name__)
SAMPLES: dict[str, object] = {
    "text": "某" * 30,
    "day": date(2026, 11, 20),
    "start": "12月3日",
    "end": "12月1日",
    "likeliest": ("leave", "mine", "todo"),
    "titles": ("甲", "乙"),
    "state": State.WITHDRAWN,
    "verdict": StepState.AGREED,
    "answer": Answer.ACCEPTED,
    "confirmation": Confirmation.CONFIRMED,
    "item_state": "struck",
    "waits_for": ("财政局",),
    "at": NOW,
    "number": "A-0001",
}


def _sample(kind: type[Refusal]) -> Refusal:
    return kind(**{name: SAMPLES.get(name, 7) for name in kind.__dataclass_fields__})


@pytest.mark.parametrize("kind", REFUSALS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_refusal_has_a_sentence_that_says_what_to_do(
    kind: type[Refusal], language: str
) -> None:
    said = refusals.sentence(_sample(kind), NOW, language)
    assert "{" not in said
    assert len(said) > 8
    if kind is not refusal.UnclearLine:  # ends in an example, to be typed as it stands
        assert said[-1] in ("。？：" if language == "zh" else ".?")


def test_no_sentence_is_for_a_refusal_nobody_raises() -> None:
    raised = {
        name.id
        for tree in _trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise | ast.IfExp)
        for name in ast.walk(node)
        if isinstance(name, ast.Name)
    }
    assert {kind.__name__ for kind in refusals.SENTENCES} <= raised


def test_the_tree_at_the_head_of_refusals_is_the_tree() -> None:
    trees = "".join(str(m.__doc__).partition("Refusal\n")[2] for m in (refusal, item_refusal))
    drawn = set(re.findall(r"\b[A-Z][A-Za-z]+\b", trees))
    assert drawn == {kind.__name__ for kind in (*REFUSALS, *Refusal.__subclasses__())}


# 按钮 buttons


def _choices() -> Iterator[tuple[str, ast.Call]]:
    """Every button made in bot/words, with the module it is made in."""
    for file, tree in _trees().items():
        if file.parent.name == "words":
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Choice":
                    yield file.stem, node


def _labels() -> Iterator[Sentence]:
    for module, call in _choices():
        said = call.args[0]
        name = said.func.value if isinstance(said, ast.Call) else None  # type: ignore[attr-defined]
        words = vars(importlib.import_module(f"bot.words.{module}"))
        if isinstance(name, ast.Name) and name.id in words:
            yield from _inside(words[name.id])
    yield from _inside(approval.REASONS)
    yield from _inside([form.MEND_KEYS, calendar.TODAY, calendar.TOMORROW])
    yield from (label for _, label, _ in talk.ERRANDS.values())


def test_labels_are_short_enough_for_two_in_a_row_of_a_phone() -> None:
    labels = list(_labels())
    assert len(labels) > 40
    assert [label.zh for label in labels if len(_as_read(label.zh)) > 8] == []
    assert [label.en for label in labels if len(label.en) > 24] == []
    assert [w for w in (*form.PLACES, *form.REASONS) if len(w) > 8] == []


def test_every_button_has_a_handler_and_every_handler_a_button() -> None:
    named = {ast.unparse(call.args[1]) for _, call in _choices()}
    whole = {ast.literal_eval(action) for action in named if not action.startswith("f")}
    made = named - {repr(action) for action in whole}
    assert made == {"f'approval.{verdict}'", "f'person.{errand}'", "f'item.{verb}'"}
    built = {f"approval.{verdict}" for verdict in approval.REASONS}
    built |= {f"person.{errand}" for errand in person.WHOM}
    built |= {f"item.{verb}" for verb in item_choices.LABELS}
    assert whole | built == set(ACTIONS)


# 词 errands


def test_every_errand_has_a_handler_and_every_handler_an_errand() -> None:
    assert set(talk.ERRANDS) == set(COMMANDS)
    shown = {*talk.EVERYBODY, *talk.IN_MENU, *talk.OFFICE_TOO}
    assert shown <= set(talk.ERRANDS)


@pytest.mark.parametrize("code", talk.ERRANDS)
def test_every_word_of_an_errand_leads_to_it(code: str) -> None:
    command, label, typed = talk.ERRANDS[code]
    for words in (f"/{command}", label.zh, label.en, *typed):
        assert errand_of(words, VOCABULARY) == (code, "")


def test_commands_are_such_as_telegram_takes() -> None:
    for office in (False, True):
        commands = talk.menu(office=office)
        assert len({command.name for command in commands}) == len(commands)
        for command in commands:
            assert re.fullmatch("[a-z_]{1,32}", command.name)
            assert 1 <= len(command.zh) <= 256
            assert 1 <= len(command.en) <= 256
