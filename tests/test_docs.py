"""The pages stay true: every path, function and setting they name exists, every example works."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date, time
from functools import cache
from pathlib import Path

import pytest

import run_bot
from bot.policy import load_policy
from bot.rules.policy import route_for
from bot.rules.requests import State, StepState
from bot.settings import NAMES, REGULATION, Settings, read_settings
from handlers.console.city import load_city

ROOT = Path(__file__).parents[1]
OPERATE = "docs/operate.md"
PAGES = [*ROOT.glob("docs/*.md"), *ROOT.glob("README*.md"), ROOT / "CONTRIBUTING.md"]
FLOORS = ("bot", "handlers", "storage", "tests", "docs", "examples", "bench", ".ci")
TEXTS = {".py", ".sql", ".toml", ".csv", ".md", ".html", ".js", ".css"}
MADE = {
    "config.toml",
    "data/bot.db",
    "bot.db.lock",
}  # the operator's and the bot's own, not in the project
OUTSIDE = {"LANG", "cp"}  # of the machine, not of the project

FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
PATH = re.compile(r"[\w.-]+(/[\w.-]+)*/?")
NAME = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")
ARROW = re.compile(r"    (\[\*\]|\w+) --> (\[\*\]|\w+)(: [\w ,]+)?")
COMMANDS = ("check", "bind", "verify", "proof", "preview")


def words_of(page: Path) -> list[str]:
    """What stands in backticks, without fenced code and without what is shown as bad."""
    prose = FENCE.sub("", page.read_text(encoding="utf-8"))
    bad, spans = -1, list[str]()
    for line in prose.splitlines():
        cells = line.split("|")
        if not line.startswith("|"):
            bad = -1
        elif " bad " in cells:
            bad = cells.index(" bad ")
        if 0 < bad < len(cells):
            del cells[bad]
        spans += [] if line.startswith("Bad:") else SPAN.findall("|".join(cells))
    return spans


def fenced(page: str, info: str) -> list[str]:
    """The fenced blocks of a page whose opening line is `info`."""
    blocks = FENCE.findall((ROOT / page).read_text(encoding="utf-8"))
    return [block for opened, block in blocks if opened == info]


def rows(page: str, heading: str) -> Iterator[list[str]]:
    """The rows of the tables under a heading, as cells; the first cell in backticks."""
    text = (ROOT / page).read_text(encoding="utf-8").split(f"\n## {heading}\n")[1]
    for line in text.split("\n## ")[0].splitlines():
        if line.startswith("| `"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


@cache
def files() -> frozenset[str]:
    found = [path for floor in FLOORS for path in (ROOT / floor).rglob("*")]
    found += [path for path in ROOT.iterdir() if path.is_file()]
    found += [ROOT / floor for floor in FLOORS if (ROOT / floor).exists()]
    return frozenset(path.relative_to(ROOT).as_posix() for path in found)


@cache
def sources() -> Mapping[str, str]:
    """Every text of the project but its pages, by path."""
    paths = [name for name in files() if Path(name).suffix in TEXTS - {".md"}]
    kept = [name for name in paths if name != "tests/test_docs.py" and (ROOT / name).is_file()]
    return {name: (ROOT / name).read_text(encoding="utf-8") for name in kept}


@cache
def members() -> Mapping[str, frozenset[str]]:
    """What each module (by its file's name) and each class holds."""
    found = defaultdict[str, set[str]](set)
    for name, text in sources().items():
        if not name.endswith(".py"):
            continue
        tree = ast.parse(text)
        found[Path(name).stem] |= set(_defined(tree.body))
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                found[node.name] |= set(_defined(node.body))
    return {owner: frozenset(names) for owner, names in found.items()}


def _defined(body: list[ast.stmt]) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        for target in targets:
            parts = target.elts if isinstance(target, ast.Tuple) else [target]
            yield from (part.id for part in parts if isinstance(part, ast.Name))


members()  # read while nothing has moved the recursion limit, as Hypothesis does: ast minds


def is_path(word: str) -> bool:
    """Whether it looks like one of ours: a text file, or something under one of our folders."""
    if not PATH.fullmatch(word):
        return False
    return word in MADE or Path(word).suffix in TEXTS or ("/" in word and _folder(word))


def _folder(word: str) -> bool:
    first = word.partition("/")[0]
    return any(first in name.split("/") for name in files())


def path_exists(word: str) -> bool:
    """As it stands, or as the end of a path: rules/leave.py."""
    word = word.rstrip("/")
    return word in MADE or any(name == word or name.endswith(f"/{word}") for name in files())


def name_exists(word: str) -> bool:
    owner, _, name = word.rpartition(".")
    if not owner:
        whole = re.compile(rf"\b{word}\b")
        return word in OUTSIDE or any(map(whole.search, sources().values()))
    if name in members().get(owner.rpartition(".")[2], ()):
        return True
    quoted = re.compile(rf"[\"/]{re.escape(word)}\b")  # the name of a button, a table, a file
    return any(map(quoted.search, sources().values()))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_names_exists(page: Path) -> None:
    missing = []
    for word in words_of(page):
        if word.startswith((".venv/", "/")) or not word.isascii():
            continue
        if is_path(word):
            missing += [] if path_exists(word) else [word]
        elif NAME.fullmatch(word.removesuffix("()")):
            missing += [] if name_exists(word.removesuffix("()")) else [word]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        if "://" in link:
            continue
        file, _, anchor = link.partition("#")
        target = page.parent / file if file else page
        assert target.exists(), link
        assert not anchor or anchor in _anchors(target), link


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {heading.lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_settings_given_are_real(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert set(re.findall(r"run_bot\.py ([a-z]+)", text)) <= set(COMMANDS)
    assert set(re.findall(r"`([A-Z_]+)=", text)) <= {*NAMES, *OUTSIDE}
    assert all(word in str(run_bot.__doc__) for word in COMMANDS)


def test_every_setting_is_listed_with_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    listed = {cells[0].strip("`"): SPAN.search(cells[1]) for cells in rows(OPERATE, "Settings")}
    assert tuple(listed) == NAMES
    given = {name: default[1] for name, default in listed.items() if default}
    assert _shown(read_settings(given, Path("none"))) == _shown(read_settings({}, Path("none")))


def _shown(settings: Settings) -> Settings:
    return replace(settings, roster=settings.roster.resolve(), policy=settings.policy.resolve())


def test_every_number_of_practice_is_listed_as_built_in() -> None:
    practice = asdict(load_policy(REGULATION).leave)
    built_in = {key: _as_listed(value) for key, value in practice.items()}
    listed = {cells[0].strip("`"): cells[1] for cells in rows(OPERATE, "The policy file")}
    assert listed == built_in


def _as_listed(value: object) -> str:
    """A time without its seconds, several words with commas, anything else as it is."""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return ", ".join(value) if isinstance(value, tuple) else str(value)


@pytest.mark.parametrize("number", [0, 1], ids=["english", "chinese"])
def test_the_rosters_shown_are_cities_the_bot_starts_with(number: int, tmp_path: Path) -> None:
    for file in ("officials.csv", "departments.csv"):
        block = fenced(OPERATE, f"csv {file}")[number]
        (tmp_path / file).write_text(block, encoding="utf-8")
    city = load_city(read_settings({"ROSTER": str(tmp_path)}, Path("none")), date(2026, 11, 24))
    assert city.roster.supervisors == {"教育局": ("v1",)}
    assert [city.policy.rank_of(o).code for o in city.roster.officials.values()] == [
        *("mayor", "vice_mayor", "principal", "deputy", "office"),
        *("authority", "authority", "authority"),
    ]


def test_the_route_shown_holds_from_its_day(tmp_path: Path) -> None:
    (route,) = (block for block in fenced(OPERATE, "toml") if "[[route]]" in block)
    file = tmp_path / "policy.toml"
    file.write_text(f"{REGULATION.read_text(encoding='utf-8')}\n{route}", encoding="utf-8")
    settings = read_settings({"POLICY": str(file)}, Path("none"))
    city = load_city(settings, date(2027, 1, 1))
    deputy = city.roster.officials["jyj2"]
    before, after = (
        route_for(city.policy, deputy, "leave", day)
        for day in (date(2026, 12, 31), date(2027, 1, 1))
    )
    assert [route and len(route.stages) for route in (before, after)] == [1, 2]


def test_the_pictures_show_every_state_and_no_other() -> None:
    pictures = fenced("docs/states.md", "mermaid")
    nodes = []
    for picture in pictures:
        first, *arrows = picture.splitlines()
        assert first == "stateDiagram-v2"
        found = [ARROW.fullmatch(arrow) for arrow in arrows]
        assert None not in found, arrows
        nodes.append({end for arrow in found if arrow for end in arrow.groups()[:2]} - {"[*]"})
    assert nodes[:2] == [set(State), set(StepState)]
    assert len(nodes) == 5


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_code_quoted_stands_in_the_file_named(page: Path) -> None:
    for opened, block in FENCE.findall(page.read_text(encoding="utf-8")):
        language, _, file = opened.partition(" ")
        if language == "python":
            assert block in sources()[file], f"{file} no longer says:\n{block}"
