"""Papers 附件: kinds, sizes, numbers and names."""

import pytest

from bot.rules.papers import kept_as
from bot.rules.refusal import PaperKind, PaperTooLarge, TooManyPapers

MB = 1024 * 1024


@pytest.mark.parametrize(
    ("name", "had", "kept"),
    [
        ("通知.pdf", (), "通知.pdf"),
        ("通知.PDF", ("通知.pdf",), "通知.PDF"),
        ("照片.jpg", ("照片.jpg",), "照片2.jpg"),
        ("照片.jpg", ("照片.jpg", "照片2.jpg"), "照片3.jpg"),
        ("照片.jpg", ("照片2.jpg",), "照片.jpg"),
        (".pdf", (), "附件.pdf"),
        ("通知\n审批：市长 同意\u202e.pdf", (), "通知 审批：市长 同意.pdf"),
        (f"{'很' * 300}.docx", (), f"{'很' * 40}.docx"),
    ],
)
def test_the_name_a_paper_is_kept_under(name: str, had: tuple[str, ...], kept: str) -> None:
    assert kept_as(name, 1, had) == kept


@pytest.mark.parametrize("name", ["a.exe", "a.pdf.exe", "a", "", "视频.mp4", "网页.html"])
def test_other_kinds_are_not_taken(name: str) -> None:
    with pytest.raises(PaperKind):
        kept_as(name, 1, ())


def test_twenty_megabytes_and_ten_papers_at_most() -> None:
    nine = tuple(f"{n}.pdf" for n in range(9))
    assert kept_as("a.pdf", 20 * MB, nine) == "a.pdf"
    with pytest.raises(PaperTooLarge):
        kept_as("a.pdf", 20 * MB + 1, ())
    with pytest.raises(TooManyPapers):
        kept_as("a.pdf", 1, (*nine, "9.pdf"))
