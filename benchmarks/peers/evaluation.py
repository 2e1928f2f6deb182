"""Users a second that others evaluate: hit@10 and ndcg@10 of the same vectors, targets and seen items as RankingRate.

    python evaluation.py rectools-torch|rectools-implicit|recbole DIR [--batch N]

DIR is of RankingData. RecTools ranks by one of its rankers, then computes its metrics from the table of what was
recommended. RecBole's part is what its full evaluation does with a batch of scores: seen items masked, its collector's
top 10, its evaluator's metrics; the product of vectors that SASRec's full_sort_predict is stands before it. --batch is
users ranked together, by default as each has it but RecBole's 4,096, whose scores of 100,000 items take 1.6 GB.
recbole runs in RecBole's environment, the others in the peers'.
"""

import argparse
import statistics
import time
from pathlib import Path

import numpy as np
import torch

from peerlib import tell, tell_process

C, SEEN, K, ROUNDS = 192, 12, 10, 3


class Data:
    def __init__(self, folder):
        read = lambda name, kind, width: np.fromfile(Path(folder) / name, kind).reshape(-1, width)
        self.items = read("items.f32", np.float32, C)
        self.users = read("users.f32", np.float32, C)
        self.targets = read("targets.i32", np.int32, 1)[:, 0]
        self.seen = read("seen.i32", np.int32, SEEN)


def rectools(data, make):
    """What is ranked is looked up in a table of what was interacted with."""
    import pandas as pd
    from rectools import Columns
    from rectools.metrics import NDCG, HitRate, calc_metrics
    from scipy import sparse

    count = len(data.users)
    ids = np.arange(count)
    pairs = (np.repeat(ids, SEEN), data.seen.ravel())
    seen = sparse.csr_matrix((np.ones(count * SEEN, np.float32), pairs), (count, len(data.items)))
    ranker = make(data)
    held_out = pd.DataFrame({Columns.User: ids, Columns.Item: data.targets})
    metrics = {"hit@10": HitRate(K), "ndcg@10": NDCG(K, divide_by_achievable=True)}

    def evaluate():
        users, items, scores = ranker.rank(ids, K, seen)
        found = pd.DataFrame({Columns.User: users, Columns.Item: items, Columns.Score: scores})
        found[Columns.Rank] = found.groupby(Columns.User, sort=False).cumcount() + 1
        return calc_metrics(metrics, found, held_out)

    return evaluate


def torch_ranker(batch):
    from rectools.models.rank import Distance, TorchRanker

    options = {"batch_size": batch} if batch else {}
    return lambda data: TorchRanker(Distance.DOT, "cpu", data.users, data.items, **options)


def implicit_ranker(batch):
    from rectools.models.rank import Distance, ImplicitRanker

    return lambda data: ImplicitRanker(Distance.DOT, data.users, data.items)


def recbole(data, batch):
    """As Trainer.evaluate: items count from 1 there, and item 0 is masked with the seen ones."""
    from recbole.config import Config
    from recbole.evaluator import Collector, Evaluator

    options = {
        "metrics": ["Hit", "NDCG"],
        "topk": [K],
        "metric_decimal_place": 6,
        "eval_args": {"split": {"LS": "valid_and_test"}, "order": "TO", "group_by": "user", "mode": "full"},
        "use_gpu": False,
        "show_progress": False,
        "train_neg_sample_args": None,
        "state": "ERROR",
    }
    config = Config(model="SASRec", dataset="ml-100k", config_dict=options)
    users = torch.from_numpy(data.users)
    items = torch.from_numpy(np.concatenate([np.zeros((1, C), np.float32), data.items]))
    seen = torch.from_numpy(data.seen.astype(np.int64)) + 1
    targets = torch.from_numpy(data.targets.astype(np.int64)) + 1

    def evaluate():
        collector = Collector(config)
        with torch.no_grad():
            for start in range(0, len(users), batch):
                part = users[start : start + batch]
                rows = torch.arange(len(part))
                scores = torch.matmul(part, items.transpose(0, 1))
                scores[:, 0] = -np.inf
                scores[(rows.repeat_interleave(SEEN), seen[start : start + batch].flatten())] = -np.inf
                collector.eval_batch_collect(scores, None, rows, targets[start : start + batch])
        collector.model_collect(torch.nn.Identity())
        return Evaluator(config).evaluate(collector.get_data_struct())

    return evaluate


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("who", choices=("rectools-torch", "rectools-implicit", "recbole"))
    parser.add_argument("data")
    parser.add_argument("--batch", type=int)
    a = parser.parse_args()
    data = Data(a.data)
    if a.who == "recbole":
        evaluate = recbole(data, a.batch or 4096)
    else:
        evaluate = rectools(data, (torch_ranker if a.who == "rectools-torch" else implicit_ranker)(a.batch))
    found = evaluate()
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        evaluate()
        seconds.append(time.perf_counter() - start)
    tell("items", len(data.items))
    tell("users", len(data.users))
    for name, value in found.items():
        tell(name, f"{value:.6f}")
    tell("one ranking, users a second", f"{len(data.users) / statistics.median(seconds):.0f}")
    tell_process(torch.get_num_threads())


if __name__ == "__main__":
    main()
