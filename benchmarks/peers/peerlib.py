"""What the programs of this folder share: reading a dataset directory, and printing what was measured.

Each prints lines of a name, a tab and a number, as StepCost does, so that alternate.py can lay them side by side.
"""

import csv
import os
import resource
from pathlib import Path


def histories(directory, users=None):
    """User to its items in the order of time; ties in the order of the file. Of the first users of the file only."""
    read = {}
    with open(Path(directory) / "interactions.tsv", newline="") as f:
        for n, row in enumerate(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE)):
            if users is not None and row["user"] not in read and len(read) == users:
                continue
            read.setdefault(row["user"], []).append((float(row.get("timestamp") or n), n, row["item"]))
    return {user: [item for _, _, item in sorted(events)] for user, events in read.items()}


def learnt_from(history):
    """The last two are held out, for validation and test, where there are at least two before them."""
    return history[:-2] if len(history) > 3 else history


def tell(name, value):
    print(f"{name}\t{value}", flush=True)


def tell_process(threads):
    tell("threads", threads)
    tell("OMP_NUM_THREADS", os.environ.get("OMP_NUM_THREADS", "not set"))
    tell("peak of the process, MB", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6:.0f}")
