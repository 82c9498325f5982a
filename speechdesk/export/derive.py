"""The office's own presets: what it changes of a layout, kept in its folder or learned from a sample."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from speechdesk.atomic import replace_file, unwritable
from speechdesk.errors import SpeechDeskError
from speechdesk.export.preset import (
    HEADINGS,
    TWIPS_PER_PT,
    Annotation,
    NumberSide,
    Order,
    Preset,
    Style,
)
from speechdesk.export.presets import load_preset, own_presets, preset_from_table
from speechdesk.export.verify.cascade import Cascade, ReadRun, attributes, is_on
from speechdesk.export.verify.classify import Part, Place, classify
from speechdesk.export.verify.package import DOCUMENT, Package, W, open_package

_NOT_IN_NAMES = '\\/:*?"<>|\n\r\t.'
_NARROWEST_PT, _WIDEST_PT = 10.0, 100.0
_BODY_STYLES = (Style.NORMAL, Style.BODY, Style.CONTINUED, Style.GREETING, Style.RECIPIENT)


@dataclass(frozen=True, slots=True)
class HouseRules:
    """What an office changes of a preset.

    Attributes:
        title_face, body_face: faces of the title, and of body and greeting.
        heading_faces: of the four levels.
        heading_bold: whether the headings of a level are bold.
        line_pt: height of a line, exact.
        order: of speaker and date under the title.
        number_side: where the page number stands.
        latin_face: of letters and figures; "" for the Chinese face's own.
        annotation: of characters hard to read out.
        breathing: whether a space follows the marks one breathes at.
    """

    title_face: str
    body_face: str
    heading_faces: tuple[str, str, str, str]
    heading_bold: tuple[bool, bool, bool, bool]
    line_pt: float
    order: Order
    number_side: NumberSide
    latin_face: str
    annotation: Annotation = Annotation.NONE
    breathing: bool = False


def rules_of(preset: Preset) -> HouseRules:
    """Return the house rules a preset has now."""
    levels = [preset.styles[style] for style in HEADINGS]
    first, second, third, fourth = levels
    return HouseRules(
        preset.styles[Style.TITLE].face,
        preset.styles[Style.BODY].face,
        (first.face, second.face, third.face, fourth.face),
        (first.bold, second.bold, third.bold, fourth.bold),
        preset.page.line_twips / TWIPS_PER_PT,
        preset.options.order,
        preset.page_number.side,
        preset.options.latin_face,
        preset.options.annotation,
        preset.options.breathing,
    )


def derived_table(base: str, label: str, rules: HouseRules) -> dict[str, Any]:
    """Return the content of a preset file: what differs from the preset called `base`.

    Raises:
        SpeechDeskError: the height of a line is none.
    """
    if not _NARROWEST_PT <= rules.line_pt <= _WIDEST_PT:
        raise SpeechDeskError("行距应在 10 到 100 磅之间，请重新填写。")
    styles: dict[str, dict[str, Any]] = {Style.TITLE.value: {"face": rules.title_face}}
    styles |= {style.value: {"face": rules.body_face} for style in _BODY_STYLES}
    for style, face, bold in zip(HEADINGS, rules.heading_faces, rules.heading_bold, strict=True):
        styles[style.value] = {"face": face, "bold": bold}
    return {
        "extends": base,
        "label": label,
        "page": {"line_twips": round(rules.line_pt * TWIPS_PER_PT)},
        "page_number": {"side": rules.number_side.value},
        "options": {
            "order": rules.order.value,
            "latin_face": rules.latin_face,
            "annotation": rules.annotation.value,
            "breathing": rules.breathing,
        },
        "styles": styles,
    }


def derive(base: str, label: str, rules: HouseRules) -> Preset:
    """Return the preset that `base` becomes by house rules, not yet kept.

    Raises:
        SpeechDeskError: a rule makes no sense.
    """
    return preset_from_table(label, derived_table(base, label, rules))


def save_preset(base: str, label: str, rules: HouseRules) -> str:
    """Keep an office's preset in the user's folder and return its name.

    Raises:
        SpeechDeskError: the label gives no name, or a rule makes no sense.
        UnwritableFile: the folder cannot be written.
    """
    name = "".join(mark for mark in label.strip() if mark not in _NOT_IN_NAMES)
    if not name:
        raise SpeechDeskError("请给版式取一个名字。")
    table = derived_table(base, label.strip(), rules)
    folder = own_presets()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
    replace_file(folder / f"{name}.json", msgspec.json.format(msgspec.json.encode(table), indent=1) + b"\n")
    return name


def learn_rules(path: Path, base: str) -> HouseRules:
    """Return the house rules a sample .docx follows; what it does not show is as in the preset `base`.

    Raises:
        UnreadableFile: it is missing, damaged, hostile or no Word document.
    """
    package = open_package(path)
    cascade = Cascade(package)
    parts = classify(tuple(cascade.paragraphs(package.part(DOCUMENT))))
    usual = rules_of(load_preset(base))
    levels = [_heading_runs(parts, level) for level in (1, 2, 3, 4)]
    faces = [_face(runs) or usual.heading_faces[level] for level, runs in enumerate(levels)]
    bold = [_bold(runs) if runs else usual.heading_bold[level] for level, runs in enumerate(levels)]
    body = [run for part in parts if part.place is Place.BODY for run in part.paragraph.runs]
    latin = _most(run.fonts.get("ascii", "") for run in body)
    body_face = _face(body) or usual.body_face
    return HouseRules(
        _face([run for part in parts if part.place is Place.TITLE for run in part.paragraph.runs])
        or usual.title_face,
        body_face,
        (faces[0], faces[1], faces[2], faces[3]),
        (bold[0], bold[1], bold[2], bold[3]),
        _line_pt(parts) or usual.line_pt,
        usual.order,
        _number_side(package, cascade) or usual.number_side,
        latin if latin != body_face else "",
        usual.annotation,
        usual.breathing,
    )


def _heading_runs(parts: Iterable[Part], level: int) -> list[ReadRun]:
    return [part.paragraph.runs[0] for part in parts if part.place is Place.HEADING and part.level == level]


def _face(runs: Iterable[ReadRun]) -> str:
    return _most(face for run in runs for face in [run.face] * len(run.text))


def _bold(runs: list[ReadRun]) -> bool:
    return sum(is_on(run.look, "b") for run in runs) * 2 > len(runs)


def _most(values: Iterable[str]) -> str:
    counted = Counter(value for value in values if value)
    return counted.most_common(1)[0][0] if counted else ""


def _line_pt(parts: Iterable[Part]) -> float:
    exact = (
        part.paragraph.value("spacing", "line")
        for part in parts
        if part.place is Place.BODY and part.paragraph.value("spacing", "lineRule") == "exact"
    )
    found = _most(exact)
    return int(found) / TWIPS_PER_PT if found.isdigit() else 0.0


def _number_side(package: Package, cascade: Cascade) -> NumberSide | None:
    """Return where the page number stands, None where the file has none."""
    sides: set[str] = set()
    for name, root in package.roots.items():
        fields = "".join(item.text or "" for item in root.iter(f"{W}instrText"))
        simple = "".join(attributes(item).get("instr", "") for item in root.iter(f"{W}fldSimple"))
        if name.startswith("word/footer") and "PAGE" in fields + simple:
            sides |= {
                paragraph.value("jc") for paragraph in cascade.paragraphs(root) if paragraph.text.strip()
            }
    if not sides:
        return None
    return NumberSide.CENTRE if sides == {"center"} else NumberSide.OUTER
