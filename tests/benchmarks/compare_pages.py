"""Whether the preview's pages are LibreOffice's: page count, first and last characters of each page.

usage: python tests/benchmarks/compare_pages.py [--preset NAME] FILE…

FILE is anything `speechdesk export` takes; every speech of a document is a draft of its own. Needs soffice,
pdftotext (poppler-utils) and Chinese fonts; FONTCONFIG_FILE may name a fontconfig file with substitutes.
Characters the PDF gives no text for (substitute faces lack some) are left out of the comparison, and so is
what stands in frames: a PDF has them before or behind the text of their page.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from speechdesk.documents.reader import read_document
from speechdesk.drafting.storage import open_draft
from speechdesk.export.composition import Composer
from speechdesk.export.docx import docx_bytes
from speechdesk.export.preset import Preset
from speechdesk.export.presets import load_preset
from speechdesk.records import Draft, DraftBlock

SHOWN_CHARS = 6
NUMBER = re.compile(r"(?:—\d+—|第\d+页共\d+页.*)$")


def drafts(path: Path) -> Iterator[tuple[str, Draft]]:
    """Yield the drafts in a file with a name for each."""
    if path.suffix == ".speech":
        yield path.name, open_draft(path)
        return
    for number, speech in enumerate(read_document(path).speeches, start=1):
        blocks = tuple(DraftBlock(block.kind, block.text, block.level) for block in speech.blocks)
        yield f"{path.stem[:12]}-{number}", Draft(blocks=blocks)


@dataclass(frozen=True, slots=True)
class Model:
    """What preview, PDF and print have, without white space.

    Attributes:
        pages: the running text of each.
        framed: what stands in frames of each.
    """

    pages: list[str]
    framed: list[list[str]]


def model_pages(draft: Draft, preset: Preset) -> Model:
    """Return the draft's pages by the model."""
    composition = Composer(preset).compose(draft)
    pages: list[str] = []
    framed: list[list[str]] = []
    for page in composition.pages:
        placed = [(composition.paragraphs[line.paragraph], line.line) for line in page.lines]
        running = (each.text[line.start : line.end] for each, line in placed if not each.frame)
        pages.append("".join("".join(running).split()))
        framed.append(
            ["".join(each.text[line.start : line.end].split()) for each, line in placed if each.frame]
        )
    return Model(pages, framed)


def rendered_pages(file: Path, profile: Path, framed: list[list[str]]) -> list[str]:
    """Return each page's running text as LibreOffice prints it, without white space and page number."""
    office = shutil.which("soffice") or "soffice"
    convert = [office, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*convert, "--outdir", str(file.parent), str(file)], check=True, capture_output=True)
    pdf = file.with_suffix(".pdf")
    read = [shutil.which("pdftotext") or "pdftotext", "-raw", str(pdf), "-"]
    text = subprocess.run(read, check=True, capture_output=True).stdout.decode()
    pages = ["".join(page.split()) for page in text.split("\f")[:-1]]
    framed = [*framed, *([] for _ in pages)]
    return [NUMBER.sub("", without(page, texts)) for page, texts in zip(pages, framed, strict=False)]


def without(page: str, framed: Sequence[str]) -> str:
    """Return a page's text without what stands in frames."""
    for text in filter(None, framed):
        head, found, tail = page.rpartition(text)
        page = head + tail if found else page
    return page


def comparable(rendered: list[str], model: list[str]) -> tuple[list[str], list[str]]:
    """Return both with only the characters both have."""
    shared = set("".join(rendered)) & set("".join(model)) - {"〇"}
    left, right = (
        ["".join(mark for mark in page if mark in shared) for page in pages] for pages in (rendered, model)
    )
    return left, right


def main(arguments: list[str]) -> int:
    """Compare the drafts and return 1 where any differs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--preset", default="speech")
    parser.add_argument("files", nargs="+", type=Path)
    options = parser.parse_args(arguments)
    preset = load_preset(options.preset)
    differing = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, draft in (draft for file in options.files for draft in drafts(file)):
            file = Path(folder) / f"{name}.docx"
            file.write_bytes(docx_bytes(draft, preset))
            expected = model_pages(draft, preset)
            rendered = rendered_pages(file, Path(folder) / "profile", expected.framed)
            rendered, model = comparable(rendered, expected.pages)
            wrong = [
                number
                for number, (left, right) in enumerate(zip(rendered, model, strict=False), start=1)
                if (left[:SHOWN_CHARS], left[-SHOWN_CHARS:]) != (right[:SHOWN_CHARS], right[-SHOWN_CHARS:])
            ]
            same = not wrong and len(rendered) == len(model)
            differing += not same
            counts = f"{len(rendered)} pages, model {len(model)}"
            print(f"{'ok  ' if same else 'DIFF'} {name}: {counts}, pages that differ {wrong[:5]}")
            for number in wrong[:1]:
                left, right = rendered[number - 1], model[number - 1]
                print(f"     LibreOffice {left[:8]}…{left[-12:]}\n     model       {right[:8]}…{right[-12:]}")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
