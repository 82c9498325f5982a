"""What the user has set, kept as JSON in the user's folder."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from speechdesk.atomic import replace_file

_MOST_RECENT = 10
_ZOOM_PERCENTS = (70, 80, 90, 100, 115, 130, 150, 175, 200)
_OWN_SIZE = 100


class Theme(StrEnum):
    """The window's colours; `SYSTEM` follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


_LOOK, _WRITING, _SPEAKING, _FACES, _FOLDERS = "外观", "写作", "讲话", "字体", "文件夹"


def _shown(kind: str, group: str, title: str, hint: str = "", unit: str = "") -> Meta:
    """Return what the settings dialog shows of a setting: its control, group, words and unit."""
    return Meta(title=title, description=hint, extra={"group": group, "kind": kind, "unit": unit})


_FACE_HINT = "这里只管屏幕上怎样显示，导出的字体由版式决定。"


@dataclass(frozen=True, slots=True)
class Settings:
    """The user's settings; a title makes one appear in the settings dialog.

    Attributes:
        theme: the window's colours.
        zoom_percent: size of the drafting pane.
        suggestions: whether anything is suggested while typing.
        completion_score: grey text is shown from this score on, 0 to 1.
        numbering: whether the numbers of points are kept right while they are moved.
        version_minutes: how often a draft that is being changed is kept as an automatic version.
        rate_chars: how many characters the speaker says in a minute.
        preset: name of the preset drafts are set in.
        face_title, face_heading_1, face_heading_2, face_body: families shown in the drafting pane; "" for
            the best of those installed.
        draft_folder: where dialogs begin for a draft without a file; "" for the home folder.
        material_folder: where dialogs begin for an import; "" for the draft's folder.
        recent: drafts opened or saved last, newest first.
    """

    theme: Annotated[Theme, _shown("theme", _LOOK, "颜色")] = Theme.SYSTEM
    zoom_percent: Annotated[int, Meta(ge=50, le=300), _shown("whole", _LOOK, "稿纸大小", unit="%")] = 100
    suggestions: Annotated[bool, _shown("switch", _WRITING, "边写边联想")] = True
    completion_score: Annotated[
        float,
        Meta(ge=0, le=1),
        _shown("share", _WRITING, "续写的把握", "把握到了这个数，灰字才出现；调高则少而准。"),
    ] = 0.8
    numbering: Annotated[
        bool, _shown("switch", _WRITING, "自动调整序号", "增删、移动要点时序号随之改好。")
    ] = True
    version_minutes: Annotated[
        int,
        Meta(ge=1, le=60),
        _shown("whole", _WRITING, "自动留版本", "讲稿有改动时，每隔这么久留一个。", "分钟"),
    ] = 5
    rate_chars: Annotated[
        int, Meta(ge=60, le=600), _shown("whole", _SPEAKING, "语速", "时长按它估算。", "字/分钟")
    ] = 180
    preset: Annotated[str, _shown("preset", _SPEAKING, "常用版式", "页数、预览、导出都按它。")] = "speech"
    face_title: Annotated[str, _shown("face", _FACES, "标题")] = ""
    face_heading_1: Annotated[str, _shown("face", _FACES, "一级标题")] = ""
    face_heading_2: Annotated[str, _shown("face", _FACES, "二级标题、署名")] = ""
    face_body: Annotated[str, _shown("face", _FACES, "正文", _FACE_HINT)] = ""
    draft_folder: Annotated[str, _shown("folder", _FOLDERS, "新讲稿", "留空为自己的主文件夹。")] = ""
    material_folder: Annotated[
        str, _shown("folder", _FOLDERS, "要导入的材料", "留空为讲稿所在的文件夹。")
    ] = ""
    recent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownSetting:
    """A setting as the dialog shows it.

    Attributes:
        name: of the field.
        title, hint, group, unit: words for the user; hint and unit may be empty.
        kind: theme, switch, whole, share, preset, face or folder.
        lowest, highest: of a number.
    """

    name: str
    title: str
    hint: str
    group: str
    unit: str
    kind: str
    lowest: float = 0
    highest: float = 0


def load_settings(path: Path) -> Settings:
    """Return the settings in `path`; the defaults where the file, or one of them, is missing or damaged."""
    try:
        found = msgspec.json.decode(path.read_bytes(), type=dict[str, msgspec.Raw])
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return Settings()
    sound = {name: raw for name, raw in found.items() if _decodes({name: raw})}
    return msgspec.json.decode(msgspec.json.encode(sound), type=Settings)


def _decodes(values: dict[str, msgspec.Raw]) -> bool:
    try:
        msgspec.json.decode(msgspec.json.encode(values), type=Settings)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False
    return True


def shown_settings() -> tuple[ShownSetting, ...]:
    """Return the settings the dialog shows, in order."""
    info = msgspec.inspect.type_info(Settings)
    found: list[ShownSetting] = []
    for field in info.fields if isinstance(info, msgspec.inspect.DataclassType) else ():
        if isinstance(field.type, msgspec.inspect.Metadata):
            schema, extra = field.type.extra_json_schema, field.type.extra  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] - dicts of anything
            said = msgspec.convert([schema, extra], tuple[dict[str, str], dict[str, str]])
            said = said[0] | said[1]
            words = (said["title"], said["description"], said["group"], said["unit"], said["kind"])
            number = field.type.type
            ranged = isinstance(number, (msgspec.inspect.IntType, msgspec.inspect.FloatType))
            lowest, highest = (number.ge or 0, number.le or 0) if ranged else (0, 0)
            found.append(ShownSetting(field.name, *words, lowest=lowest, highest=highest))
    return tuple(found)


def find_fault(shown: ShownSetting, value: object) -> str:
    """Return a sentence for the user about a value that cannot be taken; "" where it can."""
    if shown.kind == "folder" and value and not Path(str(value)).is_dir():
        return "没有这个文件夹；请另选一个，或者留空。"
    try:
        msgspec.convert({shown.name: value}, type=Settings)
    except msgspec.ValidationError:
        return f"请填 {shown.lowest:g} 到 {shown.highest:g} 之间的数。"
    return ""


def save_settings(settings: Settings, path: Path) -> None:
    """Write the settings to `path`.

    Raises:
        UnwritableFile: the user's folder cannot be written.
    """
    replace_file(path, msgspec.json.format(msgspec.json.encode(settings), indent=1) + b"\n")


def with_recent(recent: tuple[str, ...], path: Path) -> tuple[str, ...]:
    """Return the list of recent drafts with `path` in front."""
    name = str(path)
    return (name, *(other for other in recent if other != name))[:_MOST_RECENT]


def zoomed(percent: int, steps: int) -> int:
    """Return the size next above `percent` (`steps` 1), next below it (-1), or the paper's own size (0)."""
    if not steps:
        return _OWN_SIZE
    sizes = [size for size in _ZOOM_PERCENTS if (size - percent) * steps > 0]
    return min(sizes, key=lambda size: size * steps, default=percent)
