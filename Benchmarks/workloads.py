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


ENGINE = [
    Workload(1, "one expression, value and gradient", "expression"),
    Workload(2, "1000 steps, then the gradient", "chain", {"n": 1_000}),
    Workload(14, "the same, ten times as long", "chain", {"n": 10_000}),
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
    parts = _parts((FOLDER / f"{workload.file}.adj").read_text())
    with RawKernel(command) as kernel:
        kernel.until_ready()
        for name, value in workload.parameters.items():
            kernel.execute(f"{name} = {value};")
        kernel.execute(parts["setup"])
        first, _ = kernel.execute(parts["step"] + "\n;")
        answer = as_numbers(kernel.execute(parts["answer"])[1])

        def loop(count):
            return kernel.execute(f"for repetition in 0..<{count} {{\n{parts['step']}\n}}")[0]

        count = 1
        while loop(count) < seconds / 40:
            count *= 2
        slopes = [(loop(2 * count) - loop(count)) / count for _ in range(9)]
    return {"first": first, "repeated": statistics.median(slopes), "answer": answer}


def _parts(text):
    """The parts of a program by name, each after its `#%% name`."""
    parts = {}
    for part in text.split("#%% ")[1:]:
        name, _, code = part.partition("\n")
        parts[name.strip()] = code.strip()
    return parts


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
            if (result := peers.measure(workload.file, peer, workload.parameters, seconds))
        }
        for peer, result in others.items():
            if not agree(ours["answer"], result["answer"]):
                agreed = False
                print(f"workload {workload.number}: {peer} says {result['answer']}, we {ours['answer']}")
        rows.append((workload, ours, others))
    return rows, agreed
