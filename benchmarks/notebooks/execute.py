"""Executes a Kotlin notebook without a browser and writes it, with its outputs, as HTML.

    pip install kotlin-jupyter-kernel==0.19.0.944 nbclient nbconvert
    mvn -DskipTests install
    mvn dependency:copy -Dartifact=ai.djl.pytorch:pytorch-native-cpu:2.7.1:jar:linux-x86_64 \\
      -DoutputDirectory=examples/notebooks
    python benchmarks/notebooks/execute.py examples/notebooks/ten-minutes.ipynb OUT.html

Fails if a cell does, or if no output is one of the library's tables or curves. A third argument is the
address of a repository to take the library from in place of the local one, so that nothing needs to be
installed:

    mvn -pl kotlin -am -Dmaven.test.skip deploy -DaltDeploymentRepository=folder::file:/tmp/repository
    python benchmarks/notebooks/execute.py examples/notebooks/ten-minutes.ipynb OUT.html file:///tmp/repository

Options of the kernel's JVM stand in the variable KOTLIN_JUPYTER_JAVA_OPTS_EXTRA. Written for Python 3.11.
"""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbconvert import HTMLExporter

OURS = 'class="seqrec4j"'


LOCAL = "*mavenLocal"


def main(source: str, target: str, repository: str = LOCAL) -> None:
    notebook = nbformat.read(source, as_version=4)
    for cell in notebook.cells:
        cell.source = cell.source.replace(f'Repository("{LOCAL}")', f'Repository("{repository}")')
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
