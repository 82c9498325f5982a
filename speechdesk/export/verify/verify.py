"""Measure a .docx: every check of the official format, with what was expected, found and where."""

import itertools
from dataclasses import dataclass
from pathlib import Path

from speechdesk.export.preset import Preset
from speechdesk.export.verify.cascade import Cascade
from speechdesk.export.verify.checks import Check, Subject
from speechdesk.export.verify.classify import classify
from speechdesk.export.verify.face_rules import face_checks, font_checks
from speechdesk.export.verify.line_rules import (
    alignment_checks,
    indent_checks,
    spacing_checks,
    switch_checks,
)
from speechdesk.export.verify.package import DOCUMENT, Package, open_package, read_package
from speechdesk.export.verify.page_rules import footer_checks, section_checks, setting_checks
from speechdesk.export.verify.part_rules import part_checks
from speechdesk.export.verify.structure_rules import blank_checks, heading_checks
from speechdesk.export.verify.trace_rules import trace_checks

RULES = (
    section_checks,
    setting_checks,
    footer_checks,
    face_checks,
    font_checks,
    alignment_checks,
    indent_checks,
    spacing_checks,
    switch_checks,
    heading_checks,
    blank_checks,
    part_checks,
    trace_checks,
)


@dataclass(frozen=True, slots=True)
class Report:
    """The answer of `verify`.

    Attributes:
        ok: whether every check holds.
        checks: all of them.
    """

    ok: bool
    checks: tuple[Check, ...]


def verify_file(path: Path, preset: Preset) -> Report:
    """Measure the .docx at `path` against `preset`.

    Raises:
        UnreadableFile: it is missing, damaged, hostile or no Word document.
    """
    return _measure(open_package(path), preset)


def verify_bytes(data: bytes, preset: Preset) -> Report:
    """Measure a .docx in memory against `preset`.

    Raises:
        UnreadableFile: it is damaged, hostile or no Word document.
    """
    return _measure(read_package(data, "文档"), preset)


def _measure(package: Package, preset: Preset) -> Report:
    cascade = Cascade(package)
    paragraphs = tuple(cascade.paragraphs(package.part(DOCUMENT)))
    subject = Subject(package, cascade, paragraphs, classify(paragraphs), preset)
    checks = tuple(itertools.chain.from_iterable(rule(subject) for rule in RULES))
    return Report(all(check.ok for check in checks), checks)
