"""Write a file beside the old one, then swap it in: the old file is whole until the new one is."""

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from speechdesk.errors import UnwritableFile

_REASONS = {
    errno.ENOSPC: "磁盘已满，请腾出空间后再试，或另选位置",
    errno.EDQUOT: "磁盘配额已用完，请腾出空间后再试，或另选位置",
    errno.EROFS: "磁盘是只读的，请另选位置",
    errno.EACCES: "没有写入权限或文件正被其他程序打开，请关闭该文件、另选位置或另取名字",
    errno.EPERM: "没有写入权限或文件正被其他程序打开，请关闭该文件、另选位置或另取名字",
    errno.ENOENT: "文件夹不存在，请另选位置",
    errno.ENOTDIR: "文件夹不存在，请另选位置",
    errno.EISDIR: "这是一个文件夹，请另取名字",
    errno.ENAMETOOLONG: "文件名太长，请换一个短些的名字",
}


def unwritable(path: Path, error: OSError) -> UnwritableFile:
    """Return the error that tells the user why `path` cannot be written and what to do."""
    reason = _REASONS.get(error.errno or 0, "写入失败，请检查磁盘后再试，或另选位置")
    return UnwritableFile(f"无法保存“{path.name}”：{reason}。")


def replace_file(path: Path, data: bytes) -> None:
    """Make `data` the whole content of `path`, or leave everything as it was.

    Args:
        path: the file; a symbolic link is followed, its target replaced. Its folder must exist.
        data: what the file shall hold.

    Raises:
        UnwritableFile: the disk is full, the folder is missing or read-only, the file is locked.
    """
    try:
        _write_beside_and_swap(path.resolve(), data)
    except OSError as error:
        raise unwritable(path, error) from error


def _write_beside_and_swap(path: Path, data: bytes) -> None:
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".tmp", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
    sync_folder(path.parent)


def _umask() -> int:
    mask = os.umask(0o077)  # the mask can only be read by setting it
    os.umask(mask)
    return mask


def sync_folder(folder: Path) -> None:
    """See to it that the names in a folder are on the disk, where the system can."""
    if os.name != "posix":
        return  # Windows cannot open a folder; its rename is on disk when it returns
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:
        pass  # some network file systems cannot sync a folder; the file itself is safe
    finally:
        os.close(descriptor)
