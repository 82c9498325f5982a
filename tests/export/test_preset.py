"""Presets."""

import pytest

from speechdesk.errors import SpeechDeskError
from speechdesk.export.preset import Alignment, Style
from speechdesk.export.presets import load_preset


def test_the_speech_preset_has_a_text_style_for_every_style() -> None:
    assert set(load_preset("speech").styles) == set(Style)


def test_a_title_line_holds_20_characters() -> None:
    assert load_preset("speech").title_chars == 20


def test_28_characters_and_22_lines_fit_the_type_area() -> None:
    preset = load_preset("speech")
    page, body = preset.page, preset.styles[Style.BODY]
    character_twips = body.size_pt * 20 + body.letter_spacing_twips
    assert int(page.text_width_pt * 20 / character_twips) == 28
    height_mm = page.height_mm - page.top_mm - page.bottom_mm
    assert int(height_mm / 25.4 * 1440 / page.line_twips) == 22


def test_the_title_is_centred_and_no_style_is_bold() -> None:
    styles = load_preset("speech").styles
    assert styles[Style.TITLE].alignment is Alignment.CENTRE
    assert not any(style.bold for style in styles.values())


def test_an_unknown_preset_is_refused_with_the_names_of_the_known_ones() -> None:
    with pytest.raises(SpeechDeskError, match=r"没有名为“letterhead”的版式.*speech") as caught:
        load_preset("letterhead")
    assert "title" not in caught.value.message
