"""Expected metrics of evaluation's tests, by ranx and RecTools, on rankings made here.

    pip install ranx rectools
    python metrics.py > ../../evaluation/src/test/resources/io/github/seqrec4j/evaluation/metrics.txt

ranx gives what depends on relevance, RecTools what lists are beside right. Lines, blank between words:
training USER ITEM..., content ITEM NUMBER..., list USER ITEM..., relevant USER ITEM..., expected NAME PACKAGE VALUE.
"""

import math
import random

import numpy as np
import pandas as pd
from ranx import Qrels, Run, evaluate
from rectools import Columns
from rectools.metrics import (
    MAP, MRR, AvgRecPopularity, CatalogCoverage, HitRate, IntraListDiversity, MeanInvUserFreq, Precision, Recall,
    Serendipity)
from rectools.metrics.distances import PairwiseDistanceCalculator

USERS, ITEMS, LENGTH, FEATURES = 24, 40, 12, 5
CUTOFFS = (1, 5, 10)
rng = random.Random(20)


def by_popularity(count):
    """Distinct items, the first more often, so that items differ in popularity; 37 to 40 stay cold."""
    chosen = []
    while len(chosen) < count:
        item = 1 + int(36 * rng.random() ** 2)
        if item not in chosen:
            chosen.append(item)
    return chosen


training = {u: by_popularity(rng.randint(2, 9)) for u in range(USERS)}
lists = {u: rng.sample([i for i in range(1, ITEMS + 1) if i not in training[u]], LENGTH) for u in range(USERS)}
relevant = {}
for u in range(USERS):
    others = [i for i in range(1, ITEMS + 1) if i not in training[u]]
    relevant[u] = sorted(set(rng.sample(others, rng.randint(1, 4)) + (rng.sample(lists[u], 1) if u % 2 else [])))
content = {i: [rng.randint(-9, 9) or 1 for _ in range(FEATURES)] for i in range(1, ITEMS + 1)}


class Cosine(PairwiseDistanceCalculator):
    """1 - cosine, in double precision."""

    def __getitem__(self, pairs):
        return self._get_distances_for_item_pairs(pairs)

    def _get_distances_for_item_pairs(self, pairs):
        left, right = pairs
        units = {i: np.array(v, float) / math.sqrt(sum(x * x for x in v)) for i, v in content.items()}
        return np.array([1 - units[a] @ units[b] for a, b in zip(left, right)])


reco = pd.DataFrame(
    [(u, i, r + 1) for u in lists for r, i in enumerate(lists[u])], columns=[Columns.User, Columns.Item, Columns.Rank])
truth = pd.DataFrame([(u, i) for u in relevant for i in relevant[u]], columns=[Columns.User, Columns.Item])
before = pd.DataFrame([(u, i) for u in training for i in training[u]], columns=[Columns.User, Columns.Item])
catalogue = list(range(1, ITEMS + 1))
qrels = Qrels({str(u): {str(i): 1 for i in relevant[u]} for u in relevant})
run = Run({str(u): {str(i): float(LENGTH - r) for r, i in enumerate(lists[u])} for u in lists})

for name, rows in (("training", training), ("content", content), ("list", lists), ("relevant", relevant)):
    for key, values in rows.items():
        print(name, key, *values)


def expect(name, package, value):
    print("expected", name, package, repr(float(value)))


for k in CUTOFFS:
    for ours, theirs in (
            ("hit", "hit_rate"), ("recall", "recall"), ("precision", "precision"), ("ndcg", "ndcg"), ("map", "map"),
            ("mrr", "mrr")):
        expect(f"{ours}@{k}", "ranx", evaluate(qrels, run, f"{theirs}@{k}"))
    for ours, theirs in (("hit", HitRate), ("recall", Recall), ("precision", Precision), ("map", MAP), ("mrr", MRR)):
        expect(f"{ours}@{k}", "rectools", theirs(k=k).calc(reco, truth))
    expect(f"coverage@{k}", "rectools", CatalogCoverage(k=k, normalize=True).calc(reco, catalogue))
    expect(f"popularity@{k}", "rectools", AvgRecPopularity(k=k).calc(reco, before))
    expect(f"novelty@{k}", "rectools", MeanInvUserFreq(k=k).calc(reco, before))
    # The list test has one target each: the first relevant item.
    first = truth.groupby(Columns.User, as_index=False).first()
    expect(f"serendipity@{k}", "rectools", Serendipity(k=k).calc(reco, first, before, catalogue))
    if k > 1:
        expect(f"diversity-text@{k}", "rectools", IntraListDiversity(k=k, distance_calculator=Cosine()).calc(reco))
expect("mrr", "ranx", evaluate(qrels, run, "mrr"))
