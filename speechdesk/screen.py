"""Whether a window can open here; asked before Qt is loaded, which would abort without a word of use.

Uses the standard library only: `run.py` asks it before anything is installed.
"""

import ctypes
import os
import sys

# Debian package of each library: Qt's own needs, then those of a window on X11.
_QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
}
_X11_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}


def missing_packages(*, window: bool) -> list[str]:
    """Return the Debian packages whose libraries this Linux lacks; none on other systems.

    Args:
        window: whether a window on X11 is wanted, or Qt without a screen.
    """
    if not sys.platform.startswith("linux"):
        return []
    libraries = _QT_LIBRARIES | (_X11_LIBRARIES if window else {})
    return [package for library, package in libraries.items() if not _loads(library)]


def window_trouble() -> str:
    """Return why no window can open here and what to do, in one sentence; "" where one can."""
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    on_screen = platform in ("", "xcb", "wayland")
    if packages := missing_packages(window=on_screen):
        return f"打开窗口缺少系统组件，请先运行：sudo apt-get install -y {' '.join(packages)}"
    shown = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
    if sys.platform.startswith("linux") and on_screen and not shown:
        return "没有图形界面，窗口打不开；请在桌面环境里运行，或使用命令（speechdesk --help）。"
    return ""


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
