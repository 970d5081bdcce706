"""The project's notebooks through the tools people use, and their stored outputs."""

import json
import os
import pathlib
import sys

import nbclient
import nbformat
import pytest
from processes import run

KERNEL = {"name": "adjoint", "display_name": "Adjoint", "language": "adjoint"}
NOTEBOOKS = sorted((pathlib.Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def outputs(notebook):
    """The outputs of every code cell as plain data: adjacent texts of one stream as one.

    Where a stream is cut into messages depends on time; nothing else may.
    """
    return [
        (index, cell.source, merged(cell.outputs))
        for index, cell in enumerate(notebook.cells)
        if cell.cell_type == "code"
    ]


def merged(cell_outputs):
    result = []
    for output in cell_outputs:
        plain = json.loads(json.dumps(output))
        plain.pop("metadata", None)
        last = result[-1] if result else {}
        if plain["output_type"] == "stream" and last.get("name") == plain["name"]:
            last["text"] += plain["text"]
        else:
            result.append(plain)
    return result


PROMISED = ["digits", "first-gradient", "moons", "optimizers", "training-by-hand", "tour"]


@pytest.mark.parametrize("name", PROMISED)
def test_promised_notebooks_are_there(name):
    assert name in [path.stem for path in NOTEBOOKS]


@each_notebook
def test_stored_outputs_are_what_running_gives(path):
    stored = nbformat.read(path, 4)
    nbformat.validate(stored)
    executed = nbformat.read(path, 4)
    nbclient.NotebookClient(executed, timeout=60, record_timing=False).execute()
    for (index, source, was), (_, _, now) in zip(outputs(stored), outputs(executed)):
        assert now == was, f"cell {index} gives something else; `make notebooks` stores it:\n{source}"


@each_notebook
def test_nbval_accepts_it(path):
    result = run(
        sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", path,
        cwd=path.parent,
    )
    assert result.returncode == 0, result.stdout


@each_notebook
def test_nbconvert_executes_it_to_a_page(path, tmp_path):
    result = run("jupyter", "nbconvert", "--execute", "--to", "html", "--output-dir", tmp_path, path)
    assert result.returncode == 0, result.stderr
    assert "image/svg+xml" in (tmp_path / f"{path.stem}.html").read_text()


@each_notebook
def test_adjoint_run_executes_it(adjoint, path):
    result = run(adjoint, "run", path)
    assert result.returncode == 0, result.stderr
    assert result.stdout


def test_nbconvert_stops_at_a_failing_cell_and_can_go_on(tmp_path):
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": KERNEL})
    sources = ["x = [1, 2]", "x @ [[1]]", "x"]
    notebook.cells = [nbformat.v4.new_code_cell(source) for source in sources]
    path = tmp_path / "failing.ipynb"
    nbformat.write(notebook, path)
    command = ["jupyter", "nbconvert", "--execute", "--to", "notebook", "--output", "done", path]
    stopped = run(*command)
    assert stopped.returncode != 0
    assert "ShapeError" in stopped.stderr
    assert run(*command, "--allow-errors").returncode == 0
    done = nbformat.read(tmp_path / "done.ipynb", 4)
    assert done.cells[1].outputs[0].ename == "ShapeError"
    assert done.cells[2].outputs[0].data["text/plain"] == "[1, 2]"


def test_executed_notebook_is_valid_and_keeps_its_kernel(tmp_path):
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": KERNEL})
    notebook.cells = [nbformat.v4.new_code_cell("1 + 1")]
    nbclient.NotebookClient(notebook).execute()
    nbformat.validate(notebook)
    assert notebook.metadata.language_info.name == "adjoint"
    assert notebook.metadata.language_info.file_extension == ".adj"
    assert notebook.cells[0].outputs[0].data["text/plain"] == "2"
    assert os.environ["JUPYTER_DATA_DIR"] not in json.dumps(notebook)
