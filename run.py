"""Run SpeechDesk from a checkout: `python3 run.py [command…]`, or its tests: `python3 run.py test`.

Uses the standard library only. Makes `.venv` from the hash-locked requirements, once for each of their
versions; installs the system libraries Qt needs where it may, or says how.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from speechdesk.screen import missing_packages

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
OLDEST_PYTHON = (3, 11)

CHINESE_FONTS = "fonts-noto-cjk"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
FONT_HINTS = ("cjk", "wqy", "droidsansfallback", "sourcehan", "simsun", "fangsong", "gbsn", "arphic", "uming")


def main(arguments: list[str]) -> int:
    """Prepare what is needed, then run the command, the desk or the tests; return the exit code."""
    if sys.version_info < OLDEST_PYTHON:
        print(
            f"需要 Python {'.'.join(map(str, OLDEST_PYTHON))} 或更新版本，现在是 {sys.version.split()[0]}。"
        )
        return 2
    testing = arguments[:1] == ["test"]
    opens_window = not testing and len(arguments) <= 1 and not _is_command(arguments)
    if testing or opens_window:
        missing = _missing_packages(window=opens_window)
        if missing and not _install_packages(missing):
            return 2
    if not _prepare_venv("requirements-test.txt" if testing else "requirements.txt"):
        return 1
    python = _venv_python()
    if testing:
        return _run_checks(python, arguments[1:])
    return subprocess.call([str(python), "-m", "speechdesk", *arguments], env=_environment())


def _missing_packages(*, window: bool) -> list[str]:
    missing = missing_packages(window=window)
    if window and sys.platform.startswith("linux") and not _has_chinese_font():
        missing.append(CHINESE_FONTS)
    return missing


def _is_command(arguments: list[str]) -> bool:
    commands = ("read", "import", "library", "search", "suggest", "export", "verify")
    return bool(arguments) and (arguments[0] in commands or arguments[0].startswith("-"))


def _has_chinese_font() -> bool:
    for folder in FONT_FOLDERS:
        for _, _, files in os.walk(Path(folder).expanduser()):
            if any(hint in name.lower() for name in files for hint in FONT_HINTS):
                return True
    return False


def _install_packages(packages: list[str]) -> bool:
    """Install with apt-get when root, else say how; return whether the program can go on."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        print(f"缺少系统组件，请先运行：sudo {' '.join(command)}", file=sys.stderr)
        return packages == [CHINESE_FONTS]  # without fonts the window is ugly, but it runs
    print(f"正在安装系统组件：{' '.join(packages)}", file=sys.stderr)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for step in (["apt-get", "update", "-q"], command):
        if subprocess.call(step, env=environment, stdout=sys.stderr) != 0:
            print(f"系统组件没有装上，请手动运行：{' '.join(command)}", file=sys.stderr)
            return packages == [CHINESE_FONTS]
    return True


def _venv_python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _prepare_venv(requirements: str) -> bool:
    """Make `.venv` hold the locked requirements; a stamp makes the next run skip this."""
    test, runtime = ROOT / "requirements-test.txt", ROOT / requirements
    stamps = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in (test, runtime)}
    stamp = VENV / "requirements.stamp"
    held = stamp.read_text().split() if stamp.exists() else []
    if stamps[test] in held or stamps[runtime] in held:  # the tests' requirements include the program's
        return True
    print("正在准备运行环境（只在第一次）……", file=sys.stderr)
    if not _venv_python().exists():
        venv.create(VENV, with_pip=True)
    install = [str(_venv_python()), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    if subprocess.call([*install, "--require-hashes", "-r", str(runtime)], stdout=sys.stderr) != 0:
        print("运行环境没有装好；请检查网络后再运行一次。", file=sys.stderr)
        return False
    stamp.write_text(f"{stamps[runtime]}\n")
    return True


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


def _run_checks(python: Path, pytest_arguments: list[str]) -> int:
    """Run style, types, layers and tests; every one runs, the first failure is the exit code.

    The last line names the checks that failed; the summary of pytest above it covers only the tests.
    """
    environment = _environment()
    checks = {
        "ruff check": ["-m", "ruff", "check", "."],
        "ruff format": ["-m", "ruff", "format", "--check", "."],
        "basedpyright": ["-m", "basedpyright"],
        "import-linter": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        "pytest": ["-m", "pytest", *pytest_arguments],
    }
    codes = {
        name: subprocess.call([str(python), *check], cwd=ROOT, env=environment)
        for name, check in checks.items()
    }
    failed = [name for name, code in codes.items() if code]
    print(f"FAILED: {', '.join(failed)}" if failed else f"passed: {', '.join(codes)}", flush=True)
    return codes[failed[0]] if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
