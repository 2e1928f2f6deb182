"""A raw log to sorted arrays, as a data scientist writes it: what IngestSpeed is compared with.

Usage: python ingest.py pandas|duckdb LOG.tsv OUT

5-core on users and items, each user's events in the order of time with ties in file order, users
and items numbered, arrays written as .npy.
"""

import os
import resource
import sys
import time

import numpy as np

CORE = 5


def with_pandas(log):
    import pandas as pd

    events = pd.read_csv(
        log, sep="\t", quoting=3, keep_default_na=False,
        dtype={"user": str, "item": str, "timestamp": np.float64})
    while True:
        before = len(events)
        events = events[events.groupby("user")["user"].transform("size") >= CORE]
        events = events[events.groupby("item")["item"].transform("size") >= CORE]
        if len(events) == before:
            break
    users, user_ids = pd.factorize(events["user"])
    items, item_ids = pd.factorize(events["item"])
    times = events["timestamp"].to_numpy()
    order = np.lexsort((times, users))  # stable
    return users[order], items[order], times[order], user_ids, item_ids


def with_duckdb(log):
    import duckdb

    db = duckdb.connect(config={"memory_limit": "1GB", "temp_directory": "/tmp/ingest-spill"})
    db.execute(f"""create temp table events as select * from read_csv('{log}', delim='\t', quote='',
        escape='', header=true, auto_detect=false,
        columns={{'user': 'VARCHAR', 'item': 'VARCHAR', 'timestamp': 'DOUBLE'}})""")
    for kind in ("user", "item"):
        db.execute(f"""create temp table {kind}s as select id, row_number() over (order by first) - 1
            as n from (select "{kind}" as id, min(rowid) as first from events group by 1)""")
    db.execute("""create temp table e as select users.n::int as u, items.n::int as i, "timestamp" as t,
        events.rowid as r from events join users on users.id = "user" join items on items.id = item""")
    db.execute("drop table events")
    while True:
        before = db.execute("select count(*) from e").fetchone()[0]
        db.execute(f"""create or replace temp table f as select * from e where u in
            (select u from e group by u having count(*) >= {CORE})""")
        db.execute(f"""create or replace temp table e as select * from f where i in
            (select i from f group by i having count(*) >= {CORE})""")
        if db.execute("select count(*) from e").fetchone()[0] == before:
            break
    columns = db.execute("select u, i, t from e order by u, t, r").fetchnumpy()
    ids = [db.execute(f"select id from {kind}s order by n").fetchnumpy()["id"]
           for kind in ("user", "item")]
    return columns["u"], columns["i"], columns["t"], *ids


def main():
    method, log, out = sys.argv[1:]
    os.makedirs(out, exist_ok=True)
    start = time.perf_counter()
    users, items, times, user_ids, item_ids = (
        with_pandas if method == "pandas" else with_duckdb)(log)
    np.save(f"{out}/items.npy", items.astype(np.int32))
    np.save(f"{out}/times.npy", times)
    np.save(f"{out}/starts.npy", np.flatnonzero(np.diff(users, prepend=-1)).astype(np.int64))
    for name, ids in (("users", user_ids), ("catalogue", item_ids)):
        with open(f"{out}/{name}.txt", "w") as file:
            file.write("\n".join(ids))
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000 * 1.024
    print(f"{method}: {seconds:.2f} s, {peak:.0f} MB at most; {len(items):,} interactions,"
          f" {len(np.unique(users)):,} users, {len(np.unique(items)):,} items")


if __name__ == "__main__":
    main()
