"""The workloads of the engine: programs in the language and their twins, timed in the same run."""

import dataclasses
import pathlib
import statistics

import peers
from raw_kernel import RawKernel
from timing import agree, as_numbers

FOLDER = pathlib.Path(__file__).parent / "workloads"


@dataclasses.dataclass(frozen=True)
class Workload:
    number: int
    title: str
    file: str
    parameters: dict = dataclasses.field(default_factory=dict)
    threads: int = 1
    # How far the numbers may differ: float32 rounds after seven digits, in another order for each peer.
    tolerance: float = 1e-9
    # Operations and bytes that no implementation can do without, for the physical limit.
    operations: float = 0
    bytes: float = 0
    # Whether it computes in float32, of which twice as many fit into a register.
    single: bool = False


ENGINE = [
    Workload(1, "one expression, value and gradient", "expression"),
    Workload(2, "1000 steps, then the gradient", "chain", {"n": 1_000}),
    Workload(
        3, "logistic regression 10 000 × 100", "logistic", {"n": 10_000}, operations=4e6, bytes=8e6),
    Workload(
        4, "784-256-128-10, 20 Adam steps, float32", "digits", {"n": 20}, threads=2, tolerance=1e-3,
        single=True,
        operations=20 * 6 * 128 * (784 * 256 + 256 * 128 + 1280)),
    Workload(5, "2-16-16-1, 1000 Adam steps", "moons", {"n": 1_000}, tolerance=1e-6,
             operations=1000 * 6 * 200 * (32 + 256 + 16)),
    Workload(6, "Jacobian of sin(A x + b), 100 × 100", "jacobian", {"n": 100}, operations=3e4),
    Workload(7, "Hessian of Rosenbrock, n = 100", "rosenbrock", {"n": 100}, bytes=8e4),
    Workload(
        7, "Hessian of a net, 301 parameters", "hessian", operations=301 * 12 * 50 * 275),
    Workload(
        8, "Hessian-vector product of 3", "curvature", {"n": 10_000}, operations=8e6, bytes=8e6),
    Workload(9, "elementwise, 10⁶, value and gradient", "elementwise", {"n": 1_000_000}, threads=2,
             bytes=1.6e7),
    Workload(10, "convolutions, 10 Adam steps, float32", "convolution", {"n": 10}, threads=2,
             tolerance=1e-3, single=True,
             operations=10 * 6 * 64 * (26 * 26 * 72 + 11 * 11 * 1152 + 4000)),
    Workload(11, "matrix product, n = 512", "product", {"n": 512}, threads=2, operations=2 * 512**3),
    Workload(
        11, "matrix product, n = 1024", "product", {"n": 1024}, threads=2, operations=2 * 1024**3),
    Workload(14, "2, ten times as long", "chain", {"n": 10_000}),
]

# Published objectives of differentiation benchmarks, with the gradients or Jacobians they are measured by.
OBJECTIVES = [
    Workload(31, "Gaussian mixture, d = 10, k = 25", "../objectives/gmm", {"n": 1000, "d": 10, "k": 25}),
    Workload(
        32, "bundle adjustment, 2000 residuals", "../objectives/bundle", {"n": 2000, "m": 300, "k": 20}),
    Workload(33, "LSTM, 2 layers, 100 symbols", "../objectives/lstm", {"n": 100, "d": 14, "l": 2}),
    Workload(34, "hand tracking, 500 points", "../objectives/hand", {"n": 500}),
]

EVALUATOR = [
    Workload(21, "a loop of scalar arithmetic, a million times", "loop", {"n": 1_000_000}),
    Workload(22, "a million calls of a user's function", "calls", {"n": 1_000_000}),
    Workload(23, "a list of a million squares", "comprehension", {"n": 1_000_000}),
    Workload(24, "a text that grows a million times", "text", {"n": 1_000_000}),
]


def measure_ours(command, workload, seconds):
    """Times a program in a kernel of its own; repeated steps by the slope over two counts of them.

    The first time includes the request's way there and back.
    """
    program = parts(FOLDER / f"{workload.file}.adj")
    with RawKernel(command, {"ADJOINT_THREADS": str(workload.threads)}) as kernel:
        kernel.until_ready()
        for name, value in workload.parameters.items():
            kernel.execute(f"{name} = {value};")
        kernel.execute(program["setup"])
        first, _ = kernel.execute(program["step"] + "\n;")
        answer = as_numbers(kernel.execute(program["answer"])[1])

        def loop(count, part="step"):
            return kernel.execute(f"for repetition in 0..<{count} {{\n{program[part]}\n}}")[0]

        count = 1
        while loop(count) < seconds / 40:
            count *= 2
        slopes = [(loop(2 * count) - loop(count)) / count for _ in range(9)]
        measured = {"first": first, "repeated": statistics.median(slopes), "answer": answer}
        if "value" in program:
            measured["value"] = statistics.median(
                (loop(2 * count, "value") - loop(count, "value")) / count for _ in range(9))
    return measured


def parts(file):
    """The parts of a program by name, each after its `#%% name`."""
    found = {}
    for part in file.read_text().split("#%% ")[1:]:
        name, _, code = part.partition("\n")
        found[name.strip()] = code.strip()
    return found


def compare(command, workloads, names, seconds):
    """Measures workloads beside the peers of these names that have a twin.

    Gives rows for the table and whether all the numbers agreed.
    """
    rows, agreed = [], True
    for workload in workloads:
        ours = measure_ours(command, workload, seconds)
        others = {
            peer: result
            for peer in names
            if (result := peers.measure(
                workload.file, peer, workload.parameters, seconds, workload.threads))
        }
        for peer, result in others.items():
            if not agree(ours["answer"], result["answer"], workload.tolerance):
                agreed = False
                print(f"workload {workload.number}: {peer} says {result['answer']}, we {ours['answer']}")
        rows.append((workload, ours, others))
    return rows, agreed
