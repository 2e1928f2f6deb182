"""The method in PyTorch, as plainly as the paper states it: a peer to compare accuracy and speed with.

Encodes every slot of a batch, padding and repeats included, as the published implementation does; ids,
text and image through the ID-aware Multi-modal Transformer, SASRec per branch, in-batch softmax with
popularity correction, online distillation. Pooled features only. Reads a dataset directory.

    python odmt.py DATA [--distillation none|kl|cross-entropy] [--temperature 1] [--epochs 36] [--seed 1]

Prints one line per epoch and, for the best one by validation hit@10, the test figures of each branch.
"""

import argparse
import csv
import math
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

D, S, HEADS, LAYERS, DROPOUT, BATCH = 64, 12, 2, 2, 0.1, 128
BRANCHES = ("id", "text", "image")


class Block(nn.Module):
    """Post-norm Transformer layer: queries x, additive bias over keys."""

    def __init__(self):
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(D, D, bias=False) for _ in range(4))
        self.up, self.down = nn.Linear(D, 4 * D), nn.Linear(4 * D, D)
        self.norm1, self.norm2 = nn.LayerNorm(D, eps=1e-6), nn.LayerNorm(D, eps=1e-6)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, x, bias):
        n, length, _ = x.shape
        q, k, v = (f(x).view(n, length, HEADS, -1).transpose(1, 2) for f in (self.q, self.k, self.v))
        weights = self.dropout((q @ k.transpose(2, 3) / math.sqrt(D / HEADS) + bias).softmax(-1))
        mixed = (weights @ v).transpose(1, 2).reshape(n, length, D)
        x = self.norm1(x + self.dropout(self.o(mixed)))
        return self.norm2(x + self.dropout(self.down(F.relu(self.up(x)))))


class SasRec(nn.Module):
    def __init__(self):
        super().__init__()
        self.position = nn.Embedding(S, D)
        self.norm = nn.LayerNorm(D, eps=1e-6)
        self.dropout = nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList(Block() for _ in range(LAYERS))

    def forward(self, x, mask):
        x = self.dropout(self.norm(x + self.position.weight))
        allowed = torch.tril(torch.ones(S, S, dtype=torch.bool)) & mask[:, None, None, :]
        bias = torch.zeros(allowed.shape).masked_fill(~allowed, -1e9)
        for layer in self.layers:
            x = layer(x, bias)
        return x


class Odmt(nn.Module):
    def __init__(self, text, image, items):
        super().__init__()
        self.register_buffer("text", text)
        self.register_buffer("image", image)
        self.table = nn.Embedding(items + 1, D)
        self.maps = nn.ModuleList(nn.Linear(w, D) for w in (text.shape[1], image.shape[1], D))
        self.layers = nn.ModuleList(Block() for _ in range(LAYERS))
        self.heads = nn.ModuleDict(
            {b: nn.Sequential(nn.Linear(D, D), nn.LeakyReLU(0.01), nn.Linear(D, D)) for b in BRANCHES}
        )
        self.backbones = nn.ModuleDict({b: SasRec() for b in BRANCHES})
        self.dropout = nn.Dropout(DROPOUT)
        # Text and image do not see the id.
        bias = torch.zeros(3, 3)
        bias[:2, 2] = -1e4
        self.register_buffer("bias", bias)

    def items(self, ids):
        """Ids (n) to a vector (n, D) per branch."""
        inputs = (self.text[ids], self.image[ids], self.table(ids))
        x = self.dropout(torch.stack([f(v) for f, v in zip(self.maps, inputs)], 1))
        for layer in self.layers:
            x = layer(x, self.bias)
        return {b: self.heads[b](x[:, i]) for i, b in ((2, "id"), (0, "text"), (1, "image"))}


def xavier(module):
    if isinstance(module, (nn.Linear, nn.Embedding)):
        nn.init.xavier_normal_(module.weight)
        if getattr(module, "bias", None) is not None:
            nn.init.zeros_(module.bias)


def read(directory):
    directory = Path(directory)
    with open(directory / "items.tsv", newline="") as f:
        rows = csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE)
        index = {row["item"]: i + 1 for i, row in enumerate(rows)}
    histories = {}
    with open(directory / "interactions.tsv", newline="") as f:
        for n, row in enumerate(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE)):
            histories.setdefault(row["user"], []).append((float(row.get("timestamp") or n), n, index[row["item"]]))
    users = [[item for _, _, item in sorted(h)][-(S + 3) :] for h in histories.values() if len(h) >= 5]
    features = []
    for modality in ("text", "image"):
        x = torch.from_numpy(np.load(directory / "features" / f"{modality}.npy").astype(np.float32))
        x = x / x.norm(dim=1, keepdim=True).clamp_min(1e-6) * 4  # about the norm of trained ids
        features.append(torch.cat([torch.zeros(1, x.shape[1]), x]))
    return users, features, len(index)


def padded(rows, width):
    return torch.tensor([[0] * (width - len(r)) + r for r in rows])


