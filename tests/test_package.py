"""The program as a whole: what it ships, what it loads, what it may not contain."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from speechdesk import paths

ROOT = Path(__file__).parent.parent
BELOW_THE_WINDOW = [
    ".".join(module.relative_to(ROOT).with_suffix("").parts)
    for module in sorted((ROOT / "speechdesk").rglob("*.py"))
    if "ui" not in module.relative_to(ROOT).parts and module.name not in ("desk.py", "__init__.py")
]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_the_wheel_ships_the_seeds_byte_for_byte(wheel: zipfile.ZipFile) -> None:
    shipped = {name: wheel.read(name) for name in wheel.namelist() if name.startswith("speechdesk/seeds/")}
    assert shipped == {f"speechdesk/seeds/{file.name}": file.read_bytes() for file in paths.seeds().iterdir()}
    assert len(shipped) == 5


def test_the_wheel_ships_all_resources_and_modules_and_no_tests(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    wanted = {
        f"speechdesk/resources/{file.relative_to(paths.resources()).as_posix()}"
        for file in paths.resources().rglob("*")
        if file.is_file()
    }
    modules = {file.relative_to(ROOT).as_posix() for file in (ROOT / "speechdesk").rglob("*.py")}
    assert wanted | modules <= names
    assert not any(name.startswith("tests") for name in names)


def test_nothing_below_the_window_loads_qt() -> None:
    code = f"import sys, {', '.join(BELOW_THE_WINDOW)}; sys.exit('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_resources_hold_data_and_never_code() -> None:
    assert [file for file in paths.resources().rglob("*") if file.suffix in (".py", ".pyc", ".js")] == []


def test_there_is_no_network_code() -> None:
    network = re.compile(
        r"^\s*(?:import|from)\s+(?:socket|http|urllib|ssl|ftplib|smtplib|asyncio)\b", re.MULTILINE
    )
    qt_network = re.compile(r"Qt(?:Network|WebEngine|WebSockets)")
    for module in (ROOT / "speechdesk").rglob("*.py"):
        source = module.read_text(encoding="utf-8")
        assert not network.search(source), module
        assert not qt_network.search(source), module


def test_locked_requirements_name_no_host() -> None:
    for file in ROOT.glob("requirements*.txt"):
        assert "://" not in file.read_text(encoding="utf-8")
