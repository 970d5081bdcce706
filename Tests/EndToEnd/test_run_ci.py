"""`adjoint run` in CI: executed notebooks as nbconvert writes them, comparison, reports."""

import json
import os
import pty
import signal
import subprocess
import sys
import xml.etree.ElementTree as xml

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from processes import endless, run, wait_for
from test_notebooks import each_notebook

KERNEL = {"name": "adjoint", "display_name": "Adjoint", "language": "adjoint"}
MAY_FAIL = {"tags": ["raises-exception"]}


@pytest.fixture
def write(tmp_path):
    """Writes a notebook of cells, or of the sources of code cells, and gives its path."""

    def write(*cells, name="lecture.ipynb", **metadata):
        notebook = new_notebook(metadata={"kernelspec": KERNEL} | metadata)
        notebook.cells = [new_code_cell(cell) if isinstance(cell, str) else cell for cell in cells]
        path = tmp_path / name
        nbformat.write(notebook, path)
        return path

    return write


def everything(write):
    """A notebook with outputs of every kind."""
    return write(
        new_markdown_cell("# Über\n\nText", metadata={"trusted": True, "mine": {"z": 1, "a": None}}),
        "print(1)\nprint(2)\n[1, 2]",
        " \n",
        new_code_cell("x = undefined", metadata=MAY_FAIL | {"deep": [1, {"b": 0.5, "a": "é"}]}),
        new_code_cell(
            "1 +",
            metadata={"tags": ["skip-execution"]},
            outputs=[new_output("stream", text="old\nkept")],
            execution_count=7,
        ),
        "f(x) = x^2\nplot(f, (-2, 2))",
        'w = param([1, 2])\nL = sum(w^2)\ngrad(L)',
        "graph(L)",
        "explain(L)",
        "1 / 0",
        "?sin",
        'größe = "ü\\t\\"\\\\"\ngröße',
        new_code_cell('input("name? ")', metadata=MAY_FAIL),
        'for i in 1...3 { print(i) }\nplot(f, (-1, 1))\nprint("end")\n\n',
        "1;",
        unknown={"z": [1.5, 2], "a": {}},
    )


def nbconvert(path, target, *options):
    """What `jupyter nbconvert --execute` makes of a notebook, without the times of this run."""
    command = ["jupyter", "nbconvert", "--execute", "--to", "notebook", "--output", target, path]
    result = run(*command, "--ExecutePreprocessor.record_timing=False", *options)
    assert result.returncode == 0, result.stderr


def joined(path):
    """A notebook in which adjacent texts of one stream are one, since time decides where they end."""
    notebook = nbformat.read(path, 4)
    for cell in notebook.cells:
        outputs = []
        for output in cell.get("outputs", []):
            if outputs and output.get("name") == outputs[-1].get("name", 0):
                outputs[-1].text += output.text
            else:
                outputs.append(output)
        if cell.cell_type == "code":
            cell.outputs = outputs
    return nbformat.writes(notebook) + "\n"


def test_executed_notebook_is_what_nbconvert_writes(adjoint, write, tmp_path):
    path = everything(write)
    nbconvert(path, tmp_path / "theirs.ipynb")
    result = run(adjoint, "run", "--output", tmp_path / "ours.ipynb", path)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    ours = (tmp_path / "ours.ipynb").read_text()
    assert ours == joined(tmp_path / "theirs.ipynb")
    nbformat.validate(json.loads(ours))


def test_allowed_errors_are_what_nbconvert_writes(adjoint, write, tmp_path):
    path = write("x = 1", "y", "x / [1, 2] @ [1]", "x = (", "x")
    nbconvert(path, tmp_path / "theirs.ipynb", "--allow-errors")
    assert run(adjoint, "run", "--inplace", "--allow-errors", path).returncode == 0
    assert path.read_text() == joined(tmp_path / "theirs.ipynb")


@each_notebook
def test_project_notebooks_are_what_nbconvert_writes(adjoint, path, tmp_path):
    nbconvert(path, tmp_path / "theirs.ipynb")
    assert run(adjoint, "run", "-o", tmp_path / "ours.ipynb", path).returncode == 0
    assert (tmp_path / "ours.ipynb").read_text() == joined(tmp_path / "theirs.ipynb")


def test_what_is_written_is_a_fixed_point(adjoint, write):
    path = everything(write)
    assert run(adjoint, "run", "--inplace", path).returncode == 0
    first = path.read_bytes()
    assert run(adjoint, "run", "--inplace", path).returncode == 0
    assert path.read_bytes() == first
    assert run(adjoint, "run", "--check", path).returncode == 0


