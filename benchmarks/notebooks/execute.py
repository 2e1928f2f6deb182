"""Executes a Kotlin notebook without a browser and writes it, with its outputs, as HTML.

    pip install kotlin-jupyter-kernel==0.19.0.944 nbclient nbconvert
    mvn -DskipTests install && mvn -DskipTests install
    mvn dependency:copy -Dartifact=ai.djl.pytorch:pytorch-native-cpu:2.7.1:jar:linux-x86_64 \\
      -DoutputDirectory=examples/notebooks
    python benchmarks/notebooks/execute.py examples/notebooks/ten-minutes.ipynb OUT.html

Twice, as kernel 0.19 takes a file of the local repository only if it is no younger than the beginning of
the build that Maven writes beside it.

Fails if a cell does, or if no output is one of the library's tables or curves. Options of the kernel's
JVM, such as -Dmaven.repo.local=DIRECTORY, stand in the variable KOTLIN_JUPYTER_JAVA_OPTS_EXTRA. Written
for Python 3.11.
"""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbconvert import HTMLExporter

OURS = 'class="seqrec4j"'


def main(source: str, target: str) -> None:
    notebook = nbformat.read(source, as_version=4)
    folder = {"metadata": {"path": Path(source).parent}}
    NotebookClient(notebook, timeout=3600, kernel_name="kotlin", resources=folder).execute()
    shown = sum(
        OURS in output.get("data", {}).get("text/html", "")
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
    )
    page, _ = HTMLExporter().from_notebook_node(notebook)
    Path(target).write_text(page, encoding="utf-8")
    print(f"{shown} tables and figures in {target}")
    if shown == 0:
        sys.exit("no output is of the library: is its integration found?")


if __name__ == "__main__":
    main(*sys.argv[1:])
