"""What a kernel costs, from outside: start, a cell, many cells, memory, interrupt, shutdown."""

import json
import math
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

from raw_kernel import RawKernel


def measure(command, endless_loop, interrupts_by_message):
    """All the figures of one kernel, in seconds, requests a second and bytes."""
    starts, memories, shutdowns = [], [], []
    for _ in range(7):
        with RawKernel(command) as kernel:
            starts.append(kernel.until_ready())
            memories.append(kernel.resident_memory())
            shutdowns.append(_shutdown(kernel))
    with RawKernel(command) as kernel:
        kernel.until_ready()
        for _ in range(50):
            kernel.execute("1+1")
        cells = sorted(kernel.execute("1+1")[0] for _ in range(500))
        rate = _queued_rate(kernel, 2000)
        interrupts = [_interrupt(kernel, endless_loop, interrupts_by_message) for _ in range(15)]
        kernel.start_execution(endless_loop)
        _wait_until_busy(kernel)
        shutdown_in_cell = _shutdown(kernel)
    return {
        "start": statistics.median(starts),
        "cell p50": statistics.median(cells),
        "cell p99": cells[int(len(cells) * 0.99)],
        "queued a second": rate,
        "memory": statistics.median(memories),
        "interrupt p50": statistics.median(interrupts),
        "interrupt worst": max(interrupts),
        "shutdown": statistics.median(shutdowns),
        "shutdown in a cell": shutdown_in_cell,
    }


def _queued_rate(kernel, count):
    """Requests answered a second when all of them wait in the queue."""
    begin = time.perf_counter()
    requests = [kernel.start_execution("1+1") for _ in range(count)]
    kernel.reply(requests[-1])
    kernel.until_idle(requests[-1])
    return count / (time.perf_counter() - begin)


def _wait_until_busy(kernel):
    while kernel.receive(kernel.iopub)[0] != "execute_input":
        pass
    time.sleep(0.05)


def _interrupt(kernel, endless_loop, by_message):
    """Seconds from the interrupt to the reply of a cell that would never end."""
    request = kernel.start_execution(endless_loop)
    _wait_until_busy(kernel)
    begin = time.perf_counter()
    kernel.interrupt(by_message)
    kernel.reply(request)
    elapsed = time.perf_counter() - begin
    kernel.until_idle(request)
    return elapsed


def _shutdown(kernel):
    """Seconds from the request to the end of the process; infinite where it does not end."""
    begin = time.perf_counter()
    kernel.send("shutdown_request", {"restart": False}, kernel.control)
    try:
        kernel.process.wait(5)
    except subprocess.TimeoutExpired:
        return math.inf
    return time.perf_counter() - begin


def measure_commands(adjoint, python):
    """Seconds for a whole command that runs a notebook of twenty cells: ours, and nbclient's."""
    with tempfile.TemporaryDirectory() as folder:
        ours = pathlib.Path(folder) / "ours.ipynb"
        ours.write_text(json.dumps(_notebook("adjoint", "adjoint", _ADJOINT_CELLS)))
        theirs = pathlib.Path(folder) / "theirs.ipynb"
        theirs.write_text(json.dumps(_notebook("python3", "python", _PYTHON_CELLS)))
        execute = (
            "import nbformat, nbclient, sys; "
            "nbclient.NotebookClient(nbformat.read(sys.argv[1], 4)).execute()"
        )
        return (
            _time_command([adjoint, "run", ours], 20),
            _time_command([python, "-c", execute, theirs], 3),
        )


_ADJOINT_CELLS = ["x = param(2)", "f(x) = x^2 * sin(x)", "f'(2)", "L = f(x)", "grad(L)"] + [
    f"y{i} = f({i}) + {i}" for i in range(15)
]
_PYTHON_CELLS = ["from math import sin", "def f(x): return x**2 * sin(x)", "f(2)"] + [
    f"y{i} = f({i}) + {i}" for i in range(17)
]


def _notebook(kernel, language, cells):
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": kernel, "display_name": kernel, "language": language}},
        "cells": [
            {
                "cell_type": "code",
                "id": f"cell{index}",
                "metadata": {},
                "execution_count": None,
                "outputs": [],
                "source": source,
            }
            for index, source in enumerate(cells)
        ],
    }


def _time_command(command, count):
    times = []
    for _ in range(count):
        begin = time.perf_counter()
        subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL, env=os.environ)
        times.append(time.perf_counter() - begin)
    return statistics.median(times)
