"""Runs programs in turn, each as often as the others, with the same threads, and lays what they print side by side.

    python alternate.py ROUNDS THREADS NAME=COMMAND NAME=COMMAND...

A command is one argument and prints lines of a name, a tab and a number, as those of this folder and StepCost do; of
each name all programs that print it are listed, with the median, the least and the most of the rounds.
The order turns around every round, so that none is always first. A command that fails ends it.
"""

import os
import re
import shlex
import statistics
import subprocess
import sys

NUMBER = re.compile(r"-?\d+(\.\d+)?")


def run(name, command, threads):
    environment = dict(os.environ, OMP_NUM_THREADS=threads, MKL_NUM_THREADS=threads)
    done = subprocess.run(shlex.split(command), env=environment, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(f"{name} ended with status {done.returncode}: {command}")
    for line in done.stdout.splitlines():
        what, tab, value = line.partition("\t")
        number = NUMBER.match(value)
        if tab and number:
            yield what, float(number.group())


def main():
    if len(sys.argv) < 4 or not all("=" in argument for argument in sys.argv[3:]):
        sys.exit("usage: alternate.py ROUNDS THREADS NAME=COMMAND...")
    programs = [argument.split("=", 1) for argument in sys.argv[3:]]
    measured = {}
    for turn in range(int(sys.argv[1])):
        for name, command in programs if turn % 2 == 0 else programs[::-1]:
            for what, number in run(name, command, sys.argv[2]):
                measured.setdefault(what, {}).setdefault(name, []).append(number)
    print("what\tprogram\tmedian\tleast\tmost\truns")
    for what, programs_of in measured.items():
        for name, numbers in programs_of.items():
            print(f"{what}\t{name}\t{statistics.median(numbers):g}\t{min(numbers):g}\t{max(numbers):g}\t{len(numbers)}")


if __name__ == "__main__":
    main()
