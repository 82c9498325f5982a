"""A zip package (.docx, .odt …) → its parts, read in memory with a limit on every size.

Nothing is unpacked to disk, so the names inside can point nowhere; nothing outside the part itself is loaded,
so entities and external references have no effect.
"""

import io
import posixpath
import struct
import zipfile
import zlib

from lxml import etree

MOST_PART_BYTES = 96_000_000  # 20,000 paragraphs of Word are 20 MB of XML; a zip bomb is above
_MOST_TAGS = 2_000_000  # in a part: an element costs a hundred bytes of memory and some microseconds
_MOST_ENTRIES = 20_000
_CENTRAL_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_DECLARATION_LENGTH = 4000  # bytes at the beginning of a part in which a document type would stand
_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
Element = etree._Element  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - lxml names its class so
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, LookupError, ValueError)
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class DamagedPackage(Exception):
    """The package or the part asked for cannot be read."""


class LockedPackage(Exception):
    """The package is encrypted."""


class OversizedPackage(Exception):
    """The package unpacks to more than any speech."""


class Package:
    """The parts of a zip file by their names.

    Args:
        data: the whole file.

    Raises:
        DamagedPackage: it is no zip file, or a broken one.
        OversizedPackage: it has more entries than any document.
    """

    def __init__(self, data: bytes) -> None:
        if data.count(_CENTRAL_ENTRY) > _MOST_ENTRIES:
            raise OversizedPackage
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (*_DAMAGE, NotImplementedError, RuntimeError) as error:
            raise DamagedPackage from error
        self._entries = {
            entry.filename.replace("\\", "/").lstrip("/").lower(): entry
            for entry in reversed(self._archive.infolist())
        }

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def part(self, name: str) -> bytes:
        """Return the bytes of a part; upper and lower case do not differ.

        Raises:
            DamagedPackage: there is none, or it is broken.
            LockedPackage: it is encrypted.
            OversizedPackage: it says, or turns out, to be longer than any document's part.
        """
        entry = self._entries.get(name.lower())
        if entry is None:
            raise DamagedPackage(name)
        if entry.flag_bits & _ENCRYPTED:
            raise LockedPackage(name)
        if entry.compress_type not in _METHODS:
            raise DamagedPackage(name)
        if entry.file_size > MOST_PART_BYTES:
            raise OversizedPackage(name)
        try:
            with self._archive.open(entry) as part:
                return part.read(MOST_PART_BYTES)
        except (*_DAMAGE, NotImplementedError, RuntimeError) as error:
            raise DamagedPackage(name) from error

    def xml(self, name: str) -> Element:
        """Return the root element of a part.

        Raises:
            DamagedPackage, LockedPackage, OversizedPackage: as `part`, and for what is no plain XML.
        """
        return parse_xml(self.part(name))

    def related(self, source: str, kind: str) -> str | None:
        """Return the name of the part that another relates to, None where there is none.

        Args:
            source: a part's name, "" for the package as a whole.
            kind: the last segment of the relationship's type, such as "officeDocument" or "numbering".

        Raises:
            DamagedPackage, LockedPackage, OversizedPackage: as `xml`; a missing list relates to nothing.
        """
        folder, file = posixpath.split(source)
        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        if relations not in self:
            return None
        for relation in self.xml(relations).iter(_RELATIONSHIPS):
            target = relation.get("Target", "").replace("\\", "/")
            if relation.get("Type", "").endswith(f"/{kind}") and relation.get("TargetMode") != "External":
                return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        return None


def parse_xml(data: bytes) -> Element:
    """Return the root of an XML document that declares no document type.

    Raises:
        DamagedPackage: it is not well-formed, or declares a type (no Office part does; entity bombs do).
        OversizedPackage: it has more tags than any document.
    """
    if data.count(b"<") > _MOST_TAGS:
        raise OversizedPackage
    if any(mark in data[:_DECLARATION_LENGTH] for mark in _DOCTYPES):
        raise DamagedPackage
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise DamagedPackage from error
