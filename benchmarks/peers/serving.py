"""One request at a time in Python: a SASRec of random weights in PyTorch, its scores exact or by faiss.

The sizes of ServingLatency: width 64, three branches, two layers, top 10, histories of 12 and of 100. The item
vectors are random, as there; a graph's recall on random vectors is the lowest that it has.

    python serving.py ITEMS [REQUESTS]
"""

import sys
import time

import faiss
import numpy as np
import torch
from torch import nn

D, BRANCHES, HEADS, LAYERS, K = 64, 3, 2, 2, 10


class SasRec(nn.Module):
    """As a PyTorch user writes it: nn.TransformerEncoder with a causal mask."""

    def __init__(self):
        super().__init__()
        self.position = nn.Embedding(100, D)
        layer = nn.TransformerEncoderLayer(D, HEADS, 4 * D, 0.0, batch_first=True)
        self.layers = nn.TransformerEncoder(layer, LAYERS, enable_nested_tensor=False)

    def forward(self, x):
        length = x.shape[1]
        mask = nn.Transformer.generate_square_subsequent_mask(length)
        return self.layers(x + self.position.weight[-length:], mask=mask, is_causal=True)[:, -1]


def main():
    items = int(sys.argv[1])
    requests = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    torch.manual_seed(7)
    models = [SasRec().eval() for _ in range(BRANCHES)]
    vectors = torch.randn(items, BRANCHES * D)
    flat = faiss.IndexFlatIP(BRANCHES * D)
    flat.add(vectors.numpy())
    begun = time.perf_counter()
    graph = faiss.IndexHNSWFlat(BRANCHES * D, 16, faiss.METRIC_INNER_PRODUCT)
    graph.hnsw.efConstruction = 100
    graph.add(vectors.numpy())
    print(f"graph built in {time.perf_counter() - begun:.1f} s")
    rng = np.random.default_rng(7)

    def user(history):
        x = vectors[torch.from_numpy(history)][None]
        return torch.cat([m(x[..., i * D:(i + 1) * D]) for i, m in enumerate(models)], 1)

    def exact(history):
        return (user(history) @ vectors.T).topk(K).indices[0]

    def by(index):
        return lambda history: index.search(user(history).numpy(), K)[1][0]

    print("threads\tsearch\titems\thistory\tmedian ms\tp99 ms\trecall")
    ways = [("torch", exact, 0), ("faiss flat", by(flat), 0)]
    ways += [(f"faiss hnsw {ef}", by(graph), ef) for ef in (50, 100, 200, 400)]
    with torch.inference_mode():
        for threads in (1, 2):
            torch.set_num_threads(threads)
            faiss.omp_set_num_threads(threads)
            for length in (12, 100):
                histories = rng.integers(0, items, (requests, length))
                truth = [set(exact(h).tolist()) for h in histories]
                for name, way, ef in ways:
                    graph.hnsw.efSearch = max(ef, 1)
                    for h in histories[:50]:
                        way(h)
                    times, found = [], 0
                    for h, best in zip(histories, truth):
                        start = time.perf_counter()
                        got = way(h)
                        times.append(1e3 * (time.perf_counter() - start))
                        found += len(best & set(got.tolist()))
                    print(
                        f"{threads}\t{name}\t{items}\t{length}\t{np.median(times):.2f}"
                        f"\t{np.percentile(times, 99):.2f}\t{found / K / requests:.4f}"
                    )


if __name__ == "__main__":
    main()
