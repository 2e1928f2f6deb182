"""Seconds of an epoch, and of ranking all users, of RecTools' SASRec with full softmax.

    python rectools_sasrec.py DATA [--epochs 2] [--users N] [--length 100] [--width 64] [--batch 32]

The sizes are those of configs/movielens-1m-sasrec.conf. Ranking is the top 10 of every user with two items held out,
their histories encoded and left out: recommend() of a fitted model.
"""

import argparse
import logging
import statistics
import time
import warnings

import pandas as pd
import torch
from pytorch_lightning import Callback, Trainer
from rectools import Columns
from rectools.dataset import Dataset
from rectools.models import SASRecModel

from peerlib import histories, learnt_from, tell, tell_process

K, LAYERS, HEADS, DROPOUT = 10, 2, 2, 0.2
SECONDS = []  # of each epoch; not in the callback, which RecTools copies


class EpochTimes(Callback):
    def on_train_epoch_start(self, trainer, module):
        self.start = time.perf_counter()

    def on_train_epoch_end(self, trainer, module):
        SECONDS.append(time.perf_counter() - self.start)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--users", type=int)
    parser.add_argument("--length", type=int, default=100)
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--batch", type=int, default=32)
    a = parser.parse_args()
    warnings.filterwarnings("ignore")
    logging.getLogger("pytorch_lightning").setLevel(logging.ERROR)
    torch.manual_seed(1)
    read = histories(a.data, a.users)
    rows = [
        (user, item, 1, pd.Timestamp(n, unit="s"))
        for user, history in read.items()
        for n, item in enumerate(learnt_from(history))
    ]
    frame = pd.DataFrame(rows, columns=[Columns.User, Columns.Item, Columns.Weight, Columns.Datetime])
    dataset = Dataset.construct(frame)
    model = SASRecModel(
        n_blocks=LAYERS,
        n_heads=HEADS,
        n_factors=a.width,
        dropout_rate=DROPOUT,
        session_max_len=a.length,
        loss="softmax",
        batch_size=a.batch,
        epochs=a.epochs,
        recommend_torch_device="cpu",
        get_trainer_func=lambda **kwargs: Trainer(
            max_epochs=a.epochs,
            accelerator="cpu",
            devices=1,
            logger=False,
            enable_checkpointing=False,
            enable_progress_bar=False,
            enable_model_summary=False,
            callbacks=[EpochTimes()],
        ),
    )
    model.fit(dataset)
    users = [user for user, history in read.items() if len(history) > 3]
    start = time.perf_counter()
    model.recommend(users, dataset, k=K, filter_viewed=True)
    ranking = time.perf_counter() - start
    tell("users", len(users))
    tell("steps of an epoch, s", f"{statistics.median(SECONDS):.2f}")
    tell("ranking, s", f"{ranking:.2f}")
    tell_process(torch.get_num_threads())


if __name__ == "__main__":
    main()
