"""A saved web page (.html, .mht) → the lines its reader sees.

What a page draws around its text but no one reads as text is left out here: scripts, navigation, controls,
hidden elements. Which of the lines belong to the speech is found out later, from the lines.
"""

import email
import email.policy
import re
from collections.abc import Mapping
from email.errors import MessageError
from email.message import Message
from typing import Any

from lxml import etree

from speechdesk.documents.plain import Decoded, decode_as, decode_text

_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_HEAD_LENGTH = 4096
_DROPPED = frozenset(
    {
        *("script", "style", "noscript", "template", "head", "title", "meta", "link"),
        *("nav", "aside", "footer", "iframe", "object", "embed", "svg", "canvas", "map", "audio", "video"),
        *("select", "option", "button", "textarea", "input", "datalist", "rt", "rp"),
    }
)
_INLINE = frozenset(
    {
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i"),
        *("img", "ins", "kbd", "label", "mark", "nobr", "q", "rb", "ruby", "s", "samp", "small", "span"),
        *("strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    }
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_SENTENCE = re.compile("[。！？]")
_SPACE = re.compile("[ \t\r\n\f]+")
_WIDE = "[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f“”‘’—…]"
_BREAK_BETWEEN_WIDE = re.compile(rf"(?<={_WIDE})[ \t\f]*[\r\n][ \t\r\n\f]*(?={_WIDE})")


def read_web(data: bytes) -> Decoded | None:
    """Return the lines of an HTML page; None where the bytes are no text.

    The encoding is the one the page names, if the bytes agree, else the one they show.
    """
    named = _CHARSET.search(data[:_HEAD_LENGTH])
    decoded = decode_as(data, named.group(1).decode("ascii")) if named else None
    decoded = decoded or decode_text(data)
    return None if decoded is None else Decoded(_page_text(decoded.text), decoded.encoding, decoded.losses)


def read_mail(data: bytes) -> Decoded | None:
    """Return the lines of the page in an .mht file, which has the form of a mail; None where it has none."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        parts = [part for part in message.walk() if part.get_content_type() in {"text/html", "text/plain"}]
    except (MessageError, LookupError, ValueError, RecursionError):
        return None
    parts.sort(key=lambda part: part.get_content_type() != "text/html")
    for part in parts:
        decoded = _read_mail_part(part)
        if decoded is not None and decoded.text.strip():
            return decoded
    return None


def _read_mail_part(part: Message) -> Decoded | None:
    body = part.get_payload(decode=True)
    if not isinstance(body, bytes):
        return None
    charset = part.get_content_charset()
    decoded = decode_as(body, charset) if charset else None
    if part.get_content_type() == "text/plain":
        return decoded or decode_text(body)
    if decoded is None:
        return read_web(body)
    return Decoded(_page_text(decoded.text), decoded.encoding, decoded.losses)


def _page_text(source: str) -> str:
    """Return what a page shows; it is never held as a tree, so that nothing in it can be too deep."""
    lines = _Lines()
    target: Any = lines  # lxml calls only what there is; its stubs ask for more
    parser = etree.HTMLParser(target=target, encoding="utf-8", no_network=True, huge_tree=True)
    try:
        etree.fromstring(source.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        return ""
    return lines.text()


class _Lines:
    """Takes the parts of a page as the parser meets them and makes lines of what is shown."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._run: list[str] = []  # text since the last block or line break
        self._depth = 0
        self._unseen_from = 0  # the depth of the element all within which is unseen; 0 outside of one
        self._plain_from = 0  # likewise for text whose line breaks count
        self._last_sentence = -1  # the last piece in which a sentence ends
        self._forms: list[tuple[int, int]] = []  # open forms: their depth, and the pieces before them

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        self._depth += 1
        if self._unseen_from:
            return
        if tag in _DROPPED or _is_hidden(attributes):
            self._unseen_from = self._depth
        elif tag == "pre":
            self._plain_from = self._plain_from or self._depth
        if _is_block(tag):
            self._break_line()
        if tag == "form":
            self._forms.append((self._depth, len(self._pieces)))

    def end(self, tag: str) -> None:
        """End an element; a form without a sentence was a search box or the like."""
        if not self._unseen_from and _is_block(tag):
            self._break_line()
        if self._forms and self._forms[-1][0] == self._depth:
            _, before = self._forms.pop()
            if self._last_sentence < before:
                del self._pieces[before:]
        if self._unseen_from == self._depth:
            self._unseen_from = 0
        if self._plain_from == self._depth:
            self._plain_from = 0
        self._depth -= 1

    def data(self, text: str) -> None:
        """Take text."""
        if not self._unseen_from:
            self._run.append(text)

    def close(self) -> None:
        """End the page."""
        self._break_line()

    def text(self) -> str:
        """Return the lines taken."""
        return "\n".join(self._pieces)

    def _break_line(self) -> None:
        text = "".join(self._run)
        self._run.clear()
        if not self._plain_from:
            text = _SPACE.sub(" ", _BREAK_BETWEEN_WIDE.sub("", text))
        if text.strip():
            if _SENTENCE.search(text):
                self._last_sentence = len(self._pieces)
            self._pieces.append(text.rstrip())


def _is_block(tag: str) -> bool:
    return tag not in _INLINE and ":" not in tag  # o:p, st1:chsdate: Word's own, all inline


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")) is not None
