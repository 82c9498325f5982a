"""Weights of completions that never saw the speech they are measured on, as fit_suggest.py has kept them."""

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import astuple, replace
from pathlib import Path

import numpy as np

from speechdesk.suggest.weights import FEATURES, GreyWeights, Weights, load_weights

_FILE = Path(__file__).with_name("held_out.json")
_REPORT_FOLDS = 3


def fold_of(name: str) -> str:
    """Return the fold of a document by its file: each seed its own, but 000 and 001 hold one speech twice."""
    if name[3:4] == "_":
        return "000" if name[:3] == "001" else name[:3]
    return f"reports {zlib.crc32(name.encode()) % _REPORT_FOLDS}"


def load() -> dict[str, Weights]:
    """Return the weights for each fold, fitted on the other folds."""
    shipped = load_weights()
    return {
        fold: replace(
            shipped,
            characters=np.array([characters[name] for name in FEATURES], dtype=np.float32),
            calibration=tuple(calibration),
            grey=GreyWeights(*grey),
        )
        for fold, (characters, calibration, grey) in json.loads(_FILE.read_text(encoding="utf-8")).items()
    }


def save(held_out: Mapping[str, Weights]) -> None:
    """Keep the weights for each fold."""
    kept = {
        fold: [
            dict(zip(FEATURES, _rounded(weights.characters.tolist()), strict=True)),
            _rounded(weights.calibration),
            _rounded(astuple(weights.grey)),
        ]
        for fold, weights in held_out.items()
    }
    _FILE.write_text(json.dumps(kept, indent=None) + "\n", encoding="utf-8")


def _rounded(values: Iterable[float]) -> list[float]:
    return [round(value, 4) for value in values]
