"""The library's file: one SQLite database, its tables and its version."""

import sqlite3
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from speechdesk.errors import NewerFormat, SpeechDeskError, UnreadableFile, UnwritableFile

VERSION = 2  # PRAGMA user_version; upgrade.py brings older ones here
_APPLICATION_ID = 0x53504B44  # "SPKD": tells a library from any other SQLite file
_BUSY_TIMEOUT_S = 10.0
_MINED = (
    "learned_in",
    "lesson",
    "learned",
    "variant",
    "occurrence",
    "expression",
    "passage",
    "sketch",
    "form",
)

_TABLES = """
CREATE TABLE IF NOT EXISTS document (
    id       INTEGER PRIMARY KEY,
    file     TEXT NOT NULL,           -- the name, without the folder
    digest   TEXT NOT NULL UNIQUE,    -- SHA-256 of the bytes: the same file is never imported twice
    encoding TEXT NOT NULL,
    imported TEXT NOT NULL            -- ISO 8601, UTC
) STRICT;
CREATE TABLE IF NOT EXISTS speech (
    id          INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    position    INTEGER NOT NULL,     -- from 1
    title TEXT, date TEXT, speaker TEXT, greeting TEXT,
    level       TEXT NOT NULL,        -- 省 市 州 县 区 乡 镇 旗, or empty
    UNIQUE (document_id, position)
) STRICT;
CREATE TABLE IF NOT EXISTS block (
    id        INTEGER PRIMARY KEY,
    speech_id INTEGER NOT NULL REFERENCES speech ON DELETE CASCADE,
    position  INTEGER NOT NULL,       -- index in Speech.blocks
    kind      TEXT NOT NULL,
    level     INTEGER NOT NULL,
    heading   TEXT,
    section   TEXT NOT NULL,          -- JSON list, outermost first
    text      TEXT NOT NULL,
    folded    TEXT NOT NULL,          -- text as folding.fold gives it, for search
    UNIQUE (speech_id, position)
) STRICT;
CREATE TABLE IF NOT EXISTS form (     -- a passage's text as variants are compared
    id   INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE IF NOT EXISTS sketch (   -- the pieces by which alike forms are found (mining/variants.py)
    piece   INTEGER NOT NULL,
    form_id INTEGER NOT NULL,         -- no reference: it would need a second index as large as the table
    PRIMARY KEY (piece, form_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS passage (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice: an index may know a deleted one
    kind       TEXT NOT NULL,
    text       TEXT NOT NULL UNIQUE,
    form_id    INTEGER NOT NULL REFERENCES form,
    role       TEXT,
    secondary_role TEXT,
    confidence REAL NOT NULL,         -- of the role, 0 to 1
    topics     TEXT NOT NULL,         -- JSON list, strongest first
    slots      TEXT NOT NULL          -- JSON list of Slot
) STRICT;
CREATE INDEX IF NOT EXISTS passage_form ON passage (form_id);
CREATE TABLE IF NOT EXISTS variant (  -- two near-identical passages, both ways round
    passage_id INTEGER NOT NULL REFERENCES passage ON DELETE CASCADE,
    other_id   INTEGER NOT NULL REFERENCES passage ON DELETE CASCADE,
    score      REAL NOT NULL,
    PRIMARY KEY (passage_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS variant_other ON variant (other_id);
CREATE TABLE IF NOT EXISTS learned (  -- names that variants showed to be slots
    words    TEXT PRIMARY KEY,
    kind     TEXT NOT NULL,
    block_id INTEGER NOT NULL         -- the last one there was when it was learned
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS lesson (   -- the variants that show a name to be a slot
    words      TEXT NOT NULL REFERENCES learned ON DELETE CASCADE,
    passage_id INTEGER NOT NULL REFERENCES passage ON DELETE CASCADE,
    other_id   INTEGER NOT NULL REFERENCES passage ON DELETE CASCADE,
    PRIMARY KEY (words, passage_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS lesson_passage ON lesson (passage_id);
CREATE INDEX IF NOT EXISTS lesson_other ON lesson (other_id);
CREATE TABLE IF NOT EXISTS learned_in (  -- the passages a learned name stands in
    passage_id INTEGER NOT NULL REFERENCES passage ON DELETE CASCADE,
    words      TEXT NOT NULL REFERENCES learned ON DELETE CASCADE,
    PRIMARY KEY (passage_id, words)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS learned_in_words ON learned_in (words);
CREATE TABLE IF NOT EXISTS occurrence (
    passage_id INTEGER NOT NULL REFERENCES passage ON DELETE CASCADE,
    block_id   INTEGER NOT NULL REFERENCES block ON DELETE CASCADE,
    start      INTEGER NOT NULL,      -- half-open span of code points in the block's text
    "end"      INTEGER NOT NULL,
    PRIMARY KEY (passage_id, block_id, start)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS occurrence_block ON occurrence (block_id);
CREATE TABLE IF NOT EXISTS expression (  -- a set expression where it stands
    block_id INTEGER NOT NULL REFERENCES block ON DELETE CASCADE,
    start    INTEGER NOT NULL,        -- half-open span of code points in the block's text
    "end"    INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    text     TEXT NOT NULL,
    speaker  TEXT NOT NULL,           -- of a quotation, or empty
    PRIMARY KEY (block_id, start, "end", kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS expression_text ON expression (kind, text, speaker);
CREATE VIEW IF NOT EXISTS place AS  -- a block with what tells the user where it stands
    SELECT block.id AS block_id, block.text, block.folded,
           document.file, speech.position AS speech, speech.title, speech.date, speech.level,
           speech.id AS speech_id, block.section,
           block.position AS block
    FROM block JOIN speech ON speech.id = block.speech_id
               JOIN document ON document.id = speech.document_id;
"""


