"""Reference outputs of PyTorch modules for the layers of api.nn.

Writes one .npz of float32 arrays per case: module inputs and weights in the layout of our blocks, the
output, and the gradient of sum(output * cotangent) by the input. Read by LayerReferenceTest in api.

    python layers.py DIRECTORY
"""

import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn

B, S, D, HEADS, HIDDEN = 3, 6, 8, 2, 5
LENGTHS = (6, 3, 1)  # real slots of each sequence, padded on the left


def mask():
    m = torch.zeros(B, S)
    for b, length in enumerate(LENGTHS):
        m[b, S - length :] = 1
    return m


def save(directory, name, x, forward, weights):
    """x: the input, zero where padded; weights: by our parameter names."""
    x = x.detach().requires_grad_(True)
    real = mask().unsqueeze(2)
    out = forward(x)
    cotangent = torch.randn_like(out) * real
    (gradient,) = torch.autograd.grad((out * cotangent).sum(), x)
    arrays = {
        "x": x,
        "mask": mask(),
        "cotangent": cotangent,
        "output": out * real,
        "gradient": gradient * real,
    }
    arrays.update({"weight." + key: value for key, value in weights.items()})
    np.savez(
        directory / (name + ".npz"),
        **{key: value.detach().numpy().astype(np.float32) for key, value in arrays.items()},
    )


def inputs():
    return torch.randn(B, S, D) * mask().unsqueeze(2)


def hidden_slots():
    """(B * HEADS, S, S): later and padded slots."""
    # A padded query would see no key at all, which gives NaN; its own slot stays visible to it.
    hidden = torch.triu(torch.ones(S, S, dtype=torch.bool), 1).repeat(B, 1, 1)
    hidden |= (mask() == 0).unsqueeze(1) & ~torch.eye(S, dtype=torch.bool)
    return hidden.repeat_interleave(HEADS, 0)


def gru(directory, layers):
    module = nn.GRU(D, HIDDEN, layers, bias=False, batch_first=True)
    weights = {}
    for i in range(layers):
        weights[f"layer{i}.input"] = getattr(module, f"weight_ih_l{i}")
        weights[f"layer{i}.state"] = getattr(module, f"weight_hh_l{i}")
    save(directory, f"gru-{layers}", inputs(), lambda x: module(x)[0], weights)


def transformer(directory, norm, activation):
    module = nn.TransformerEncoderLayer(
        D,
        HEADS,
        dim_feedforward=2 * D,
        dropout=0.0,
        activation=activation,
        layer_norm_eps=1e-6,
        batch_first=True,
        norm_first=norm == "pre",
    )
    for parameter in module.parameters():  # norms and biases away from 1 and 0
        nn.init.normal_(parameter, std=0.3)
    attention = module.self_attn  # ours has no bias in its four maps
    nn.init.zeros_(attention.in_proj_bias)
    nn.init.zeros_(attention.out_proj.bias)
    weights = {
        "attention.query.weight": attention.in_proj_weight[:D],
        "attention.keyValue.weight": attention.in_proj_weight[D:],
        "attention.output.weight": attention.out_proj.weight,
        "attentionNorm.gain": module.norm1.weight,
        "attentionNorm.shift": module.norm1.bias,
        "up.weight": module.linear1.weight,
        "up.bias": module.linear1.bias,
        "down.weight": module.linear2.weight,
        "down.bias": module.linear2.bias,
        "feedForwardNorm.gain": module.norm2.weight,
        "feedForwardNorm.shift": module.norm2.bias,
    }
    save(
        directory,
        f"transformer-{norm}-{activation}",
        inputs(),
        lambda x: module(x, src_mask=hidden_slots()),
        weights,
    )


class LigrLayer(nn.Module):
    """A pre-norm layer with gated residuals and SwiGLU, as RecTools' layer of this name."""

    def __init__(self):
        super().__init__()
        self.attention = nn.MultiheadAttention(D, HEADS, 0.0, batch_first=True)
        self.norm1 = nn.LayerNorm(D, eps=1e-6)
        self.norm2 = nn.LayerNorm(D, eps=1e-6)
        self.linear1 = nn.Linear(D, 2 * D, bias=False)
        self.linear2 = nn.Linear(2 * D, D, bias=False)
        self.linear3 = nn.Linear(D, 2 * D, bias=False)
        self.gate1 = nn.Linear(D, D)
        self.gate2 = nn.Linear(D, D)
        for parameter in self.parameters():
            nn.init.normal_(parameter, std=0.3)
        nn.init.zeros_(self.attention.in_proj_bias)
        nn.init.zeros_(self.attention.out_proj.bias)

    def forward(self, x, hidden):
        h = self.norm1(x)
        h, _ = self.attention(h, h, h, attn_mask=hidden, need_weights=False)
        x = x + torch.sigmoid(self.gate1(x)) * h
        h = self.norm2(x)
        h = self.linear2(nn.functional.silu(self.linear1(h)) * self.linear3(h))
        return x + torch.sigmoid(self.gate2(x)) * h

    def weights(self, of=lambda parameter: parameter):
        """By our names, each parameter as `of` reads it: itself, or its gradient."""
        return {
            "attention.query.weight": of(self.attention.in_proj_weight)[:D],
            "attention.keyValue.weight": of(self.attention.in_proj_weight)[D:],
            "attention.output.weight": of(self.attention.out_proj.weight),
            "attentionNorm.gain": of(self.norm1.weight),
            "attentionNorm.shift": of(self.norm1.bias),
            "attentionGate.weight": of(self.gate1.weight),
            "attentionGate.bias": of(self.gate1.bias),
            "up.weight": torch.cat([of(self.linear1.weight), of(self.linear3.weight)]),
            "down.weight": of(self.linear2.weight),
            "feedForwardNorm.gain": of(self.norm2.weight),
            "feedForwardNorm.shift": of(self.norm2.bias),
            "feedForwardGate.weight": of(self.gate2.weight),
            "feedForwardGate.bias": of(self.gate2.bias),
        }


def ligr(directory):
    module = LigrLayer()
    save(
        directory,
        "transformer-gated-swiglu",
        inputs(),
        lambda x: module(x, hidden_slots()),
        module.weights(),
    )


def convolution(directory, kernel, dilation):
    module = nn.Conv1d(D, HIDDEN, kernel, dilation=dilation)

    def forward(x):
        front = nn.functional.pad(x.transpose(1, 2), ((kernel - 1) * dilation, 0))
        return module(front).transpose(1, 2)

    weights = {
        "weight": module.weight.permute(0, 2, 1).reshape(HIDDEN, kernel * D),
        "bias": module.bias,
    }
    save(directory, f"convolution-{kernel}-{dilation}", inputs(), forward, weights)


def main(directory):
    directory.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(20190211)
    torch.set_num_threads(1)
    for layers in (1, 2):
        gru(directory, layers)
    for norm in ("post", "pre"):
        for activation in ("relu", "gelu"):
            transformer(directory, norm, activation)
    for kernel, dilation in ((3, 1), (3, 2), (2, 4)):
        convolution(directory, kernel, dilation)
    ligr(directory)
    print("torch", torch.__version__)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
