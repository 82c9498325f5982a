"""Makes the chance of a completion mean what it says for the grey text, which is all that is shown unasked.

usage: PYTHONPATH=. python tests/benchmarks/calibrate_grey.py CORPUS [--chars N] [--reports N] [--write]

fit_suggest.py calibrates on spans of all sorts. Whoever types sees another choice of them: the span put
first, where the spans before were not taken. So each text of fit_suggest.py is typed with the grey text
alone, by weights that never saw it, and the chances are stretched and moved (three numbers, fitted on the
other folds) until as many come true as they say. Then all is typed once more, and what is told is held out:
how many of the completions shown at each chance came true, and what the grey text saves beside grey text
that is always shown and beside the list of five.
"""

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import fit_suggest
import held_out
import numpy as np
from fit_suggest import N, Task
from numpy.typing import NDArray
from savings import GreyText, saved

from speechdesk.paths import resources
from speechdesk.records import Completion
from speechdesk.settings import Settings
from speechdesk.suggest.caret import Place
from speechdesk.suggest.continuations import find_in_draft, join
from speechdesk.suggest.spans import choose_spans
from speechdesk.suggest.votes import count_votes, reach
from speechdesk.suggest.weights import Weights, load_weights

_LEAST = 0.45  # chance from which on completions are shown, to see the unsure ones too
_KNOWN = 0.4  # of the keys saved by grey text: more is saved only where the library holds the like
_NAMES = ("moved", "stretched", "follows")
_STEPS = 50  # of Newton's method, far more than it needs
Floats = NDArray[np.float64]


