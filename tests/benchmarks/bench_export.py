"""How long an export takes, how much memory, and how soon a changed paragraph stands on its page.

usage: python tests/benchmarks/bench_export.py

Drafts of 100 to 500 pages are written as .docx in a process each. The same run measures the peers' usual way:
python-docx, paragraph by paragraph, from its default template. Preview: a sentence is typed in many places of
a draft; for each two characters the pages are set again and the page in sight is painted.
"""

import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent.parent
PAGES = (100, 200, 300, 500)
TITLE = "在全市政府系统办公室工作暨作风建设推进会议上的讲话"
LINES, LINE_CHARS = 22, 28
TYPED = "我们要进一步统一思想、凝聚共识，确保2026年完成投资12.5亿元、同比增长8%以上。"
TYPED_PLACES = 12


def blocks(pages: int) -> list[tuple[str, int]]:
    """Return (text, heading level) of a draft of about so many pages: the seeds, no two paragraphs alike."""
    from speechdesk.documents.reader import read_document  # noqa: PLC0415 - not in the peers' memory otherwise
    from speechdesk.records import BlockKind  # noqa: PLC0415

    speeches = (
        speech for file in sorted((ROOT / "seeds").glob("*.txt")) for speech in read_document(file).speeches
    )
    shown = [block for speech in speeches for block in speech.blocks]
    real = [block for block in shown if block.kind in (BlockKind.BODY, BlockKind.HEADING)]
    made = [(TITLE, 0)]
    lines = 0
    for number, block in enumerate(itertools.cycle(real)):
        text = f"{block.text}这是第{number}段。" if number >= len(real) else block.text
        made.append((text, block.level))
        lines += -(-(len(text) + 2) // LINE_CHARS)
        if lines >= pages * LINES:
            return made
    return made


def ours(pages: int, target: Path) -> None:
    """Write with the desk's exporter."""
    from speechdesk.export.docx import export_docx  # noqa: PLC0415 - each way in a process of its own
    from speechdesk.export.presets import load_preset  # noqa: PLC0415
    from speechdesk.records import BlockKind, Draft, DraftBlock  # noqa: PLC0415
    from speechdesk.text.words import cut_words  # noqa: PLC0415

    (title, _), *rest = blocks(pages)
    made = [DraftBlock(BlockKind.HEADING if level else BlockKind.BODY, text, level) for text, level in rest]
    draft = Draft(blocks=(DraftBlock(BlockKind.TITLE, title), *made))
    preset = load_preset("speech")
    began = time.perf_counter()
    cut_words(title)  # the dictionary for breaking titles, once a process; the desk has it loaded
    loaded = time.perf_counter() - began
    began = time.perf_counter()
    export_docx(draft, target, preset)
    report(began, loaded)


def peers(pages: int, target: Path) -> None:
    """Write as most programs do."""
    import docx  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    made = blocks(pages)
    began = time.perf_counter()
    document = docx.Document()
    for text, level in made:
        paragraph = document.add_heading("", level) if level else document.add_paragraph()
        run = paragraph.add_run(text)
        run.font.name = "仿宋_GB2312"
        run.font.size = Pt(16)
        paragraph.paragraph_format.line_spacing = Pt(28)
        paragraph.paragraph_format.first_line_indent = Pt(32)
    document.save(str(target))
    report(began)


def report(began: float, loaded: float = 0.0) -> None:
    """Print seconds since `began`, the most memory held in MB, and the seconds for loading words."""
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([time.perf_counter() - began, megabytes, loaded]))


def preview(pages: int) -> None:
    """Type a sentence in many places of a draft; print the milliseconds each two characters take.

    Processor time: what else the machine does is not counted.
    """
    from dataclasses import replace  # noqa: PLC0415

    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from speechdesk import paths  # noqa: PLC0415
    from speechdesk.export.composition import Composer  # noqa: PLC0415
    from speechdesk.export.presets import load_preset  # noqa: PLC0415
    from speechdesk.records import BlockKind, Draft, DraftBlock  # noqa: PLC0415
    from speechdesk.ui.faces import choose_faces  # noqa: PLC0415
    from speechdesk.ui.page_view import PageView  # noqa: PLC0415
    from speechdesk.ui.theme import LIGHT  # noqa: PLC0415

    application = QApplication([])
    made = [
        DraftBlock(BlockKind.HEADING if level else BlockKind.BODY, text, level)
        for text, level in blocks(pages)
    ]
    view = PageView(choose_faces(paths.resources() / "faces.toml"), LIGHT)
    view.resize(500, 760)
    view.show()
    composer = Composer(load_preset("speech"))
    view.show_composition(composer.compose(Draft(blocks=tuple(made))))
    application.processEvents()
    times: list[tuple[float, float]] = []
    long = [number for number, block in enumerate(made) if len(block.text) > 3 * LINE_CHARS]
    for number in range(TYPED_PLACES):
        changed = long[number * len(long) // TYPED_PLACES]
        text = made[changed].text
        caret = len(text) * (number + 1) // (TYPED_PLACES + 1)
        for typed in range(2, len(TYPED) + 1, 2):
            made[changed] = replace(made[changed], text=text[:caret] + TYPED[:typed] + text[caret:])
            began = time.process_time()
            composition = composer.compose(Draft(blocks=tuple(made)))
            composed = time.process_time()
            view.show_composition(composition)
            view.follow_block(changed)
            view.viewport().repaint()
            times.append((composed - began, time.process_time() - composed))
    for name, taken in (
        ("set", [pair[0] for pair in times]),
        ("paint", [pair[1] for pair in times]),
        ("both", [sum(pair) for pair in times]),
    ):
        print(f"{name} {1000 * median(taken):.1f} ms, worst {1000 * max(taken):.1f}")


def run(way: str, pages: int) -> str:
    """Return what a process of its own prints."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, __file__, way, str(pages)]
    return subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE).stdout.decode()


def main() -> None:
    """Run every measure and print a table."""
    print(f"{'pages':>5} {'ours s':>8} {'MB':>6} {'words s':>8} {'peers s':>8} {'MB':>6}")
    for pages in PAGES:
        own, peer = (json.loads(run(way, pages)) for way in ("ours", "peers"))
        print(f"{pages:5} {own[0]:8.2f} {own[1]:6.0f} {own[2]:8.2f} {peer[0]:8.2f} {peer[1]:6.0f}")
    for pages in (30, 100):
        print(f"preview, {pages} pages: {'; '.join(run('preview', pages).split(chr(10)))}")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        pages_wanted = int(sys.argv[2])
        with tempfile.TemporaryDirectory() as folder:
            if sys.argv[1] == "preview":
                preview(pages_wanted)
            else:
                {"ours": ours, "peers": peers}[sys.argv[1]](pages_wanted, Path(folder) / "out.docx")
    else:
        main()
