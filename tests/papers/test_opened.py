"""The papers opened by another program, LibreOffice, and looked at as they would be printed."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from bot.papers.sheet import month_sheet
from tests.papers.made import (
    GOVERNMENT,
    MAYOR,
    MUCH,
    NOW,
    PLAIN,
    ZHANG,
    form_of,
    letter_to,
)

TOOLS = ("soffice", "pdftotext", "pdftoppm")
MISSING = [tool for tool in TOOLS if shutil.which(tool) is None]
EDGE = 5  # millimetres no ink comes into
MANY = [replace(PLAIN, number=f"A-{n:04d}") for n in range(1, 41)]

pytestmark = [
    pytest.mark.xdist_group("soffice"),
    pytest.mark.skipif(bool(MISSING) and not os.environ.get("CI"), reason=f"no {MISSING} here"),
]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Every paper as PDF, by name: one start of LibreOffice with a profile of its own."""
    folder = tmp_path_factory.mktemp("printed")
    sheet = month_sheet(
        MANY, {"jyj2": ZHANG}, PLAIN.trip.span.start.day, government=GOVERNMENT, now=NOW
    )
    papers = {
        "plain.docx": form_of(PLAIN),
        "much.docx": form_of(MUCH),
        "mayor.docx": form_of(MAYOR, "赵刚", "市长"),
        "letter.docx": letter_to("州委"),
        "sheet.xlsx": sheet,
    }
    for name, content in papers.items():
        (folder / name).write_bytes(content)
    run(
        *("soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"),
        *("--convert-to", "pdf", "--outdir", str(folder)),
        *(str(folder / name) for name in papers),
    )
    return {path.stem: path for path in folder.glob("*.pdf")}


def run(*command: str) -> bytes:
    return subprocess.run(command, check=True, capture_output=True, timeout=120).stdout  # noqa: S603 - our own


def text_of(paper: Path) -> str:
    """The words as they stand on the pages, blanks left out."""
    return "".join(run("pdftotext", "-layout", str(paper), "-").decode().split())


def pages_of(paper: Path) -> list[tuple[int, int, bytes]]:
    """Width, height and grey of every page, four points to the millimetre or so."""
    run("pdftoppm", "-r", "100", "-gray", str(paper), str(paper.with_suffix("")))
    return [_grey(page) for page in sorted(paper.parent.glob(f"{paper.stem}-*.pgm"))]


def _grey(page: Path) -> tuple[int, int, bytes]:
    _, size, _, grey = page.read_bytes().split(b"\n", 3)
    width, height = map(int, size.split())
    return width, height, grey


def test_every_paper_is_opened(printed: Mapping[str, Path]) -> None:
    assert sorted(printed) == ["letter", "mayor", "much", "plain", "sheet"]


@pytest.mark.parametrize("name", ["plain", "much", "mayor", "letter"])
def test_it_fills_one_sheet_of_a4_and_nothing_runs_over(
    printed: Mapping[str, Path], name: str
) -> None:
    ((width, height, grey),) = pages_of(printed[name])
    assert width == 827
    assert height in (1169, 1170)
    edge = EDGE * 4
    rows = [grey[at * width : (at + 1) * width] for at in range(height)]
    assert min(b"".join(rows[:edge] + rows[-edge:])) > 250
    assert min(b"".join(row[:edge] + row[-edge:] for row in rows)) > 250
    assert min(grey) < 100


def test_the_form_can_be_read_as_printed(printed: Mapping[str, Path]) -> None:
    words = text_of(printed["plain"])
    for one in (
        "张建国",
        "李明（副市长）",
        "同意。注意安全，按时返回",
        "2026年11月24日",
        "3fa91c07",
    ):
        assert one in words
    assert "2026年12月1日（星期二）上午至" in words
    assert "西州府办函〔2026〕31号" in text_of(printed["mayor"])
    assert "2026年12月2日（星期三）提前返回并销假" in text_of(printed["much"])


def test_the_letter_can_be_read_as_printed(printed: Mapping[str, Path]) -> None:
    words = text_of(printed["letter"])
    assert "关于赵刚（市长）外出请假的函" in words
    assert words.index("州委：") < words.index("因赴国家发展改革委汇报工作")
    assert words.endswith("格尔木市人民政府2026年11月24日")


def test_the_month_sheet_repeats_its_head_on_every_page(printed: Mapping[str, Path]) -> None:
    pages = pages_of(printed["sheet"])
    assert len(pages) > 1
    assert all(width > height for width, height, _ in pages)
    words = text_of(printed["sheet"])
    assert words.count("序号") == len(pages)
    assert f"第{len(pages)}页，共{len(pages)}页" in words
    assert "40次，1人" in words
