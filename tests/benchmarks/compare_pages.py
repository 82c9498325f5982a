"""Whether the preview's pages are LibreOffice's: page count, first and last characters of each page.

usage: python tests/benchmarks/compare_pages.py [--preset NAME] FILE…

FILE is anything `speechdesk export` takes; every speech of a document is a draft of its own. Needs soffice,
pdftotext (poppler-utils) and Chinese fonts; FONTCONFIG_FILE may name a fontconfig file with substitutes.
Characters the PDF gives no text for (substitute faces lack some) are left out of the comparison.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
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


def model_pages(draft: Draft, preset: Preset) -> list[str]:
    """Return each page's text as preview, PDF and print have it, without white space."""
    composition = Composer(preset).compose(draft)
    return [
        "".join(
            "".join(
                composition.paragraphs[placed.paragraph].text[placed.line.start : placed.line.end]
                for placed in page.lines
            ).split()
        )
        for page in composition.pages
    ]


def rendered_pages(file: Path, profile: Path) -> list[str]:
    """Return each page's text as LibreOffice prints it, without white space and page number."""
    office = shutil.which("soffice") or "soffice"
    convert = [office, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*convert, "--outdir", str(file.parent), str(file)], check=True, capture_output=True)
    pdf = file.with_suffix(".pdf")
    read = [shutil.which("pdftotext") or "pdftotext", "-raw", str(pdf), "-"]
    text = subprocess.run(read, check=True, capture_output=True).stdout.decode()
    return [NUMBER.sub("", "".join(page.split())) for page in text.split("\f")[:-1]]


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
            rendered, model = rendered_pages(file, Path(folder) / "profile"), model_pages(draft, preset)
            rendered, model = comparable(rendered, model)
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
