"""The weights behind suggestions, from resources/suggest.toml, where each is explained."""

import functools
import tomllib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from speechdesk import paths

FEATURES = (
    "bias", "best", "against", "all", "against_all", "agreed", "agreed_against", "places", "alone",
    "near", "near_against", "near_agreed", "follows", "draft", "draft_against", "draft_agreed", "speeches",
    "inexact", "digit", "latin", "comma", "stop", "quote", "level", "end", "after_comma", "after_digit",
    "depth", "depth_agreed", "short", "tiny", "alone_short", "longest", "longest_end", "longest_depth",
    "follows_against",
)  # fmt: skip
"""What is told of a character that may come next, in the order of `votes.features`."""


@dataclass(frozen=True, slots=True)
class PassageWeights:
    """What the parts of a passage's rank count for; each part is between 0 and 1.

    Attributes:
        opening: it begins as the sentence before the caret.
        inside: the sentence stands somewhere in it.
        engine: the engine's own score, of the best one's.
        earlier, later: the text around it is as around the caret.
        follows: it stands where the draft has come to in a speech it follows.
        used: it stands in many places.
        paragraph: it is a whole paragraph.
        further_in: how well a passage fits that holds the sentence further in, against one that begins so.
    """

    opening: float
    inside: float
    engine: float
    earlier: float
    later: float
    follows: float
    used: float
    paragraph: float
    further_in: float


@dataclass(frozen=True, slots=True)
class Weights:
    """What was fitted on held-out speeches.

    Attributes:
        characters: one weight for each of FEATURES: the log odds that a character comes true.
        calibration: base, and weights of the log odds of the whole span, of the logarithm of its length and
            of the agreement before it: the log odds that the whole span comes true.
        passages: of the ranking of passages.
        grey: the least chance of a span that is put first, where there is one.
    """

    characters: NDArray[np.float32]
    calibration: tuple[float, float, float, float]
    passages: PassageWeights
    grey: float


@functools.cache
def load_weights() -> Weights:
    """Return the weights the program comes with."""
    data = tomllib.loads((paths.resources() / "suggest.toml").read_text(encoding="utf-8"))
    characters = np.array([data["characters"][name] for name in FEATURES], dtype=np.float32)
    base, odds, length, agreed = (float(data["calibration"][n]) for n in ("base", "odds", "length", "agreed"))
    passages = PassageWeights(**{name: float(value) for name, value in data["passages"].items()})
    return Weights(characters, (base, odds, length, agreed), passages, float(data["grey"]))
