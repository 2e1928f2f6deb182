"""Seconds of the steps of ODMT in plain PyTorch: benchmarks/reference/odmt.py, which has its sizes and its model.

    python odmt.py DATA [--steps 50] [--distinct] [--compile] [--distillation none|kl|cross-entropy]

Encodes every slot of a batch, as the published implementation does; with --distinct each distinct item once, as
seqrec4j. With --compile the item encoder and the backbones go through torch.compile with dynamic shapes. The first
steps, in which it compiles, are not measured.
"""

import argparse
import importlib.util
import statistics
import time
from pathlib import Path

import torch
from torch import nn

from peerlib import tell, tell_process

WARM_UP = 5


def reference():
    file = Path(__file__).parents[1] / "reference" / "odmt.py"
    spec = importlib.util.spec_from_file_location("reference_odmt", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data")
    parser.add_argument("--steps", type=int, default=50)
    parser.add_argument("--distinct", action="store_true")
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--distillation", choices=("none", "kl", "cross-entropy"), default="kl")
    parser.add_argument("--temperature", type=float, default=1)
    a = parser.parse_args()
    odmt = reference()
    torch.manual_seed(1)
    users, (text, image), items = odmt.read(a.data)
    counts = torch.zeros(items + 1)
    for u in users:
        for item in u[:-2]:
            counts[item] += 1
    popularity = counts.clamp_min(1) / counts.clamp_min(1)[1:].sum()
    popularity[0] = 1
    model = odmt.Odmt(text, image, items)
    model.apply(odmt.xavier)
    model.train()
    encode = torch.compile(model.items, dynamic=True) if a.compile else model.items
    if a.compile:
        for backbone in model.backbones.values():
            backbone.compile(dynamic=True)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.01)
    slots = odmt.padded([u[:-2] for u in users], odmt.S + 1)
    order = torch.randperm(len(slots)).split(odmt.BATCH)
    order = [part for part in order if len(part) == odmt.BATCH] or list(order)
    times = []
    for step in range(WARM_UP + a.steps):
        start = time.perf_counter()
        batch = slots[order[step % len(order)]]
        if a.distinct:
            ids, place = batch.flatten().unique(return_inverse=True)
            vectors = {b: v[place] for b, v in encode(ids).items()}
        else:
            vectors = encode(batch.flatten())
        out, target = odmt.logits(model, vectors, batch, popularity.log())
        loss = odmt.loss(out, target, a.distillation, a.temperature, 1)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5)
        optimizer.step()
        loss.item()
        if step >= WARM_UP:
            times.append(time.perf_counter() - start)
    tell("steps measured", len(times))
    tell("a step, ms", f"{1e3 * statistics.median(times):.1f}")
    per_epoch = -(-len(slots) // odmt.BATCH)
    tell("steps of an epoch, s", f"{per_epoch * statistics.mean(times):.1f}")
    tell_process(torch.get_num_threads())


if __name__ == "__main__":
    main()
