import numpy as np
import pytest

from speechdesk.suggest.caret import Place
from speechdesk.suggest.continuations import ContinuationFinder
from speechdesk.suggest.pool import build_pool, gather_text
from speechdesk.suggest.votes import Votes, count_votes, features


@pytest.fixture(scope="module")
def votes() -> Votes:
    texts = [
        "要弘扬钉钉子精神，一锤接着一锤敲。",
        "要弘扬钉钉子精神，一锤接着一锤敲，久久为功。",
        "要弘扬钉钉子精神，久久为功抓落实。",
        "要弘扬优良传统，把好作风带到工作中去。",
    ]
    pool = build_pool(gather_text((number, number, text) for number, text in enumerate(texts, 1)))
    return count_votes(ContinuationFinder(pool).find(Place("要弘扬")))


def test_what_is_told_of_a_row_is_the_same_alone_and_among_all(votes: Votes) -> None:
    every = np.arange(len(votes.rows))
    together = features(votes, every, 12)
    for row in every:
        np.testing.assert_allclose(features(votes, np.array([row]), 12)[:, 0], together[:, row], rtol=1e-5)
