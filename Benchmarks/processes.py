"""What whole processes cost: memory a recorded step, and the time from start to the first gradient."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import peers
import workloads

CHAIN = """f(x) = {{
  for i in 0..<{n} {{ x = sin(x)*1.01 + 0.1 }}
  sum(x)
}}
print(sum(grad(f)({start})))
"""
# What is recorded, the start in our language, the length of the vector, and two counts of steps.
CHAINS = [
    ("a scalar step", "0.5", 0, (20_000, 220_000)),
    ("a step of a vector of 1000", "0.5 + zeros(1000)", 1000, (1_000, 5_000)),
]


def memory(adjoint):
    """Rows of bytes a step of the gradient through a long loop: what, ours, JAX's."""
    rows = []
    for title, start, length, (few, many) in CHAINS:
        ours = [_peak([adjoint, "run", _program(CHAIN.format(n=n, start=start))]) for n in (few, many)]
        theirs = [_peak([sys.executable, __file__, str(n), str(length)]) for n in (few, many)]
        rows.append((title, *((pair[1] - pair[0]) / (many - few) for pair in (ours, theirs))))
    return rows


def first_gradient(adjoint):
    """Seconds from the start of the process to the end of the first training step of workload 4."""
    parts = workloads.parts(workloads.FOLDER / "digits.adj")
    program = _program("n = 1\n" + parts["setup"] + "\n" + parts["step"] + ";\n")
    times = {"adjoint": _seconds([adjoint, "run", program])}
    for peer in ("jax", "pytorch"):
        runner = str(pathlib.Path(peers.__file__))
        times[peer] = _seconds([sys.executable, runner, "digits", peer, json.dumps({"n": 1}), "0"])
    return times


def _program(text):
    file = tempfile.NamedTemporaryFile("w", suffix=".adj", delete=False)
    with file:
        file.write(text)
    return file.name


def _peak(command):
    """The most memory that a process held, in bytes."""
    process = subprocess.Popen(command, env=peers.environment(1), stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise RuntimeError(f"{command} failed")
    return usage.ru_maxrss * 1024


def _seconds(command):
    times = []
    for _ in range(5):
        begin = time.perf_counter()
        subprocess.run(command, env=peers.environment(2), stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - begin)
    return sorted(times)[2]


def _main(n, length):
    import jax
    import jax.numpy as np

    def f(x):
        step = lambda x, _: (np.sin(x) * 1.01 + 0.1, None)
        return np.sum(jax.lax.scan(step, x, None, length=int(n))[0])

    start = np.full(int(length), 0.5) if int(length) else 0.5
    print(np.sum(jax.jit(jax.grad(f))(start)))


if __name__ == "__main__":
    _main(*sys.argv[1:])
