"""Makes the chance of a completion mean what it says for the grey text, which is all that is shown unasked.

fit_suggest.py calibrates on spans of all sorts. Whoever types sees another choice of them: the span put
first, where the spans before were not taken. So each seed is typed with the grey text alone, by weights that
never saw it, and the chances are stretched and moved (two numbers) until as many come true as they say.

PYTHONPATH=. python tests/benchmarks/calibrate_grey.py [--chars N] [--write]
"""

import argparse
import re
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import held_out
import numpy as np
from numpy.typing import NDArray
from savings import GreyText, clean, saved
from speeches import make_library, real_documents

from speechdesk.library.library import Library
from speechdesk.paths import resources
from speechdesk.suggest.suggester import Suggester
from speechdesk.suggest.weights import Weights, load_weights

_LEAST = 0.35  # chance from which on completions are taken, to see the unsure ones too
_STEPS = 50  # of Newton's method, far more than it needs
_NAMES = ("base", "odds", "length", "agreed")


def main() -> None:
    """Print how many of the completions shown at each chance come true; with --write keep the two numbers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chars", type=int, default=3000, help="of each speech")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    weights = held_out.load()
    with tempfile.TemporaryDirectory() as folder:
        shown = np.array(_type_seeds(weights, Path(folder), options.chars))
    chances, right = shown[:, 0], shown[:, 1]
    print("| chance | shown | right |\n| --- | --- | --- |")
    for least in np.arange(0.3, 1.0, 0.1):
        here = (chances >= least) & (chances < least + 0.1)
        if here.any():
            print(f"| {chances[here].mean():.2f} | {here.sum()} | {right[here].mean():.2f} |")
    moved, stretched = _fit(chances, right)
    print(f"to be moved by {moved:.3f}, stretched by {stretched:.3f}")
    if options.write:
        held_out.save({fold: _changed(each, moved, stretched) for fold, each in weights.items()})
        _write(resources() / "suggest.toml", _changed(load_weights(), moved, stretched).calibration)


def _type_seeds(weights: dict[str, Weights], folder: Path, chars: int) -> list[tuple[float, bool]]:
    """Return the chance of each completion that was shown in typing the seeds, and whether it came true."""
    documents = real_documents(None)
    told: list[tuple[float, bool]] = []
    for named in documents:
        path = folder / f"without {named.name}.sqlite"
        make_library(path, [other for other in documents if other.name != named.name], 0)
        suggester = Suggester(weights=weights[held_out.fold_of(named.name)])
        with Library(path) as library:
            suggester.update(library)
        text = clean(named)[:chars]
        grey = GreyText(suggester, _LEAST)
        saved(text, grey.offer)
        told += [
            (min(chance, 0.99), text.startswith(offered, at))
            for at, offered, chance in grey.shown
            if at < len(text)
        ]
        suggester.close()
    return told


def _fit(chances: NDArray[np.float64], right: NDArray[np.float64]) -> tuple[float, float]:
    """Return what to add to the log odds, after multiplying them by the other number."""
    told = np.column_stack([np.ones(len(chances)), np.log(chances / (1 - chances))])
    numbers = np.array([0.0, 1.0])
    for _ in range(_STEPS):
        share = 1 / (1 + np.exp(-told @ numbers))
        slope = (told * (share * (1 - share))[:, None]).T @ told
        numbers += np.linalg.solve(slope, told.T @ (right - share))
    return float(numbers[0]), float(numbers[1])


def _changed(weights: Weights, moved: float, stretched: float) -> Weights:
    base, odds, length, agreed = (number * stretched for number in weights.calibration)
    return replace(weights, calibration=(base + moved, odds, length, agreed))


def _write(path: Path, numbers: Sequence[float]) -> None:
    before, name, after = path.read_text(encoding="utf-8").partition("[calibration]\n")
    section, parted, rest = after.partition("\n[")
    for key, number in zip(_NAMES, numbers, strict=True):
        section = re.sub(rf"(?m)^({key} = ).+$", rf"\g<1>{number:.4f}", section)
    path.write_text(before + name + section + parted + rest, encoding="utf-8")


if __name__ == "__main__":
    main()
