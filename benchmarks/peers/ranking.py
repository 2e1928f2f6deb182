"""Top 10 of many users in Python, items of their histories left out: RecTools' two rankers and implicit.

The sizes of ScoringRate: vectors of 3 x 64 numbers, 12 seen items a user. Only the ranking is timed: that the
users' histories have to be encoded first is left out here, and not there.

    python ranking.py ITEMS USERS
"""

import sys
import time

import numpy as np
from implicit.cpu.topk import topk
from rectools.models.rank import Distance, ImplicitRanker, TorchRanker
from scipy import sparse

C, K, SEEN, ROUNDS = 192, 10, 12, 3


def main():
    items, users = int(sys.argv[1]), int(sys.argv[2])
    rng = np.random.default_rng(7)
    item = rng.standard_normal((items, C), dtype=np.float32)
    user = rng.standard_normal((users, C), dtype=np.float32)
    rows = np.repeat(np.arange(users), SEEN)
    seen = sparse.csr_matrix(
        (np.ones(users * SEEN, np.float32), (rows, rng.integers(0, items, users * SEEN))), (users, items)
    )
    ids = np.arange(users)
    torch_ranker = TorchRanker(Distance.DOT, "cpu", user, item, batch_size=256)
    implicit_ranker = ImplicitRanker(Distance.DOT, user, item)
    ways = {
        "RecTools TorchRanker": lambda: torch_ranker.rank(ids, K, seen),
        "RecTools ImplicitRanker": lambda: implicit_ranker.rank(ids, K, seen),
        "implicit topk": lambda: topk(item, user, K, filter_query_items=seen, num_threads=0),
    }
    print("what\titems\tusers a second")
    for _ in range(ROUNDS):
        for name, way in ways.items():
            start = time.perf_counter()
            way()
            print(f"{name}\t{items}\t{users / (time.perf_counter() - start):.0f}", flush=True)


if __name__ == "__main__":
    main()
