"""What stands above the title and at the foot of an official document: 版头 and 版记.

Clauses are those of GB/T 9704-2012.
"""

from collections.abc import Iterator
from dataclasses import replace

from speechdesk.export.lines import break_paragraph
from speechdesk.export.paragraphs import BLANK, HAIR, Frame, Paragraph, Rule, Run, em_width
from speechdesk.export.preset import TWIPS_PER_MM, TWIPS_PER_PT, Head, Preset, Style, TextStyle
from speechdesk.records import OfficialFacts

_MARK_FROM_TOP_MM = 35  # 7.2.4: from the top of the type area to the top of the mark
_RED = "FF0000"
_RED_RULE = Rule(eighths=12, colour=_RED, space_pt=7)  # 7.2.7: 4 mm below, of which the line has blank 1.5
_OUTER_RULE = Rule(eighths=8)  # 7.4.1: 0.35 mm is 1 pt
_INNER_RULE = Rule(eighths=6)  # 7.4.1: 0.25 mm is 0.7 pt
# A letter (10.1): lengths outside the type area, which is 156 mm wide and 28 mm from the left edge.
_LETTER_RULE_MM = 170
_LETTER_MARK_TOP_MM = 30
_LETTER_FOOT_MM = 20
_LETTER_THICK, _LETTER_THIN = Rule(eighths=24, colour=_RED), Rule(eighths=6, colour=_RED)
_LETTER_ABOVE_RULE_TWIPS = 80  # 4 mm less the blank part of the mark's line and what its frame is bound to
_LETTER_BELOW_RULE_TWIPS = 90  # 7/8 of a character, less the blank part of the line below
_ASCENT_EM = 0.02  # measured in LibreOffice: from the top of a centred character to its ink


def head_of(facts: OfficialFacts, preset: Preset) -> tuple[Paragraph, ...]:
    """Return what stands above the title with its blank lines, nothing where there is no head."""
    head = preset.options.head
    if head is Head.NONE or replace(facts, edition="") == OfficialFacts():
        return ()
    if head is Head.LETTER:
        return (*_letter_frames(facts, preset), *_letter_imprint(facts, preset), BLANK, BLANK)
    imprint = tuple(_imprint(facts)) if head is Head.OFFICIAL else ()
    numbered = _number_line(facts, preset)
    return (*imprint, *_mark(facts, preset, len(imprint)), BLANK, BLANK, numbered, BLANK, BLANK)


def sized(preset: Preset, facts: OfficialFacts) -> Preset:
    """Return the preset with the mark small enough for one line of the type area (7.2.4)."""
    style = preset.styles[Style.MARK]
    fitting_pt = preset.page.text_width_pt / max(em_width(facts.issuer), 1)
    if preset.options.head is Head.NONE or fitting_pt >= style.size_pt:
        return preset
    smaller = replace(style, size_pt=int(fitting_pt * 2) / 2)
    return replace(preset, styles={**preset.styles, Style.MARK: smaller})


def _letter_frames(facts: OfficialFacts, preset: Preset) -> Iterator[Paragraph]:
    """Yield mark and double rules of a letter's first page (10.1).

    The text begins below the mark's frame. A double rule is a hair line with a rule above and one below: of
    the double borders, Word and LibreOffice put the thick line on another side at the top than at the foot,
    and LibreOffice doubles the distance of a border from the text in a frame.
    """
    style = preset.styles[Style.MARK]
    top_twips = round(_LETTER_MARK_TOP_MM * TWIPS_PER_MM - (style.line_twips - style.char_twips) / 2)
    mark = Run(facts.issuer or " ", Style.MARK)
    yield Paragraph(Style.MARK, ((mark,),), frame=_letter_frame(preset, top_twips))
    foot_twips = round((preset.page.height_mm - _LETTER_FOOT_MM) * TWIPS_PER_MM)
    foot = _letter_frame(preset, foot_twips)
    yield HAIR
    yield replace(HAIR, above=_LETTER_THIN, below=_LETTER_THICK, frame=foot)
    yield replace(HAIR, line_twips=_LETTER_ABOVE_RULE_TWIPS)
    left_twips, right_twips = (
        foot.left_twips - round(margin_mm * TWIPS_PER_MM)
        for margin_mm in (preset.page.left_mm, preset.page.right_mm)
    )
    yield replace(
        HAIR, above=_LETTER_THICK, below=_LETTER_THIN, left_twips=left_twips, right_twips=right_twips
    )
    yield replace(HAIR, line_twips=_LETTER_BELOW_RULE_TWIPS)


def _letter_frame(preset: Preset, top_twips: int) -> Frame:
    left_mm = (preset.page.width_mm - _LETTER_RULE_MM) / 2
    return Frame(round(_LETTER_RULE_MM * TWIPS_PER_MM), round(left_mm * TWIPS_PER_MM), top_twips)


def _slack_twips(style: TextStyle) -> float:
    """Return how far below the top of its line the ink of a style's characters begins."""
    return (style.line_twips - style.char_twips) / 2 + _ASCENT_EM * style.char_twips


def _imprint(facts: OfficialFacts) -> Iterator[Paragraph]:
    """Yield 份号, 密级 and 紧急程度, flush left from the first line down (7.2.1 to 7.2.3)."""
    if facts.copy_number:
        digits = Run(facts.copy_number.zfill(6), Style.NUMBER)
        yield Paragraph(Style.IMPRINT, ((digits,),))
    for text in (facts.secrecy, facts.urgency):
        if text:
            yield Paragraph(Style.IMPRINT, ((Run(text, Style.IMPRINT),),))


