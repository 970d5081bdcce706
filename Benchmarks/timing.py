"""How a step is timed, the same way for every peer."""

import json
import math
import statistics
import time


def time_step(step, seconds=1.0):
    """Seconds of the first call and of a later one (the median of blocks), and the last answer."""
    begin = time.perf_counter()
    answer = step()
    first = time.perf_counter() - begin
    repetitions = 1
    while (block := _block(step, repetitions)) < seconds / 40:
        repetitions *= 2
    count = max(5, min(20, int(seconds / block)))
    blocks = [_block(step, repetitions) / repetitions for _ in range(count)]
    # A twin may say which numbers of its result are compared, and how its value alone is computed.
    answer = getattr(step, "answer", lambda result: result)(answer)
    measured = {"first": first, "repeated": statistics.median(blocks), "answer": as_numbers(answer)}
    if hasattr(step, "value"):
        step.value()
        blocks = [_block(step.value, repetitions) / repetitions for _ in range(count)]
        measured["value"] = statistics.median(blocks)
    return measured


def _block(step, repetitions):
    begin = time.perf_counter()
    for _ in range(repetitions):
        step()
    return time.perf_counter() - begin


def as_numbers(answer):
    """Numbers in lists in lists, from tuples, arrays and tensors, or the JSON the language writes."""
    if isinstance(answer, str):
        return as_numbers(json.loads(answer))
    if isinstance(answer, (tuple, list)):
        return [as_numbers(part) for part in answer]
    if hasattr(answer, "tolist"):
        return as_numbers(answer.tolist())
    return float(answer)


def agree(one, other, relative):
    """Whether two answers are the same numbers, up to rounding; what is nearly 0 may have cancelled."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(agree(a, b, relative) for a, b in zip(one, other))
    if isinstance(one, list) or isinstance(other, list):
        return False
    return math.isclose(one, other, rel_tol=relative, abs_tol=1e-3 * relative)