class Typing:
    """A text typed with completions; the same caret is answered once."""

    def __init__(self, task: Task, weights: Weights) -> None:
        self._task = task
        self._weights = weights
        self._known: dict[int, dict[float, tuple[Completion, ...]]] = {}
        self._followed: dict[int, float] = {}

    def ask(self, before: str, sure: float) -> tuple[Completion, ...]:
        """Return the completions, the first with a chance from `sure` on where there is one."""
        if len(before) not in self._known:
            self._known[len(before)] = self._answer(before)
        return self._known[len(before)][sure]

    def _answer(self, before: str) -> dict[float, tuple[Completion, ...]]:
        grey = self._weights.grey
        place, sures = Place(before), (0.0, grey.least)
        found = join([self._task.finder.find(place), find_in_draft(place)])
        if not len(found):
            return dict.fromkeys(sures, ())
        votes = count_votes(found)
        reached = reach(votes, self._weights)
        self._followed[len(before)] = float(votes.rows.follows.max())
        spans = {sure: choose_spans(votes, reached, N, replace(grey, least=sure)) for sure in sures}
        return {sure: tuple(Completion(s.text, s.chance, ()) for s in each) for sure, each in spans.items()}

    def grey(self, least: float, sure: float) -> tuple[float, Floats]:
        """Return the keys saved by grey text; of each shown its chance, whether right, what was followed."""
        text, shades = self._task.text, GreyText(partial(self.ask, sure=sure), least)
        share = saved(text, shades.offer)
        rows = [
            (chance, text.startswith(offered, at), self._followed[at])
            for at, offered, chance in shades.shown
            if at < len(text)
        ]
        return share, np.array(rows, dtype=float).reshape(-1, 3)

    def listed(self) -> float:
        """Return the keys saved by the list of five."""
        return saved(
            self._task.text, lambda before: [one.text for one in self.ask(before, self._weights.grey.least)]
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a text's typing came to: keys saved by the list, by grey text always, by grey text; its rows."""

    shares: tuple[float, float, float]
    shown: Floats

    @property
    def known(self) -> bool:
        """Whether the library holds a speech like this."""
        return self.shares[1] > _KNOWN


def main() -> None:
    """Fit, tell how well the grey text does on what was held out; with --write keep the numbers."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--chars", type=int, default=3000, help="of each speech")
    parser.add_argument("--reports", type=int, default=10)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    work = list(fit_suggest.tasks(options.corpus, options.reports, options.chars))
    weights = held_out.load()
    shown = fit_suggest.in_processes(_grey_rows, work, [weights[task.fold] for task in work])
    told: dict[str, Weights] = {}
    for fold, each in weights.items():
        outside = [rows for task, rows in zip(work, shown, strict=True) if task.fold != fold]
        told[fold] = _changed(each, *_fit(np.concatenate(outside)))
    if options.write:
        held_out.save(told)
        grey = _changed(load_weights(), *_fit(np.concatenate(shown))).grey
        write(resources() / "suggest.toml", (grey.moved, grey.stretched, grey.follows))
    report(fit_suggest.in_processes(_outcome, work, [told[task.fold] for task in work]), work)


def _grey_rows(task: Task, weights: Weights) -> Floats:
    return Typing(task, weights).grey(_LEAST, weights.grey.least)[1]


def _outcome(task: Task, weights: Weights) -> Outcome:
    typing, least = Typing(task, weights), Settings().completion_score
    share, shown = typing.grey(least, weights.grey.least)
    outcome = Outcome((typing.listed(), typing.grey(0.0, 0.0)[0], share), shown)
    listed, always, _ = outcome.shares
    right = f"{int(shown[:, 1].sum())} of {len(shown)}"
    print(
        f"| {task.name} | {len(task.text)} | {listed:.3f} | {always:.3f} | {share:.3f} | {right} |",
        flush=True,
    )
    return outcome


def report(outcomes: Sequence[Outcome], work: Sequence[Task]) -> None:
    """Print what all outcomes come to, and those of speeches the library holds the like of, and of others."""
    pairs = list(zip(outcomes, work, strict=True))
    for what, some in (
        ("all", pairs),
        ("known", [pair for pair in pairs if pair[0].known]),
        ("new", [pair for pair in pairs if not pair[0].known]),
    ):
        if not some:
            continue
        sizes = np.array([len(task.text) for _, task in some])
        listed, always, grey = sizes @ np.array([one.shares for one, _ in some])
        shown = np.concatenate([one.shown for one, _ in some])
        print(f"\n{what}: precision {shown[:, 1].mean():.3f} of {len(shown)} shown")
        print(f"saved {grey / sizes.sum():.3f}, always shown {always / sizes.sum():.3f}", end="; ")
        print(f"kept {grey / always:.2f} of grey text always shown, {grey / listed:.2f} of the list of five")
        print("| chance | shown | right |\n| --- | --- | --- |")
        for least in np.arange(0.5, 1.0, 0.1):
            here = shown[(shown[:, 0] >= least) & (shown[:, 0] < least + 0.1)]
            if len(here):
                print(f"| {here[:, 0].mean():.2f} | {len(here)} | {here[:, 1].mean():.2f} |")


def _fit(shown: Floats) -> tuple[float, float, float]:
    """Return what to add to the log odds, what to multiply them by before, what following a speech adds."""
    chances, right = np.minimum(shown[:, 0], 0.99), shown[:, 1]
    told = np.column_stack([np.ones(len(chances)), np.log(chances / (1 - chances)), shown[:, 2]])
    numbers = np.array([0.0, 1.0, 0.0])
    for _ in range(_STEPS):
        share = 1 / (1 + np.exp(-told @ numbers))
        slope = (told * (share * (1 - share))[:, None]).T @ told
        numbers += np.linalg.solve(slope, told.T @ (right - share))
    return float(numbers[0]), float(numbers[1]), float(numbers[2])


def _changed(weights: Weights, moved: float, stretched: float, follows: float) -> Weights:
    grey = weights.grey
    grey = replace(
        grey,
        moved=grey.moved * stretched + moved,
        stretched=grey.stretched * stretched,
        follows=grey.follows * stretched + follows,
    )
    return replace(weights, grey=grey)


def write(path: Path, numbers: Sequence[float]) -> None:
    """Put the numbers of the grey text into the file, where all else stays."""
    before, name, after = path.read_text(encoding="utf-8").partition("[grey]\n")
    section, parted, rest = after.partition("\n[")
    for key, number in zip(_NAMES, numbers, strict=True):
        section = re.sub(rf"(?m)^({key} = ).+$", rf"\g<1>{number:.4f}", section)
    path.write_text(before + name + section + parted + rest, encoding="utf-8")


if __name__ == "__main__":
    main()
