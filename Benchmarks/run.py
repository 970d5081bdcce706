"""Measures the kernel, the engine and the evaluator beside their peers, all in one run, and prints the tables.

    run.py [--adjoint FILE] [--seconds S] [kernel|engine|objectives|evaluator ...]

The exit status is 1 where the numbers of two peers disagree.
"""

import argparse
import math
import os
import pathlib
import platform
import sys

import kernels
import limits
import processes
import workloads

ROOT = pathlib.Path(__file__).resolve().parents[1]
IPYKERNEL = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]

# A row of the kernel's table: what, the goal, and how a figure is written.
KERNEL_ROWS = {
    "start": ("spawn to kernel_info_reply", "< 15 ms", "time"),
    "cell p50": ("`1+1` to reply and idle, p50", "< 0.4 ms", "time"),
    "cell p99": ("`1+1` to reply and idle, p99", "< 1 ms", "time"),
    "queued a second": ("queued requests a second", "> 4000", "count"),
    "memory": ("resident memory after the start", "< 20 MB", "memory"),
    "interrupt p50": ("interrupt to reply, p50", "< 10 ms", "time"),
    "interrupt worst": ("interrupt to reply, worst", "< 100 ms", "time"),
    "shutdown": ("shutdown to exit", "< 30 ms", "time"),
    "shutdown in a cell": ("shutdown to exit, in a cell", "< 30 ms", "time"),
    "notebook": ("20-cell notebook, whole command", "< 50 ms", "time"),
}


def written(figure, kind):
    """A figure with its unit."""
    if math.isinf(figure):
        return "never"
    if kind == "count":
        return f"{figure:.0f}"
    if kind == "memory":
        return f"{figure / 1e6:.1f} MB"
    for unit, scale in (("s", 1), ("ms", 1e-3), ("µs", 1e-6)):
        if figure >= scale:
            return f"{figure / scale:.3g} {unit}"
    return f"{figure / 1e-9:.3g} ns"


def table(title, head, rows):
    """Prints a table that reads well as text and as Markdown."""
    rows = [head, *rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    print(f"\n{title}\n")
    for index, row in enumerate(rows):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |")
        if index == 0:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")


def kernel_table(adjoint):
    command = [adjoint, "kernel", "--connection-file", "{connection_file}"]
    ours = kernels.measure(command, "while true { }", interrupts_by_message=True)
    theirs = kernels.measure(IPYKERNEL, "while True: pass", interrupts_by_message=False)
    ours["notebook"], theirs["notebook"] = kernels.measure_commands(adjoint, sys.executable)
    rows = [
        [
            title,
            written(ours[name], kind),
            written(theirs[name], kind),
            f"{ours[name] / theirs[name]:.3g}",
            goal,
        ]
        for name, (title, goal, kind) in KERNEL_ROWS.items()
    ]
    title = "Kernel (raw client; the peer is ipykernel, for the notebook nbclient)"
    table(title, ["what", "adjoint", "peer", "ratio", "goal"], rows)


def workload_tables(title, adjoint, names, chosen, seconds):
    """Measures workloads beside their peers and prints the tables; gives the results and agreement."""
    command = [adjoint, "kernel", "--connection-file", "{connection_file}"]
    results, agreed = workloads.compare(command, chosen, names, seconds)
    names = [name for name in names if any(name in others for _, _, others in results)]
    machines = {threads: limits.measure(threads) for threads in {w.threads for w in chosen}}
    for figure in ("first", "repeated"):
        rows = []
        for workload, ours, others in results:
            rivals = [peer for peer in others if peer not in workloads.peers.BY_HAND]
            best = min(rivals, key=lambda peer: others[peer][figure], default=None)
            cells = [written(others[peer][figure], "time") if peer in others else "–" for peer in names]
            ratio = f"{ours[figure] / others[best][figure]:.3g} × {best}" if best else "–"
            mine = written(ours[figure], "time")
            least = limits.floor(workload, machines[workload.threads])
            limit = written(least, "time") if least > 0 else "–"
            rows.append([str(workload.number), workload.title, mine, *cells, ratio, limit])
        heads = [f"{name} by hand" if name in workloads.peers.BY_HAND else name for name in names]
        head = ["#", "workload", "adjoint", *heads, "ratio to best", "limit"]
        table(f"{title}, {figure} time", head, rows)
    print("\nThe numbers agree." if agreed else "\nTHE NUMBERS DISAGREE: see above.")
    return results, agreed


def engine_tables(adjoint, seconds):
    results, agreed = workload_tables(
        "Engine", adjoint, workloads.peers.PEERS, workloads.ENGINE, seconds)
    chains = [ours["repeated"] for workload, ours, _ in results if workload.file == "chain"]
    print(f"Ten times the graph takes {chains[1] / chains[0]:.1f} times as long (goal: 8 to 12).")
    rows = [
        [str(workload.number), workload.title]
        + [f"{m['repeated'] / m['value']:.2f}" if m and "value" in m else "–"
           for m in (ours, others.get("jax"))]
        for workload, ours, others in results if "value" in ours
    ]
    table("13: time of value and gradient over time of the value",
          ["#", "workload", "adjoint", "jax"], rows)
    rows = [[what, f"{ours:.0f} B", f"{theirs:.0f} B", f"{ours / theirs:.3g}"]
            for what, ours, theirs in processes.memory(adjoint)]
    table("12: memory a step of a gradient through a loop", ["what", "adjoint", "jax", "ratio"], rows)
    times = processes.first_gradient(adjoint)
    table("15: from the start of a process to the end of the first step of workload 4",
          list(times), [[written(seconds, "time") for seconds in times.values()]])
    return agreed


def objective_tables(adjoint, seconds):
    return workload_tables("Objectives", adjoint, ("jax",), workloads.OBJECTIVES, seconds)[1]


def evaluator_tables(adjoint, seconds):
    names = workloads.peers.LANGUAGES
    return workload_tables("Evaluator", adjoint, names, workloads.EVALUATOR, seconds)[1]


# What would make one library use slower kernels than the machine has.
PINNING = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "ADJOINT_SIMD", "NPY_DISABLE_CPU_FEATURES")


def main():
    for name in PINNING:
        os.environ.pop(name, None)
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--adjoint", default=str(ROOT / ".build/release/adjoint"))
    parser.add_argument("--seconds", type=float, default=1.0, help="for each measurement, about")
    parser.add_argument("parts", nargs="*", default=["kernel", "engine", "objectives", "evaluator"])
    options = parser.parse_args()
    print(f"{platform.machine()}, {len(os.sched_getaffinity(0))} cores, "
          f"Python {platform.python_version()}")
    agreed = True
    if "kernel" in options.parts:
        kernel_table(options.adjoint)
    if "engine" in options.parts:
        agreed = engine_tables(options.adjoint, options.seconds)
    if "objectives" in options.parts:
        agreed = objective_tables(options.adjoint, options.seconds) and agreed
    if "evaluator" in options.parts:
        agreed = evaluator_tables(options.adjoint, options.seconds) and agreed
    sys.exit(0 if agreed else 1)


if __name__ == "__main__":
    main()
