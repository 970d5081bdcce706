"""Times functions on vectors of one million and of some hundred numbers beside NumPy, SciPy and PyTorch, on one thread.

    functions.py [--adjoint FILE] [--size N] [--float32] [name ...]

Ours is timed inside a cell, where a loop calls the function; the peers in a loop of their own. Ratios below 1 are ours.
"""

import argparse
import os
import pathlib
import time

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

import numpy as np  # noqa: E402
import scipy.special as special  # noqa: E402
import torch  # noqa: E402

from raw_kernel import RawKernel  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[1]
F = torch.nn.functional

# The expression in our language, and in the peers' where they have it; of x, y from 0.1 to 0.9 and 0.5 to 2, normal r.
ROWS = {
    "exp(x)": ("np.exp(x)", "torch.exp(X)"), "log(x)": ("np.log(x)", "torch.log(X)"),
    "sin(x)": ("np.sin(x)", "torch.sin(X)"), "tan(x)": ("np.tan(x)", "torch.tan(X)"),
    "sinh(x)": ("np.sinh(x)", "torch.sinh(X)"), "cosh(x)": ("np.cosh(x)", "torch.cosh(X)"),
    "tanh(x)": ("np.tanh(x)", "torch.tanh(X)"), "asinh(x)": ("np.arcsinh(x)", "torch.asinh(X)"),
    "acosh(y+1)": ("np.arccosh(y+1)", "torch.acosh(Y+1)"), "atanh(x)": ("np.arctanh(x)", "torch.atanh(X)"),
    "atan(x)": ("np.arctan(x)", "torch.atan(X)"), "cbrt(x)": ("np.cbrt(x)", ""),
    "x^y": ("x**y", "X**Y"), "mod(x,y)": ("np.mod(x,y)", "torch.remainder(X,Y)"),
    "atan2(x,y)": ("np.arctan2(x,y)", "torch.atan2(X,Y)"), "hypot(x,y)": ("np.hypot(x,y)", "torch.hypot(X,Y)"),
    "erf(x)": ("special.erf(x)", "torch.erf(X)"), "erfc(x)": ("special.erfc(x)", "torch.erfc(X)"),
    "lgamma(y)": ("special.gammaln(y)", "torch.lgamma(Y)"), "digamma(y)": ("special.digamma(y)", "torch.digamma(Y)"),
    "sigmoid(r)": ("special.expit(r)", "torch.sigmoid(R)"), "softplus(r)": ("", "F.softplus(R)"),
    "gelu(r)": ("", "F.gelu(R)"), "elu(r)": ("", "F.elu(R)"), "silu(r)": ("", "F.silu(R)"),
    "leaky_relu(r)": ("", "F.leaky_relu(R)"), "hardtanh(r)": ("", "F.hardtanh(R)"),
    "where(x<y,x,y)": ("np.where(x<y,x,y)", "torch.where(X<Y,X,Y)"), "r[r>0]": ("r[r>0]", "R[R>0]"),
    "sum(x)": ("x.sum()", "X.sum()"), "max(r)": ("r.max()", "R.max()"), "norm(x)": ("np.linalg.norm(x)", "X.norm()"),
    "var(x)": ("x.var()", "X.var(correction=0)"), "count(r>0)": ("np.count_nonzero(r>0)", "torch.count_nonzero(R>0)"),
    "logsumexp(x)": ("special.logsumexp(x)", "X.logsumexp(0)"), "softmax(x)": ("special.softmax(x)", "X.softmax(0)"),
    "cumsum(x)": ("x.cumsum()", "X.cumsum(0)"), "cumprod(x)": ("x.cumprod()", "X.cumprod(0)"),
    "sort(r)": ("np.sort(r)", "R.sort()"), "argsort(r)": ("np.argsort(r)", "R.argsort()"),
    "median(r)": ("np.median(r)", "R.median()"), "flip(x)": ("x[::-1].copy()", "X.flip(0)"),
}


def best(call, seconds=0.2):
    """The shortest time of many calls."""
    call()
    shortest, end = float("inf"), time.perf_counter() + seconds
    while time.perf_counter() < end:
        begin = time.perf_counter()
        call()
        shortest = min(shortest, time.perf_counter() - begin)
    return shortest


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--adjoint", default=os.fspath(ROOT / ".build/release/adjoint"))
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--float32", action="store_true")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    torch.set_num_threads(1)
    n, kind = options.size, "float32" if options.float32 else "float64"
    x, y = np.linspace(0.1, 0.9, n).astype(kind), np.linspace(0.5, 2, n).astype(kind)
    r = np.random.default_rng(0).standard_normal(n).astype(kind)
    known = {"x": x, "y": y, "r": r, "np": np, "special": special, "torch": torch, "F": F}
    known |= {"X": torch.from_numpy(x), "Y": torch.from_numpy(y), "R": torch.from_numpy(r)}
    repetitions = max(1, 1_000_000 // n)
    print(f"{'function':16} {'ours':>11} {'best peer':>11}  ratio")
    command = [options.adjoint, "kernel", "--connection-file", "{connection_file}"]
    with RawKernel(command, {"ADJOINT_THREADS": "1"}) as kernel:
        kernel.until_ready()
        kernel.execute(f"x = {kind}(linspace(0.1, 0.9, {n})); y = {kind}(linspace(0.5, 2, {n})); r = {kind}(randn({n}))")
        empty = min(kernel.execute("1")[0] for _ in range(20))
        for name, peers in ROWS.items():
            if options.names and not any(part in name for part in options.names):
                continue
            code = f"for i in 0..<{repetitions} {{ z = {name} }}"
            kernel.execute(code)
            ours = (min(kernel.execute(code)[0] for _ in range(9)) - empty) / repetitions
            theirs = min(best(eval(f"lambda: {peer}", known)) for peer in peers if peer)
            print(f"{name:16} {ours * 1e6:8.1f} µs {theirs * 1e6:8.1f} µs  {ours / theirs:5.2f}", flush=True)


if __name__ == "__main__":
    main()
