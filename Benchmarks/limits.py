"""What the machine can do at best, measured in the same run: the floor under a workload's time."""

import json
import subprocess
import sys
import time

import peers


def measure(threads):
    """Operations of a float64 product and bytes of a copy, each a second, on some threads."""
    command = [sys.executable, __file__]
    result = subprocess.run(
        command, env=peers.environment(threads), capture_output=True, text=True, check=True)
    return json.loads(result.stdout)


def floor(workload, machine):
    """Seconds that the operations and the bytes of a workload take at least; 0 where nobody said."""
    peak = machine["operations"] * (2 if workload.single else 1)
    return max(workload.operations / peak, workload.bytes / machine["bytes"])


def _best(step):
    times = []
    for _ in range(10):
        begin = time.perf_counter()
        step()
        times.append(time.perf_counter() - begin)
    return min(times)


def _main():
    import numpy as np

    n = 1024
    matrix = np.ones((n, n))
    source, target = np.ones(8 << 20), np.empty(8 << 20)
    print(json.dumps({
        "operations": 2 * n**3 / _best(lambda: matrix @ matrix),
        "bytes": 2 * source.nbytes / _best(lambda: np.copyto(target, source)),
    }))


if __name__ == "__main__":
    _main()
