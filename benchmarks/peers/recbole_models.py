"""Seconds of an epoch, and of ranking all users, of RecBole's SASRec, GRU4Rec or BERT4Rec with full softmax.

    python recbole_models.py MODEL DATA [--epochs 2] [--users N] [--length 100] [--width 64] [--batch 2048]

RecBole makes a sample of every prefix of a history, of which it learns the last item alone; an epoch has the same
targets as one of ours, in many more rows. --batch counts these samples, and is RecBole's default. Ranking is its full
evaluation of the held-out test items by hit@10 and ndcg@10. BERT4Rec, which masks whole histories, is fed them as
they are. Runs in RecBole's environment: see setup.
"""

import argparse
import functools
import statistics
import tempfile
import time
from pathlib import Path

import torch
from recbole.config import Config
from recbole.data import create_dataset, data_preparation
from recbole.utils import get_model, get_trainer, init_seed

from peerlib import histories, tell, tell_process

# RecBole 1.2.1 loads what it has written itself by torch.load, whose default changed in PyTorch 2.6.
torch.load = functools.partial(torch.load, weights_only=False)

LAYERS, HEADS, DROPOUT = 2, 2, 0.2
NAME = "measured"


def write(folder, read):
    """In RecBole's atomic format, times being the places in a history."""
    (folder / NAME).mkdir()
    with open(folder / NAME / f"{NAME}.inter", "w") as f:
        f.write("user_id:token\titem_id:token\ttimestamp:float\n")
        for user, history in read.items():
            for n, item in enumerate(history):
                f.write(f"{user}\t{item}\t{n}\n")


def options(a, folder):
    return {
        "data_path": str(folder),
        "checkpoint_dir": str(folder / "saved"),
        "load_col": {"inter": ["user_id", "item_id", "timestamp"]},
        "MAX_ITEM_LIST_LENGTH": a.length,
        "train_batch_size": a.batch,
        "eval_batch_size": 4096,
        "epochs": a.epochs,
        "eval_args": {"split": {"LS": "valid_and_test"}, "order": "TO", "group_by": "user", "mode": "full"},
        "metrics": ["Hit", "NDCG"],
        "topk": [10],
        "valid_metric": "NDCG@10",
        "loss_type": "CE",
        "train_neg_sample_args": None,
        "n_layers": LAYERS,
        "n_heads": HEADS,
        "hidden_size": a.width,
        "inner_size": 4 * a.width,
        "embedding_size": a.width,
        "num_layers": 1,
        "hidden_dropout_prob": DROPOUT,
        "attn_dropout_prob": DROPOUT,
        "dropout_prob": DROPOUT,
        "gpu_id": "",
        "use_gpu": False,
        "show_progress": False,
        "state": "ERROR",
        "seed": 1,
        "reproducibility": False,
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model", choices=("SASRec", "GRU4Rec", "BERT4Rec"))
    parser.add_argument("data")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--users", type=int)
    parser.add_argument("--length", type=int, default=100)
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--batch", type=int, default=2048)
    a = parser.parse_args()
    read = {user: h for user, h in histories(a.data, a.users).items() if len(h) > 3}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, read)
        config = Config(model=a.model, dataset=NAME, config_dict=options(a, folder))
        init_seed(config["seed"], config["reproducibility"])
        dataset = create_dataset(config)
        train, _, test = data_preparation(config, dataset)
        model = get_model(a.model)(config, train.dataset).to(config["device"])
        trainer = get_trainer(config["MODEL_TYPE"], a.model)(config, model)
        seconds = []
        for epoch in range(a.epochs):
            start = time.perf_counter()
            trainer._train_epoch(train, epoch, show_progress=False)
            seconds.append(time.perf_counter() - start)
        start = time.perf_counter()
        trainer.evaluate(test, load_best_model=False, show_progress=False)
        ranking = time.perf_counter() - start
    tell("users", len(read))
    tell("batches of an epoch", len(train))
    tell("steps of an epoch, s", f"{statistics.median(seconds):.2f}")
    tell("ranking, s", f"{ranking:.2f}")
    tell_process(torch.get_num_threads())


if __name__ == "__main__":
    main()
