"""Where presets come from: files in `resources/presets/` and the user's folder, deriving from each other."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import msgspec

from speechdesk.errors import SpeechDeskError
from speechdesk.export.preset import Preset, Style, TextStyle
from speechdesk.paths import resources, user_folder

_LONGEST_CHAIN = 5  # presets that derive from each other in a ring are refused at this length


def own_presets() -> Path:
    """Return the folder of the office's own presets, not yet made."""
    return user_folder() / "presets"


def preset_labels() -> Mapping[str, str]:
    """Return the presets there are: name → label; the program's first, then the office's own."""
    return {name: str(_table(file).get("label", name)) for name, file in _files().items()}


def load_preset(name: str) -> Preset:
    """Return the preset called `name`.

    Raises:
        SpeechDeskError: there is none of that name, and the message lists those there are; or the office's
            own file is damaged.
    """
    files = _files()
    if name not in files:
        raise SpeechDeskError(f"没有名为“{name}”的版式，可用的版式有：{'、'.join(files)}。")
    return preset_from_table(name, _table(files[name]))


def preset_from_table(name: str, table: Mapping[str, Any]) -> Preset:
    """Return the preset that a file's content describes.

    Args:
        name: of the preset.
        table: the content; with `extends` it holds only what differs from that preset.

    Raises:
        SpeechDeskError: a value is missing or wrong, or it derives from a preset that is not there.
    """
    merged = _whole_table(dict(table))
    merged["name"] = name
    try:
        preset = msgspec.convert(merged, type=Preset)
    except msgspec.ValidationError as error:
        raise SpeechDeskError(f"版式“{name}”的设置有误，请在版式窗口重新设置或删去它：{error}") from error
    if set(preset.styles) != set(Style):
        raise SpeechDeskError(f"版式“{name}”缺少样式，请在版式窗口重新设置或删去它。")
    return _with_options(preset)


def _files() -> dict[str, Path]:
    shipped = sorted((resources() / "presets").glob("*.toml"), key=lambda file: (file.stem != "speech", file))
    own = sorted(own_presets().glob("*.json")) if own_presets().is_dir() else []
    return {file.stem: file for file in own} | {file.stem: file for file in shipped}


def _table(file: Path) -> dict[str, Any]:
    try:
        data = file.read_bytes()
        if file.suffix == ".toml":
            return tomllib.loads(data.decode())
        return msgspec.json.decode(data, type=dict[str, Any])
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SpeechDeskError(f"版式文件“{file.name}”无法读取，请在版式窗口重新设置或删去它。") from error


def _whole_table(table: dict[str, Any]) -> dict[str, Any]:
    files = _files()
    for _ in range(_LONGEST_CHAIN):
        base = table.pop("extends", None)
        if base is None:
            return table
        if base not in files:
            break
        table = _overlaid(_table(files[str(base)]), table)
    raise SpeechDeskError("版式所依据的版式不存在或互相依据，请在版式窗口重新设置。")


def _overlaid(under: dict[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Return `under` with the values of `over`, table by table."""
    both = dict(under)
    for key, value in over.items():
        below: Any = both.get(key)
        tables = isinstance(below, dict) and isinstance(value, dict)
        both[key] = (
            _overlaid(cast("dict[str, Any]", below), cast("dict[str, Any]", value)) if tables else value
        )
    return both


def _with_options(preset: Preset) -> Preset:
    """Return the preset with the options that concern every style put into the styles."""
    options = preset.options
    body_pt = preset.styles[Style.BODY].size_pt

    def derived(style: TextStyle) -> TextStyle:
        style = replace(style, latin_face=options.latin_face)
        if not options.body_size_pt or style.size_pt != body_pt:
            return style
        return replace(style, size_pt=options.body_size_pt, letter_spacing_twips=0)

    return replace(preset, styles={name: derived(style) for name, style in preset.styles.items()})