def _mark(facts: OfficialFacts, preset: Preset, lines_above: int) -> Iterator[Paragraph]:
    if not facts.issuer:
        return
    style = preset.styles[Style.MARK]
    above = _MARK_FROM_TOP_MM * TWIPS_PER_MM - lines_above * preset.page.line_twips - _slack_twips(style)
    # Word drops space above the first paragraph of a page only behind a break, LibreOffice always: a line of
    # exactly that height does for both.
    yield replace(HAIR, line_twips=max(round(above), HAIR.line_twips))
    yield Paragraph(Style.MARK, ((Run(facts.issuer, Style.MARK),),))


def _number_line(facts: OfficialFacts, preset: Preset) -> Paragraph:
    """Return 发文字号 with the red rule; with 签发人 it stands left, they right (7.2.5, 7.2.6)."""
    style = preset.styles[Style.NUMBER]
    number = (Run(facts.number, Style.NUMBER),) if facts.number else ()
    if not facts.signers:
        return Paragraph(Style.NUMBER, (number,), below=_RED_RULE)
    names = "　".join(facts.signers)
    signers = (Run("\t签发人：", Style.NUMBER), Run(names, Style.HEADING_2))
    width = preset.page.text_width_pt * TWIPS_PER_PT - style.char_twips
    # The rule is as wide as the type area, so the indent of one character is a space, not an indent. A line
    # that is not centred: Word would centre it with its tab, half a character too far to the right.
    return Paragraph(
        Style.IMPRINT,
        ((Run("　", Style.NUMBER), *number, *signers),),
        left_twips=0,
        tab_twips=round(width),
        below=_RED_RULE,
    )


def _letter_imprint(facts: OfficialFacts, preset: Preset) -> Iterator[Paragraph]:
    """Yield 份号, 密级, 紧急程度 at the left, 发文字号 at the right of the first line (10.1)."""
    left = [text for text in (facts.copy_number, facts.secrecy, facts.urgency) if text] or [""]
    width = round(preset.page.text_width_pt * TWIPS_PER_PT)
    for place, text in enumerate(left):
        runs = (Run(text, Style.IMPRINT),) if text else ()
        if place == 0 and facts.number:
            runs = (*runs, Run(f"\t{facts.number}", Style.NUMBER))
        yield Paragraph(Style.IMPRINT, (runs,), tab_twips=width if place == 0 else 0)


def attendance(facts: OfficialFacts, preset: Preset) -> Iterator[Paragraph]:
    """Yield 出席, 请假 and 列席 of minutes, the labels in 黑体, turnovers under the first name (10.3)."""
    style = preset.styles[Style.ATTENDANCE]
    for label, names in (("出席：", facts.present), ("请假：", facts.on_leave), ("列席：", facts.observers)):
        if names:
            hanging = round(em_width(label) * style.char_twips)
            runs = (Run(label, Style.HEADING_1), Run(f"{names.rstrip('。')}。", Style.ATTENDANCE))
            yield Paragraph(
                Style.ATTENDANCE,
                (runs,),
                left_twips=round(2 * style.char_twips) + hanging,
                first_twips=-hanging,
            )


def colophon(facts: OfficialFacts, preset: Preset) -> tuple[Paragraph, ...]:
    """Return what stands behind the text: attendance for minutes, and 版记 at the foot of the last page."""
    if preset.options.head is Head.NONE:
        return ()
    present = tuple(attendance(facts, preset)) if preset.options.head is Head.MINUTES else ()
    return (*((BLANK, *present) if present else ()), *_colophon(facts, preset))


def _colophon(facts: OfficialFacts, preset: Preset) -> Iterator[Paragraph]:
    """Yield 版记, the last rule on the lower edge of the last page's type area (7.4.1).

    Each row and rule is a frame of its own, bound to a hair line: LibreOffice makes no frame of paragraphs
    whose borders differ, nor of one that another frame follows.
    """
    rows = list(_colophon_rows(facts, preset))
    page = preset.page
    heights = [len(break_paragraph(row, preset)) * page.line_twips for row in rows]
    top_twips = round((page.height_mm - page.bottom_mm) * TWIPS_PER_MM) - sum(heights)
    for place, (row, height) in enumerate(zip(rows, heights, strict=True)):
        yield from (_rule_at(preset, top_twips, _INNER_RULE if place else _OUTER_RULE), HAIR)
        yield from (replace(row, frame=_type_frame(preset, top_twips)), HAIR)
        top_twips += height
    if rows:
        yield from (_rule_at(preset, top_twips, _OUTER_RULE), HAIR)


def _rule_at(preset: Preset, top_twips: int, rule: Rule) -> Paragraph:
    return replace(HAIR, above=rule, frame=_type_frame(preset, top_twips))


def _type_frame(preset: Preset, top_twips: int) -> Frame:
    width = round(preset.page.text_width_pt * TWIPS_PER_PT)
    return Frame(width, round(preset.page.left_mm * TWIPS_PER_MM), top_twips)


def _colophon_rows(facts: OfficialFacts, preset: Preset) -> Iterator[Paragraph]:
    """Yield 抄送 and 印发; the rules are paragraphs of their own, not indented (7.4)."""
    style = preset.styles[Style.COLOPHON]
    if facts.copies_to:
        label = "抄送："
        hanging = round(em_width(label) * style.char_twips)
        text = label + facts.copies_to.rstrip("。") + "。"
        left = round(style.left_chars * style.char_twips) + hanging
        run = Run(text, Style.COLOPHON)
        yield Paragraph(Style.COLOPHON, ((run,),), left_twips=left, first_twips=-hanging)
    if facts.printer or facts.print_date:
        stop = round(preset.page.text_width_pt * TWIPS_PER_PT - style.char_twips)
        date = f"\t{facts.print_date}印发" if facts.print_date else ""
        run = Run(facts.printer + date, Style.COLOPHON)
        yield Paragraph(Style.COLOPHON, ((run,),), tab_twips=stop)