def test_nbval_accepts_what_is_written(adjoint, write):
    path = write(
        "x = [1, 2]", "print(x)\nx", "", "log(0 * x)", new_code_cell("y", metadata=MAY_FAIL), "sum(x)"
    )
    assert run(adjoint, "run", "--inplace", path).returncode == 0
    assert "In[3]" in path.read_text()
    command = [sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", path]
    result = run(*command, cwd=path.parent)
    assert result.returncode == 0, result.stdout


def test_nbval_accepts_live_outputs(adjoint, write):
    """It sees displays only as they first are, so that the kernel sends each as it is at last."""
    path = write(
        "m = dense(1, 1); x = rand(64, 1); print(1)\nh = train(m, (x, 2x), epochs=3000, batch=8)",
        "for i in progress(0..<3) { train(m, (x, 2x), epochs=2); print(i) }\nshow(1)\n2",
        "h = train(m, (x, 2x), epochs=2, show=() -> plot([1, 2]))",
        new_code_cell("train(m, (1e200 * x, 2x), epochs=2, optimizer=gradient_descent(1))", metadata=MAY_FAIL),
    )
    assert run(adjoint, "run", "--inplace", path).returncode == 0
    command = [sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", path]
    result = run(*command, cwd=path.parent)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("minor", [0, 2, 4])
def test_older_formats_become_valid_notebooks_of_format_4_5(adjoint, tmp_path, minor):
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": ["# T\n", "x"]},
        {"cell_type": "code", "metadata": {}, "source": "1 + 1", "outputs": [],
         "execution_count": None},
        {"cell_type": "code", "metadata": {}, "source": "1 + 1", "outputs": [],
         "execution_count": None},
    ]
    path = tmp_path / "old.ipynb"
    path.write_text(
        json.dumps({"nbformat": 4, "nbformat_minor": minor, "metadata": {}, "cells": cells})
    )
    assert run(adjoint, "run", "--inplace", path).returncode == 0
    notebook = json.loads(path.read_text())
    nbformat.validate(notebook)
    assert notebook["nbformat_minor"] == 5
    assert len({cell["id"] for cell in notebook["cells"]}) == 3


def test_format_3_is_refused_with_the_way_out(adjoint, tmp_path):
    path = tmp_path / "old.ipynb"
    path.write_text('{"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": []}')
    result = run(adjoint, "run", "--inplace", path)
    assert result.returncode == 1
    assert "format 3" in result.stderr and "jupyter nbconvert" in result.stderr


def test_notebook_in_another_language_is_refused(adjoint, write):
    path = write("import os", kernelspec={"name": "python3", "display_name": "Python 3",
                                          "language": "python"})
    before = path.read_bytes()
    result = run(adjoint, "run", "--inplace", "--allow-errors", path)
    assert result.returncode == 1
    assert "a notebook in the language python" in result.stderr
    assert path.read_bytes() == before


def test_notebook_that_fails_is_left_alone(adjoint, write):
    path = write("x = 1", "y", "x")
    before = path.read_bytes()
    result = run(adjoint, "run", "--inplace", path)
    assert result.returncode == 1
    assert "lecture.ipynb, cell 2 failed" in result.stderr and "NameError" in result.stderr
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_tags_count_in_the_terminal_too(adjoint, write):
    skipped = new_code_cell("print(1)", metadata={"tags": ["skip-execution"]})
    result = run(adjoint, "run", write(skipped, new_code_cell("y", metadata=MAY_FAIL), "print(2)"))
    assert (result.returncode, result.stdout) == (0, "2\n")
    assert "In[1]" in result.stderr


def test_links_and_permissions_stay(adjoint, write, tmp_path):
    path = write("1 + 1")
    path.chmod(0o664)
    link = tmp_path / "link.ipynb"
    link.symlink_to(path)
    assert run(adjoint, "run", "--inplace", link).returncode == 0
    assert link.is_symlink() and path.stat().st_mode & 0o777 == 0o664
    assert nbformat.read(path, 4).cells[0].execution_count == 1


def test_notebook_goes_to_the_standard_output(adjoint, write):
    result = run(adjoint, "run", "--output", "-", write("print(3)"))
    cell = nbformat.reads(result.stdout, 4).cells[0]
    assert (cell.outputs[0].name, cell.outputs[0].text) == ("stdout", "3\n")


def test_place_that_cannot_be_written_is_an_error(adjoint, write, tmp_path):
    result = run(adjoint, "run", "--output", tmp_path / "none" / "a.ipynb", write("1"))
    assert result.returncode == 1
    assert "cannot write" in result.stderr and "no such file" in result.stderr


def test_files_are_those_beside_the_notebook(adjoint, write, tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "part.adj").write_text("part = 7\n")
    path = write("%run part.adj", "part", name="folder/a.ipynb")
    for option in [[], ["--inplace"]]:
        result = run(adjoint, "run", *option, path, cwd="/")
        assert result.returncode == 0, result.stderr


def stored(write, adjoint, *cells, name="lecture.ipynb"):
    path = write(*cells, name=name)
    assert run(adjoint, "run", "--inplace", path).returncode == 0
    return path


def change(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_check_shows_what_differs(adjoint, write):
    path = stored(write, adjoint, "x = 2", 'print("a")\nprint("loss", x)', "x + 1")
    assert run(adjoint, "run", "--check", path).returncode == 0
    change(path, "loss 2", "loss 3")
    before = path.read_bytes()
    result = run(adjoint, "run", "--check", path)
    assert (result.returncode, result.stdout) == (2, "")
    assert "cell 2, In[2]: the outputs differ from the stored ones" in result.stderr
    assert "    - 2 | loss 3\n    + 2 | loss 2\n" in result.stderr
    assert "cell 3" not in result.stderr and "\x1b" not in result.stderr
    assert path.read_bytes() == before


def test_check_takes_numbers_within_rtol(adjoint, write):
    path = stored(write, adjoint, "[0.1, 4001 / 2, 3]")
    change(path, "2000.5", "2000.6")
    result = run(adjoint, "run", "--check", path)
    assert result.returncode == 2
    assert "only numbers differ: --rtol 5e-05" in result.stderr
    assert run(adjoint, "run", "--check", "--rtol", "5e-5", path).returncode == 0
    assert run(adjoint, "run", "--check", "--rtol", "4e-5", path).returncode == 2


def test_check_merges_streams_first(adjoint, write):
    path = stored(write, adjoint, 'print("a")\nprint("b")')
    notebook = nbformat.read(path, 4)
    notebook.cells[0].outputs = [new_output("stream", text=text) for text in ["a", "\nb", "\n"]]
    nbformat.write(notebook, path)
    assert run(adjoint, "run", "--check", path).returncode == 0


def test_check_of_a_notebook_that_fails_is_a_failure(adjoint, write):
    path = write("1 + 1", "y")
    result = run(adjoint, "run", "--check", path)
    assert result.returncode == 1
    assert "result: new" in result.stderr and "NameError" in result.stderr


def test_check_leaves_out_what_is_tagged_for_nbval(adjoint, write):
    cell = new_code_cell("%time 1 + 1", metadata={"tags": ["nbval-ignore-output"]})
    assert run(adjoint, "run", "--check", write(cell)).returncode == 0


def test_several_files_run_at_once_and_are_shown_in_order(adjoint, write):
    files = [
        write(f"s = 0\nfor i in 1...{20000 * (4 - n)} {{ s += i }}\nprint({n})", name=f"{n}.ipynb")
        for n in range(4)
    ]
    files.insert(2, write("y", name="broken.ipynb"))
    result = run(adjoint, "run", "-j", 3, *files)
    assert (result.returncode, result.stdout) == (1, "0\n1\n2\n3\n")
    assert result.stderr.count("NameError") == 1
    assert run(adjoint, "run", "--jobs", 8, "--inplace", *files).returncode == 1
    for number, path in enumerate(path for path in files if path.stem != "broken"):
        assert nbformat.read(path, 4).cells[0].outputs[0].text == f"{number}\n"


def test_one_file_reads_input_however_many_could_run(adjoint, tmp_path):
    (tmp_path / "a.adj").write_text('print(input("? "))\n')
    result = run(adjoint, "run", "-j", 4, tmp_path / "a.adj", input="yes\n")
    assert (result.returncode, result.stdout) == (0, "? yes\n")
    result = run(adjoint, "run", "-j", 4, *[tmp_path / "a.adj"] * 2, input="yes\n")
    assert result.returncode == 1
    assert "nobody to ask" in result.stderr


def test_many_training_runs_at_once_give_what_one_gives(adjoint, notebooks):
    path = notebooks / "training-by-hand.ipynb"
    alone = run(adjoint, "run", path).stdout
    together = run(adjoint, "run", "-j", 4, *[path] * 8)
    assert together.returncode == 0, together.stderr
    assert together.stdout == alone * 8


def test_report_has_a_case_for_each_cell(adjoint, write, tmp_path):
    good = stored(write, adjoint, "x = 1", "x", name="good.ipynb")
    change(good, '"1"', '"2"')
    bad = write("y", "1 & <2>", name="bad.ipynb")
    result = run(adjoint, "run", "--check", "--junit", tmp_path / "report.xml", good, bad)
    assert result.returncode == 1
    report = xml.parse(tmp_path / "report.xml").getroot()
    assert report.attrib | {"time": ""} == {
        "name": "adjoint run", "tests": "4", "failures": "2", "errors": "0", "skipped": "1",
        "time": "",
    }
    suites = report.findall("testsuite")
    assert [suite.get("name") for suite in suites] == [str(good), str(bad)]
    cases = [case for suite in suites for case in suite]
    assert [case.get("name") for case in cases] == [
        "cell 1, In[1]", "cell 2, In[2]", "cell 1, In[1]", "cell 2, In[2]",
    ]
    found = [[part.tag for part in case] for case in cases]
    assert found == [[], ["failure"], ["failure"], ["skipped"]]
    assert "NameError" in cases[2][0].get("message") and "\x1b" not in cases[2][0].text


def test_report_covers_programs_and_files_that_are_none(adjoint, tmp_path):
    (tmp_path / "a.adj").write_text("print(1)\n")
    (tmp_path / "b.ipynb").write_text("no notebook")
    files = [tmp_path / "a.adj", tmp_path / "b.ipynb"]
    result = run(adjoint, "run", "--junit", tmp_path / "report.xml", *files)
    assert (result.returncode, result.stdout) == (1, "1\n")
    report = xml.parse(tmp_path / "report.xml").getroot()
    assert (report.get("tests"), report.get("failures")) == ("2", "1")


@pytest.mark.parametrize(
    "options",
    [
        ["--inplace", "--output", "b.ipynb", "a.ipynb"],
        ["--inplace", "--check", "a.ipynb"],
        ["--output", "c.ipynb", "a.ipynb", "b.ipynb"],
        ["--inplace", "a.adj"],
        ["--check", "a.ipynb", "a.adj"],
        ["--rtol", "0.1", "a.ipynb"],
        ["--check", "--rtol", "-1", "a.ipynb"],
        ["--check", "--rtol", "x", "a.ipynb"],
        ["-j", "0", "a.ipynb"],
        ["--nonsense", "a.ipynb"],
        [],
    ],
    ids=" ".join,
)
def test_arguments_that_do_not_fit_are_refused(adjoint, tmp_path, options):
    assert run(adjoint, "run", *options, cwd=tmp_path).returncode == 64


def test_missing_file_stops_everything(adjoint, write, tmp_path):
    path = write("1 + 1")
    before = path.read_bytes()
    assert run(adjoint, "run", "--inplace", path, tmp_path / "none.ipynb").returncode == 66
    assert path.read_bytes() == before


def test_interrupt_leaves_the_notebook_alone(adjoint, write, tmp_path):
    marks = [tmp_path / "first.npy", tmp_path / "second.npy"]
    path = write("1 + 1", endless(marks[0]), "2")
    before = path.read_bytes()
    options = ["--inplace", "--allow-errors", "-j", "2", "--junit", str(tmp_path / "report.xml")]
    process = subprocess.Popen(
        [adjoint, "run", *options, str(path), str(write(endless(marks[1]), name="b.ipynb"))],
        stderr=subprocess.PIPE,
    )
    wait_for(process, *marks)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=10)
    assert process.returncode == 130
    assert path.read_bytes() == before
    report = xml.parse(tmp_path / "report.xml").getroot()
    assert (report.get("errors"), report.get("skipped")) == ("2", "1")


def test_a_person_who_waits_sees_where_it_is(adjoint, write):
    ours, theirs = pty.openpty()
    path = write("1", "2")
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    subprocess.run(
        [adjoint, "run", "--inplace", str(path)],
        stderr=theirs, env=environment | {"TERM": "xterm"}, timeout=10, check=True,
    )
    shown = os.read(ours, 65536).decode()
    assert f"[1/1] {path}: cell 2 of 2" in shown
    assert shown.endswith("\r\x1b[K")
