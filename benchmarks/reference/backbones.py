"""Reference outputs of HSTU and of LiGR layers in PyTorch, for the backbones of these names.

HSTU is stated as facebookresearch/generative-recommenders computes it (research code, "rel_bias" with
relative times or positions alone), without jagged tensors: sequences padded on the right, an extra slot
behind them for the output, whose time is that of the request. LiGR's layers are those of layers.py. Inputs and outputs are then moved to the left-padded slots that our blocks read.

Writes one .npz of arrays per case: inputs, weights in the layout of our blocks, the output, and the
gradients of sum(output * cotangent) by item vectors and weights. Read by BackboneReferenceTest.

    python backbones.py DIRECTORY
"""

import math
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from layers import HEADS, LENGTHS, B, D, LigrLayer, S

LAYERS = 2
DQK, DV = 3, 5
N = S + 1  # the code's max_sequence_len + max_output_len
BUCKETS = 128
EPSILON = 1e-6


def to_left(x):
    """(B, N or S, ...) padded on the right to (B, S, ...) padded on the left."""
    out = torch.zeros(B, S, *x.shape[2:], dtype=x.dtype)
    for b, length in enumerate(LENGTHS):
        out[b, S - length :] = x[b, :length]
    return out


def mask(slots):
    """(B, slots), padded on the right."""
    return (torch.arange(slots) < torch.tensor(LENGTHS).unsqueeze(1)).float()


def left_positions(slots):
    """(B, slots): which learned position each slot has when padding is moved to the left."""
    return (torch.arange(slots) + S - torch.tensor(LENGTHS).unsqueeze(1)).clamp(max=S - 1)


def times():
    """(B, N) int64: events a second to months apart, then the request."""
    gaps = torch.exp(torch.rand(B, N) * 16).long()
    return 1_600_000_000 + gaps.cumsum(1)


class RelativeBias(nn.Module):
    def __init__(self, with_times):
        super().__init__()
        self.ts_w = nn.Parameter(torch.randn(BUCKETS + 1) * 0.5) if with_times else None
        self.pos_w = nn.Parameter(torch.randn(2 * N - 1) * 0.5)

    def forward(self, timestamps):
        t = F.pad(self.pos_w[: 2 * N - 1], [0, N]).repeat(N)
        t = t[..., :-N].reshape(1, N, 3 * N - 2)
        r = (2 * N - 1) // 2
        bias = t[:, :, r:-r]
        if self.ts_w is None:
            return bias
        ext = torch.cat([timestamps, timestamps[:, N - 1 : N]], dim=1)
        spans = ext[:, 1:].unsqueeze(2) - ext[:, :-1].unsqueeze(1)
        buckets = (torch.log(torch.abs(spans).clamp(min=1)) / 0.301).long()
        buckets = torch.clamp(buckets, min=0, max=BUCKETS)
        return bias + self.ts_w[buckets.view(-1)].view(B, N, N)


class Stu(nn.Module):
    def __init__(self, with_times):
        super().__init__()
        self.uvqk = nn.Parameter(torch.randn(D, 2 * HEADS * (DV + DQK)) * 0.5)
        self.o = nn.Linear(HEADS * DV, D)
        self.bias = RelativeBias(with_times)

    def forward(self, x, timestamps, visible):
        mixed = F.silu(F.layer_norm(x, [D], eps=EPSILON) @ self.uvqk)
        u, v, q, k = torch.split(mixed, [HEADS * DV] * 2 + [HEADS * DQK] * 2, dim=-1)
        scores = torch.einsum(
            "bnhd,bmhd->bhnm", q.view(B, N, HEADS, DQK), k.view(B, N, HEADS, DQK)
        )
        scores = scores + self.bias(timestamps).unsqueeze(1)
        weights = F.silu(scores) / N * visible
        attended = torch.einsum("bhnm,bmhd->bnhd", weights, v.view(B, N, HEADS, DV))
        attended = attended.reshape(B, N, HEADS * DV)
        return self.o(u * F.layer_norm(attended, [HEADS * DV], eps=EPSILON)) + x


def hstu(directory, name, with_times):
    layers = [Stu(with_times) for _ in range(LAYERS)]
    positions = nn.Parameter(torch.randn(S, D) * 0.5)
    items = (torch.randn(B, N, D) * mask(N).unsqueeze(2)).requires_grad_(True)
    timestamps = times()
    real = mask(N)
    visible = torch.tril(torch.ones(N, N)) * real.view(B, 1, 1, N)
    x = items * math.sqrt(D) + positions[left_positions(N)]
    for layer in layers:
        x = layer(x, timestamps, visible)

    def weights(of):
        named = {"positions": of(positions)}
        for i, layer in enumerate(layers):
            named[f"layer{i}.split.weight"] = of(layer.uvqk).T
            named[f"layer{i}.output.weight"] = of(layer.o.weight)
            named[f"layer{i}.output.bias"] = of(layer.o.bias)
            # distances from S - 1 to 0; the other half of the table is of later slots
            named[f"layer{i}.positionBias"] = of(layer.bias.pos_w)[N - S : N]
            if with_times:
                named[f"layer{i}.timeBias"] = of(layer.bias.ts_w)
        return named

    extra = {}
    if with_times:
        left_real = to_left(real[:, :S]).long()
        extra["times"] = to_left(timestamps[:, :S]) * left_real
        extra["requests"] = to_left(timestamps[:, 1:]) * left_real
    save(directory, name, items, x, real, weights, extra)


def ligr(directory):
    layers = [LigrLayer() for _ in range(LAYERS)]
    positions = nn.Parameter(torch.randn(S, D) * 0.5)
    items = (torch.randn(B, S, D) * mask(S).unsqueeze(2)).requires_grad_(True)
    hidden = torch.triu(torch.ones(S, S, dtype=torch.bool), 1)  # right padding: no more is needed
    x = items + positions[left_positions(S)]
    for layer in layers:
        x = layer(x, hidden)

    def weights(of):
        named = {"positions": of(positions)}
        for i, layer in enumerate(layers):
            named |= {f"layer{i}.{name}": value for name, value in layer.weights(of).items()}
        return named

    save(directory, "ligr", items, x, mask(S), weights, {})


def save(directory, name, items, out, real, weights, extra):
    """weights: given how a parameter is read, what is read by our names; extra: further inputs."""
    cotangent = torch.randn_like(out) * real.unsqueeze(2)
    (out * cotangent).sum().backward()
    arrays = {
        "x": to_left(items),
        "mask": to_left(real),
        "cotangent": to_left(cotangent),
        "output": to_left(out),
        "gradient": to_left(items.grad),
    }
    arrays |= {"weight." + key: value for key, value in weights(lambda p: p).items()}
    arrays |= {"gradient." + key: value for key, value in weights(lambda p: p.grad).items()}
    stored = {key: np.ascontiguousarray(value.detach().numpy()) for key, value in arrays.items()}
    stored |= {key: value.numpy() for key, value in extra.items()}
    np.savez_compressed(directory / (name + ".npz"), **stored)


def main(directory):
    directory.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(20240227)
    torch.set_num_threads(1)
    hstu(directory, "hstu-times", True)
    hstu(directory, "hstu-positions", False)
    ligr(directory)
    print("torch", torch.__version__)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
