"""The weights behind suggestions, from resources/suggest.toml, where each is explained."""

import functools
import tomllib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from speechdesk import paths
from speechdesk.suggest.passage_table import STANDING

FEATURES = (
    "best", "like", "all", "near", "draft", "against", "like_against", "like_all", "agreed", "agreed_against",
    "follows_against", "speeches", "alone", "bond", "digit", "latin", "level", "after_comma", "bias",
)  # fmt: skip
"""What is told of a character that may come next, in the order of `votes.features`."""


PASSAGE_FEATURES = (
    "opening", "opens", "inside", "holds", "clause", "engine", "found",
    "earlier", "later", "heading", "follows", "near",
    "role", "meeting", "rest",
    *STANDING,
)  # fmt: skip
"""What is told of a passage that may fit, in the order of `ranking.rank_passages`; each between 0 and 1."""

_HOPELESS = 1e-3
_FEW = 4.0  # characters typed; what is told counts half its weight for few of them


def few_typed(typed: int) -> float:
    """Return what the weights for little typed count: wholly at none, half at four characters."""
    return _FEW / (_FEW + typed)


@dataclass(frozen=True, slots=True)
class PassageWeights:
    """What the parts of a passage's rank count for: one weight for each of PASSAGE_FEATURES.

    Attributes:
        always: however much is typed.
        few: added while little is typed.
    """

    always: NDArray[np.float32]
    few: NDArray[np.float32]

    def ranks(self, told: NDArray[np.float32], typed: int) -> NDArray[np.float32]:
        """Return the ranks of passages.

        Args:
            told: a row a passage, PASSAGE_FEATURES wide.
            typed: how many characters are typed.
        """
        return told @ (self.always + self.few * np.float32(few_typed(typed))).astype(np.float32)


@dataclass(frozen=True, slots=True)
class GreyWeights:
    """What the grey text's own chance is made of.

    Attributes:
        least: the least chance of a span that is put first, where there is one.
        moved, stretched: the log odds of a span are multiplied by the second, and the first is added.
        follows: added for a draft that has all of some speech, less where it has less of it.
    """

    least: float
    moved: float
    stretched: float
    follows: float

    def chances(self, chances: NDArray[np.float32], followed: float) -> NDArray[np.float32]:
        """Return the chances of spans when they are shown as grey text.

        Args:
            chances: of the spans among all that may be offered.
            followed: how much the draft has of the speech it follows most, 0 to 1.
        """
        sound = np.clip(chances, _HOPELESS, 1 - _HOPELESS)
        odds = self.stretched * np.log(sound / (1 - sound)) + self.moved + self.follows * followed
        return (1 / (1 + np.exp(-odds))).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Weights:
    """What was fitted on held-out speeches.

    Attributes:
        characters: one weight for each of FEATURES: the log odds that a character comes true.
        calibration: base, and weights of the log odds of the whole span, of the logarithm of its length and
            of the agreement before it: the log odds that the whole span comes true.
        passages: of the ranking of passages.
        grey: of the span that is put first.
    """

    characters: NDArray[np.float32]
    calibration: tuple[float, float, float, float]
    passages: PassageWeights
    grey: GreyWeights


@functools.cache
def load_weights() -> Weights:
    """Return the weights the program comes with."""
    data = tomllib.loads((paths.resources() / "suggest.toml").read_text(encoding="utf-8"))
    characters = np.array([data["characters"][name] for name in FEATURES], dtype=np.float32)
    base, odds, length, agreed = (float(data["calibration"][n]) for n in ("base", "odds", "length", "agreed"))
    always, few = np.array([data["passages"][name] for name in PASSAGE_FEATURES], dtype=np.float32).T
    return Weights(
        characters, (base, odds, length, agreed), PassageWeights(always, few), GreyWeights(**data["grey"])
    )
