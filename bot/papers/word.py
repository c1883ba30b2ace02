"""Word documents as a Chinese office lays them out: A4, its typefaces, its ruled tables."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from docx import Document
from docx.document import Document as Paper
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from bot.papers.ink import printable
from bot.papers.package import sealed

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# The typefaces of official paper (GB/T 9704); where a machine lacks one, the next in its line.
TITLE, BODY, HEAD = "方正小标宋简体", "仿宋_GB2312", "黑体"
FALLBACKS = {
    TITLE: "方正小标宋_GBK,华文中宋,宋体,SimSun,Noto Serif CJK SC",
    BODY: "仿宋,FangSong,华文仿宋,Noto Serif CJK SC",
    HEAD: "SimHei,微软雅黑,Noto Sans CJK SC",
}
_PADDING = (  # twentieths of a point
    f'<w:tblCellMar {nsdecls("w")}><w:top w:w="50" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>'
    '<w:bottom w:w="50" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar>'
)
LATIN = "Times New Roman"
LEFT = WD_ALIGN_PARAGRAPH.LEFT
CENTER = WD_ALIGN_PARAGRAPH.CENTER
RIGHT = WD_ALIGN_PARAGRAPH.RIGHT
MIDDLE = WD_CELL_VERTICAL_ALIGNMENT.CENTER
BOTH = WD_ALIGN_PARAGRAPH.JUSTIFY


def a4(*, top: float, bottom: float, left: float, right: float) -> Paper:
    """An empty sheet; margins in millimetres."""
    paper = Document()
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin = Mm(top), Mm(bottom)
    page.left_margin, page.right_margin = Mm(left), Mm(right)
    page.header_distance = page.footer_distance = Mm(12)
    for language in paper.styles.element.iter(qn("w:lang")):  # Chinese shapes of the signs
        language.set(qn("w:eastAsia"), "zh-CN")
    return paper


def say(
    where: Paragraph,
    words: str,
    size: float,
    *,
    font: str = BODY,
    align: WD_ALIGN_PARAGRAPH = LEFT,
    line: float | None = None,
) -> Paragraph:
    """Words in a paragraph; `size` and `line`, the exact height of a line, in points."""
    run = where.add_run(printable(words))
    run.font.size, run.font.name = Pt(size), LATIN
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    where.alignment = align
    form = where.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule = WD_LINE_SPACING.SINGLE
    if line is not None:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    return where


def indent(paragraph: Paragraph, characters: int, size: float) -> None:
    """First line moved in by so many characters of `size` points."""
    paragraph.paragraph_format.first_line_indent = Pt(characters * size)
    form = paragraph._element.get_or_add_pPr().get_or_add_ind()
    form.set(qn("w:firstLineChars"), str(100 * characters))


def set_in(paragraph: Paragraph, characters: int, size: float) -> None:
    """Kept so many characters away from the right."""
    paragraph.paragraph_format.right_indent = Pt(characters * size)


def ruled(paper: Paper, widths: Sequence[float]) -> Table:
    """A table of ruled columns, their widths in millimetres, and no rows yet."""
    table: Table = paper.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    table._tblPr.append(parse_xml(_PADDING))
    return table


def row(table: Table, spans: Sequence[int], height: float) -> list[_Cell]:
    """A row whose cells cover so many columns each, at least `height` millimetres high."""
    line: _Row = table.add_row()  # type: ignore[no-untyped-call]
    line.height, line.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
    _keep_together(line)
    grid, cells, at = line.cells, [], 0
    for span in spans:
        cell = grid[at].merge(grid[at + span - 1])
        cell.width = Length(sum(table.columns[n].width or 0 for n in range(at, at + span)))
        cell.vertical_alignment = MIDDLE
        cells.append(cell)
        at += span
    return cells


def open_between(above: _Cell, below: _Cell) -> None:
    """No rule between two cells of one story."""
    for cell, side in ((above, "bottom"), (below, "top")):
        borders = f'<w:tcBorders {nsdecls("w")}><w:{side} w:val="nil"/></w:tcBorders>'
        cell._tc.get_or_add_tcPr().append(parse_xml(borders))
    keep_with_next(above)


def keep_with_next(cell: _Cell) -> None:
    """What stands in the cell is not parted from what follows by a page's end."""
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.keep_with_next = True


def saved(paper: Paper, title: str, author: str, at: datetime) -> bytes:
    """The document's bytes; the same document is the same bytes."""
    _name_fallbacks(paper)
    out = BytesIO()
    paper.save(out)
    return sealed(out.getvalue(), title, author, at)


def _keep_together(line: _Row) -> None:
    """A row is not broken over two pages."""
    line._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))


def _name_fallbacks(paper: Paper) -> None:
    """Tell the reading program what to take for a typeface its machine has not."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for name, others in FALLBACKS.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    table = f"{head}<w:fonts {nsdecls('w')}>{fonts}</w:fonts>"
    for part in paper.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            part._blob = table.encode()
