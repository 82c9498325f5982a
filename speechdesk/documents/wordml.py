"""WordprocessingML (ECMA-376 part 1, section 17): names and values of its elements."""

from speechdesk.documents.package import Element, Package, parse_xml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of every Word element and attribute here, as lxml writes it before a name."""

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"  # Word's "Strict Open XML" says the same words
_TRANSITIONAL = W[1:-1].encode()
_OFF = frozenset({"0", "false", "off"})
_LARGEST = 1_000_000


def read_part(package: Package, name: str) -> Element:
    """Return the root of a part, the strict namespace replaced by the usual one.

    Raises:
        DamagedPackage, LockedPackage, OversizedPackage: see `Package.xml`.
    """
    return parse_xml(package.part(name).replace(_STRICT, _TRANSITIONAL))


def value(element: Element, name: str) -> str | None:
    """Return the `w:val` of the child with a name (without prefix), None where there is no such child."""
    child = element.find(W + name)
    return None if child is None else child.get(W + "val")


def number(element: Element, name: str) -> int | None:
    """Return the `w:val` of a child as a whole number from 0 to a million; None where it is none."""
    return whole_number(value(element, name))


def whole_number(text: str | None) -> int | None:
    """Return a whole number from 0 to a million, None for anything else."""
    if text is None or not text.isdecimal() or len(text) > len(str(_LARGEST)):
        return None
    found = int(text)
    return found if found <= _LARGEST else None


def switch(element: Element | None, name: str) -> bool | None:
    """Return whether an on-off child is on; None where it is not there, or `element` is None."""
    child = None if element is None else element.find(W + name)
    return None if child is None else child.get(W + "val", "1").lower() not in _OFF
