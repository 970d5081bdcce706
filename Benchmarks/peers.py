"""Runs a workload's twin in a process of its own, where nothing is warm but its imports."""

import importlib
import json
import os
import pathlib
import subprocess
import sys

from timing import time_step

PEERS = ("jax", "pytorch", "hips", "openblas", "numpy")
# What a loop of scalar arithmetic is measured against.
LANGUAGES = ("cpython",)
# What differentiates by hand shows where the floor is, but is no peer to be measured against.
BY_HAND = {"numpy"}
SETTINGS = {"JAX_ENABLE_X64": "1", "JAX_PLATFORMS": "cpu", "CUDA_VISIBLE_DEVICES": ""}


def environment(threads):
    """The variables by which every peer, and we, keep to a number of threads."""
    count = {
        name: str(threads)
        for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "ADJOINT_THREADS")
    }
    if threads == 1:
        flags = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
        count["XLA_FLAGS"] = flags
    return os.environ | SETTINGS | count


def has_twin(workload, peer):
    """Whether a workload's module has a function for a peer; read as text, so that nothing is imported."""
    source = pathlib.Path(__file__).parent / "workloads" / f"{workload}.py"
    return f"def {peer}(" in source.read_text()


def measure(workload, peer, parameters, seconds, threads=1):
    """What `time_step` gives for a twin; none where the workload has none for this peer or it fails."""
    if not has_twin(workload, peer):
        return None
    command = [sys.executable, __file__, workload, peer, json.dumps(parameters), str(seconds)]
    result = subprocess.run(command, env=environment(threads), capture_output=True, text=True)
    if result.returncode != 0:
        reason = (result.stderr.strip().splitlines() or ["no reason given"])[-1]
        print(f"{workload}: {peer} failed: {reason}", file=sys.stderr)
        return None
    return json.loads(result.stdout)


def main(workload, peer, parameters, seconds):
    place = pathlib.Path(__file__).parent / "workloads" / workload
    sys.path.insert(0, str(place.parent))
    twins = importlib.import_module(place.name)
    # A thread with room, for a peer that recurses over the graph.
    step = getattr(twins, peer)(**json.loads(parameters))
    if float(seconds) == 0:
        step()
        return
    print(json.dumps(time_step(step, float(seconds))))


if __name__ == "__main__":
    main(*sys.argv[1:])