def logits(model, vectors, slots, log_popularity):
    """Per branch (R, B(S+1)), and the targets of the R rows."""
    b = slots.shape[0]
    inputs, targets = slots[:, :-1], slots[:, 1:]
    rows = (inputs > 0).flatten()
    own = torch.arange(b).repeat_interleave(S)  # sequence of a row
    target = (torch.arange(b)[:, None] * (S + 1) + torch.arange(1, S + 1)).flatten()
    columns = slots.flatten()
    inside = (slots[:, :, None] == columns[None, None, :]).any(1)  # (B, columns)
    hidden = inside[own] | (columns == 0)
    hidden[torch.arange(b * S), target] = False
    out = {}
    for branch in BRANCHES:
        e = vectors[branch].view(b, S + 1, D)
        u = model.backbones[branch](e[:, :-1], inputs > 0).reshape(b * S, D)
        scores = u @ e.reshape(-1, D).T - log_popularity[columns]
        out[branch] = scores.masked_fill(hidden, -1e4)[rows]
    return out, target[rows]


def loss(out, target, distillation, temperature, weight):
    total = sum(F.cross_entropy(x, target) for x in out.values())
    if distillation == "none":
        return total
    ensemble = sum(out.values()) / len(out)
    for teacher, student in ((out["id"], "text"), (out["id"], "image"), (ensemble, "id")):
        if distillation == "kl":
            teacher = teacher.detach()
        p = (teacher / temperature).softmax(1)
        k = -(p * (out[student] / temperature).log_softmax(1)).sum(1)
        if distillation == "kl":
            k = k + (p * (teacher / temperature).log_softmax(1)).sum(1)
        total = total + weight * temperature**2 * k.mean()
    return total


@torch.no_grad()
def evaluate(model, users, items, held_out):
    model.eval()
    vectors = {b: [] for b in BRANCHES}
    for start in range(0, items + 1, 2048):
        for b, v in model.items(torch.arange(start, min(start + 2048, items + 1))).items():
            vectors[b].append(v)
    vectors = {b: torch.cat(v) for b, v in vectors.items()}
    ranks = {b: [] for b in (*BRANCHES, "ensemble")}
    for start in range(0, len(users), 512):
        part = users[start : start + 512]
        histories = padded([u[:-held_out][-S:] for u in part], S)
        target = torch.tensor([u[-held_out] for u in part])
        scores = {}
        for b in BRANCHES:
            state = model.backbones[b](vectors[b][histories], histories > 0)[:, -1]
            scores[b] = state @ vectors[b].T
        scores["ensemble"] = sum(scores.values()) / len(BRANCHES)
        for b, s in scores.items():
            own = s.gather(1, target[:, None])
            s[:, 0] = -math.inf
            for row, u in enumerate(part):
                s[row, u[:-held_out]] = -math.inf
            ahead = (s > own).sum(1)
            ranks[b].append(ahead)
    result = {}
    for b, parts in ranks.items():
        rank = torch.cat(parts)
        hit = rank < 10
        result[b] = (hit.float().mean().item(), (hit / torch.log2(rank + 2.0)).mean().item())
    return result


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data")
    parser.add_argument("--distillation", choices=("none", "kl", "cross-entropy"), default="none")
    parser.add_argument("--temperature", type=float, default=1)
    parser.add_argument("--ramp", type=int, default=20)
    parser.add_argument("--epochs", type=int, default=36)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--distinct", action="store_true", help="encode each distinct item of a batch once, as ours")
    parser.add_argument("--init", choices=("xavier", "torch"), default="xavier", help="torch: its own defaults")
    a = parser.parse_args()
    torch.manual_seed(a.seed)
    users, (text, image), items = read(a.data)
    counts = torch.zeros(items + 1)
    for u in users:
        for item in u[:-2]:
            counts[item] += 1
    popularity = counts.clamp_min(1) / counts.clamp_min(1)[1:].sum()
    popularity[0] = 1
    model = Odmt(text, image, items)
    if a.init == "xavier":
        model.apply(xavier)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.01)
    slots = padded([u[:-2] for u in users], S + 1)
    best, kept = -1.0, None
    for epoch in range(1, a.epochs + 1):
        model.train()
        start, sum_loss, steps = time.time(), 0.0, 0
        weight = math.exp(-5 * (1 - min(epoch, a.ramp) / a.ramp) ** 2)
        for part in torch.randperm(len(slots)).split(BATCH):
            batch = slots[part]
            if a.distinct:
                ids, place = batch.flatten().unique(return_inverse=True)
                vectors = {b: v[place] for b, v in model.items(ids).items()}
            else:
                vectors = model.items(batch.flatten())
            out, target = logits(model, vectors, batch, popularity.log())
            step_loss = loss(out, target, a.distillation, a.temperature, weight)
            optimizer.zero_grad()
            step_loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5)
            optimizer.step()
            sum_loss, steps = sum_loss + step_loss.item(), steps + 1
        seconds = time.time() - start
        validation = evaluate(model, users, items, 2)
        if validation["ensemble"][0] > best:
            best = validation["ensemble"][0]
            kept = (epoch, evaluate(model, users, items, 1))
        print(
            f"epoch {epoch}: loss {sum_loss / steps:.4f}, {seconds:.1f} s, validation "
            + ", ".join(f"{b} {h:.4f}/{n:.4f}" for b, (h, n) in validation.items()),
            flush=True,
        )
    print(f"best epoch {kept[0]}, test " + ", ".join(f"{b} {h:.4f}/{n:.4f}" for b, (h, n) in kept[1].items()))


if __name__ == "__main__":
    main()
