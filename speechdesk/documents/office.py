"""Old and foreign office files (.doc, .wps, .rtf, .odt …) → .docx, by the LibreOffice of the computer.

Each conversion runs in a temporary folder of its own, with a profile of its own that forbids macros, links
and active content; the file's own name is never used.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from speechdesk.errors import UnreadableFile

_TIMEOUT_S = 60
_COMMANDS = ("soffice", "libreoffice")
_WINDOWS_FOLDERS = ("ProgramFiles", "ProgramFiles(x86)", "ProgramW6432")  # environment variables
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "~/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/usr/local/bin/soffice",
)
_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
_PROFILE = (  # path, property, value; see officecfg's Common.xcs and Writer.xcs in LibreOffice
    (_SECURITY, "MacroSecurityLevel", "3"),  # very high: only from trusted places, of which there are none
    (_SECURITY, "DisableMacrosExecution", "true"),
    (_SECURITY, "DisableActiveContent", "true"),
    (_SECURITY, "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),  # never
    ("/org.openoffice.Office.Common/Misc", "FirstRun", "false"),
)
_SETTINGS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry"'
    ' xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
)


def find_office() -> Path | None:
    """Return the LibreOffice program, None where there is none on PATH or in a usual place."""
    for command in _COMMANDS:
        if found := shutil.which(command):
            return Path(found)
    folders = [Path(os.environ[name]) for name in _WINDOWS_FOLDERS if os.environ.get(name)]
    places = [folder / "LibreOffice" / "program" / "soffice.com" for folder in folders]
    places += [Path(place).expanduser() for place in _USUAL_PLACES]
    return next((place for place in places if place.is_file()), None)


def convert_to_docx(data: bytes, suffix: str, name: str) -> bytes:
    """Return a file as .docx.

    Args:
        data: the whole file.
        suffix: what its content is: ".doc", ".rtf", ".odt" or ".xml".
        name: the file's name, for the message.

    Raises:
        UnreadableFile: LibreOffice is not installed, took longer than a minute, or could not read the file.
    """
    office = find_office()
    if office is None:
        raise UnreadableFile(
            f"“{name}”要靠 LibreOffice 转换才能读，这台电脑上没有找到它，"
            "请安装 LibreOffice，或在 Word、WPS 中另存为 .docx 后再试。"
        )
    try:
        with tempfile.TemporaryDirectory(prefix="speechdesk-", ignore_cleanup_errors=True) as folder:
            return _convert(office, Path(folder), data, suffix)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(
            f"转换“{name}”超过一分钟还没有完成，已经停止，请在 Word 或 WPS 中另存为 .docx 后再试。"
        ) from error
    except OSError as error:
        raise UnreadableFile(
            f"“{name}”没有转换成功，文件可能已损坏或设有密码，请在 Word 或 WPS 中另存为不加密的 .docx。"
        ) from error


def _convert(office: Path, folder: Path, data: bytes, suffix: str) -> bytes:
    """Return the converted file; raise OSError where LibreOffice made none."""
    source = folder / f"source{suffix}"
    source.write_bytes(data)
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
    _run(
        [
            str(office),
            f"-env:UserInstallation={profile.parent.as_uri()}",
            "--headless",
            "--norestore",
            "--nologo",
            "--nolockcheck",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(folder / "out"),
            str(source),
        ]
    )
    return (folder / "out" / "source.docx").read_bytes()


def _settings() -> str:
    items = (
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>\n"
        for path, name, value in _PROFILE
    )
    return f"{_SETTINGS_HEAD}{''.join(items)}</oor:items>\n"


def _run(command: list[str]) -> None:
    """Run a command in a process group of its own, so that on a timeout its children end with it."""
    windows = sys.platform == "win32"
    process = subprocess.Popen(  # noqa: S603 - the program found above, no shell
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=not windows,
        creationflags=0x08000000 if windows else 0,  # CREATE_NO_WINDOW
    )
    try:
        process.wait(_TIMEOUT_S)
    except BaseException:
        _end(process)
        raise


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process with all its children."""
    if sys.platform == "win32":
        taskkill = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32" / "taskkill.exe"
        subprocess.run([taskkill, "/F", "/T", "/PID", str(process.pid)], check=False, capture_output=True)  # noqa: S603
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
