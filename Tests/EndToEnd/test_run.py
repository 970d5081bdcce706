"""`adjoint run`: programs and notebooks in the terminal."""

import json
import os
import pty
import signal
import subprocess
import time

import pytest
from processes import endless, run, wait_for


@pytest.fixture
def program(tmp_path):
    """Writes a program and gives its path."""

    def write(text, name="program.adj"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.fixture
def notebook(program):
    """Writes a notebook of code cells and gives its path."""

    def write(*sources, name="cells.ipynb"):
        cells = [{"cell_type": "code", "source": source, "metadata": {}} for source in sources]
        cells.insert(0, {"cell_type": "markdown", "source": ["# Title\n", "1 +"], "metadata": {}})
        return program(json.dumps({"nbformat": 4, "nbformat_minor": 5, "cells": cells}), name)

    return write


def test_program_prints_and_shows_its_last_value(adjoint, program):
    result = run(adjoint, "run", program("f(x) = x^2\nprint(f(3))\nf'(2)\n"))
    assert (result.returncode, result.stdout, result.stderr) == (0, "9\n4\n", "")


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "1;", ";;"])
def test_program_with_nothing_to_show_shows_nothing(adjoint, program, text):
    result = run(adjoint, "run", program(text))
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_notebook_runs_its_code_cells_in_one_session(adjoint, notebook):
    result = run(adjoint, "run", notebook("x = 2", ["y = x\n", "y + 1"], "print(x, y)"))
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines()[-2:] == ["3", "2 2"]


def test_first_error_stops_the_notebook_with_its_source_marked(adjoint, notebook):
    result = run(adjoint, "run", notebook("print(1)", "x = 1\nprint(y)", "print(3)"))
    assert (result.returncode, result.stdout) == (1, "1\n")
    assert "NameError" in result.stderr
    assert "cells.ipynb, In[2], line 2" in result.stderr
    assert "print(y)" in result.stderr


def test_syntax_errors_are_all_shown(adjoint, program):
    result = run(adjoint, "run", program("x = (1\ny = )2\n"))
    assert (result.returncode, result.stdout) == (1, "")
    assert "SyntaxError" in result.stderr and "program.adj" in result.stderr


def test_each_file_has_its_own_session_and_all_are_run(adjoint, program):
    files = [program("x = 1\nprint(x)", "a.adj"), program("x", "b.adj"), program("2", "c.adj")]
    result = run(adjoint, "run", *files)
    assert (result.returncode, result.stdout) == (1, "1\n2\n")
    assert "NameError" in result.stderr


def test_missing_file_is_said_before_anything_runs(adjoint, program, tmp_path):
    result = run(adjoint, "run", program("print(1)"), tmp_path / "missing.adj")
    assert (result.returncode, result.stdout) == (66, "")
    assert "missing.adj" in result.stderr and "no such file" in result.stderr


def test_folder_is_no_program(adjoint, tmp_path):
    assert run(adjoint, "run", tmp_path).returncode == 66


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"", "it is not JSON"),
        (b"not json", "it is not JSON"),
        (b"{}", "there is no `nbformat`"),
        (b'{"nbformat": 3, "worksheets": []}', "it has notebook format 3"),
        (b'{"nbformat": 4, "cells": 5}', "there are no `cells`"),
        (b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": 5}]}', "no `source`"),
        (b'{"nbformat": 4, "cells": "\xff"}', "not UTF-8"),
        (b"[" * 100_000, "nested deeper"),
    ],
)
def test_file_that_is_no_notebook_is_a_file_error(adjoint, program, text, reason):
    result = run(adjoint, "run", program(text, "broken.ipynb"))
    assert (result.returncode, result.stdout) == (1, "")
    assert "FileError" in result.stderr and reason in result.stderr


def test_program_that_is_not_text_is_a_file_error(adjoint, program):
    result = run(adjoint, "run", program(b"x = 1\ny = \xff\xfe\n"))
    assert result.returncode == 1
    assert "FileError" in result.stderr and "line 2" in result.stderr


@pytest.mark.parametrize(
    "text",
    [
        "(" * 20_000,
        "f(x) = f(x) + 1\nf(1)",
        "zeros(1000000, 1000000, 100)",
        "x = 1\x00 + 2",
        '"a" / "b"',
        "grad(x -> [x, x])(1)",
    ],
)
def test_hostile_programs_end_in_an_error(adjoint, program, text):
    result = run(adjoint, "run", program(text))
    assert result.returncode == 1
    assert "Error" in result.stderr


def test_long_program_is_read_quickly(adjoint, program):
    text = "x = 1 + 2  # a comment that makes the line longer\n" * 100_000
    begin = time.monotonic()
    assert run(adjoint, "run", program(text)).returncode == 0
    assert time.monotonic() - begin < 20


def start(adjoint, *arguments, **options):
    return subprocess.Popen([adjoint, "run", *map(str, arguments)], text=True, **options)


def test_interrupt_ends_an_endless_loop(adjoint, program, tmp_path):
    mark = tmp_path / "begun.npy"
    path = program('print("begin")\n' + endless(mark))
    process = start(adjoint, path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wait_for(process, mark)
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=10)
    assert process.returncode == 130
    assert output == "begin\n"
    assert "Interrupted" in errors


def test_interrupt_ends_waiting_for_input(adjoint, program):
    path = program('name = input("name? ")\n')
    process = start(
        adjoint, path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout.read(len("name? ")) == "name? "
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 130
    process.communicate()


def test_input_is_read_line_by_line(adjoint, program):
    path = program('a = input("first? ")\nb = input("second? ")\nprint(b, a)\n')
    result = run(adjoint, "run", path, input="one\ntwo")
    assert (result.returncode, result.stdout) == (0, "first? second? two one\n")


def test_input_that_has_ended_is_an_error(adjoint, program):
    result = run(adjoint, "run", program('input("more? ")'))
    assert result.returncode == 1
    assert "no more input" in result.stderr


def test_colours_are_for_terminals_only(adjoint, program):
    path = program("nonsense")
    assert "\x1b[" not in run(adjoint, "run", path).stderr
    ours, theirs = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    process = start(adjoint, path, stderr=theirs, env=environment | {"TERM": "xterm"})
    process.wait(10)
    assert b"\x1b[" in os.read(ours, 65536)
    process = start(adjoint, path, stderr=theirs, env=environment | {"NO_COLOR": "1"})
    process.wait(10)
    assert b"\x1b[" not in os.read(ours, 65536)


def test_reader_that_leaves_ends_the_program(adjoint, program):
    path = program("for i in 0..<10000000 { print(i) }")
    result = run("sh", "-c", f"{adjoint} run {path} | head -n 1")
    assert (result.returncode, result.stdout) == (0, "0\n")


def test_notebook_of_twenty_cells_runs_at_once(adjoint, notebook):
    path = notebook("f(x) = x^2 * sin(x)", *[f"y{i} = f'({i})" for i in range(19)])
    times = []
    for _ in range(5):
        begin = time.monotonic()
        assert run(adjoint, "run", path).returncode == 0
        times.append(time.monotonic() - begin)
    # 50 ms is the goal that `make bench` shows; machines that test are busy.
    assert min(times) < 0.2
