"""The package an Office file is: sealed with the moment it was made, and nothing of the machine."""

from datetime import UTC, datetime
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

CORE = "docProps/core.xml"
_FIRST = (1980, 1, 1, 0, 0, 0)  # what a zip can say at the earliest
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{at}</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{at}</dcterms:modified>'
    "</cp:coreProperties>"
)


def sealed(content: bytes, title: str, author: str, at: datetime) -> bytes:
    """The same package with our own properties: the same paper is the same bytes."""
    made = f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    core = _CORE.format(title=escape(title), author=escape(author), at=made)
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = core.encode() if name == CORE else old.read(name)
            entry = ZipInfo(name, _FIRST)
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, part)
    return out.getvalue()