def connect(path: Path, mine_anew: Callable[[sqlite3.Connection], None]) -> sqlite3.Connection:
    """Return a connection to the library at `path`, made with its tables when it is not there yet.

    The caller closes it; it belongs to the thread that opened it. A library of an older version keeps its
    documents, speeches and blocks and is mined anew, whole or not at all.

    Args:
        path: the file.
        mine_anew: fills the empty tables of all that is mined.

    Raises:
        NewerFormat: a newer program wrote it.
        UnreadableFile: it is no library or is damaged.
        UnwritableFile: its folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=_BUSY_TIMEOUT_S, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise UnwritableFile(
            f"无法打开素材库：文件夹“{path.parent}”不存在或没有读写权限，请另选位置。"
        ) from error
    try:
        _prepare(connection, path, mine_anew)
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error as error:
        connection.close()
        raise library_error(error) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(
    connection: sqlite3.Connection, path: Path, mine_anew: Callable[[sqlite3.Connection], None]
) -> None:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if tables and application != _APPLICATION_ID:
        raise UnreadableFile(f"“{path.name}”不是讲稿台的素材库，请另选文件。")
    if version > VERSION:
        raise NewerFormat(f"素材库“{path.name}”由更新版本的讲稿台写成，未作改动；请先升级讲稿台。")
    if version == VERSION:
        return
    connection.execute("PRAGMA journal_mode = WAL")
    # One transaction, harmless when repeated: two programs may make or upgrade the library at once.
    dropped = "".join(f"DROP TABLE IF EXISTS {table};" for table in _MINED) if version else ""
    connection.executescript(f"BEGIN IMMEDIATE;{dropped}{_TABLES}")
    if version:
        mine_anew(connection)
    connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


@contextmanager
def translated() -> Generator[None]:
    """Turn a fault of the library's file into an error the user understands."""
    try:
        yield
    except sqlite3.Error as error:
        raise library_error(error) from error


def library_error(error: sqlite3.Error) -> SpeechDeskError:
    """Return what a fault of the library's file means to the user."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the primary code, without its refinement
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return UnreadableFile("素材库文件已损坏或不是素材库；请换用备份，或另建新库后重新导入材料。")
    if code == sqlite3.SQLITE_FULL:
        return UnwritableFile("磁盘已满，素材库未能写入；请腾出空间后再试。")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return UnwritableFile("素材库所在的文件夹没有读写权限；请另选位置。")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return UnwritableFile("素材库正被另一个程序写入；请稍后再试。")
    if code == sqlite3.SQLITE_IOERR:
        return UnwritableFile("读写素材库时磁盘出错；请检查磁盘后再试。")
    raise error  # our own mistake, such as wrong SQL: a defect, not the user's trouble
