"""Interrupts every operation at random moments of a run that takes some time, and prints how long the kernel went on.

    interrupts.py [--adjoint FILE] [--scale S] [--times N] [name ...]

Of the names given, rows that contain one are measured. A row is the time of the whole operation, the longest time from
the interrupt to the reply, and how often the interrupt came before the end.
"""

import argparse
import os
import pathlib
import random
import time

from raw_kernel import RawKernel

ROOT = pathlib.Path(__file__).resolve().parents[1]

# What most functions are called on: a vector x of `n` numbers between 0 and 1, and y from 0.5 to 2.
FUNCTIONS = """
-x abs(x) sign(x) floor(x) round(x) square(x) reciprocal(x) sqrt(x) cbrt(x) exp(x) expm1(x) log(x) log1p(x) log2(x)
log10(x) sin(x) cos(x) tan(x) asin(x) acos(x) atan(x) sinh(x) cosh(x) tanh(x) asinh(x) acosh(x+1) atanh(x) erf(x)
erfc(x) lgamma(x) digamma(x) trigamma(x) polygamma(3,x) isnan(x) sigmoid(x) relu(x) leaky_relu(x) elu(x) selu(x)
gelu(x) silu(x) softplus(x) softsign(x) hardtanh(x) softmax(x) log_softmax(x) sum(x) prod(x) max(x) var(x) std(x)
norm(x) norm(x,p=3) logsumexp(x) argmax(x) all(x) any(x) count(x) cumsum(x) cumprod(x) sort(x) argsort(x) median(x)
quantile(x,0.3) float32(x) flip(x) roll(x,3) pad(x,1) repeat(x,3) tile(x,3) permutation(x) clip(x,0.2,0.5) x+y x*y
x/y x^y x^3 mod(x,y) atan2(x,y) hypot(x,y) logaddexp(x,y) maximum(x,y) x<y where(x<y,x,y) x[x>0.5] x[::2] concat(x,y)
stack(x,y,axis=1) mse(x,y) huber(x,y) binary_cross_entropy(x,x) entropy(x) zeros(n) full(n,3) arange(n) linspace(0,1,n)
rand(n) randn(n) randint(0,9,n) bernoulli(0.3,n) permutation(n) json(x[:100000])
grad(x->sum(exp(x)))(x) grad(x->sum(gelu(x)))(x) grad(x->sum(softmax(x)^2))(x) grad(x->sum(sort(x)*x))(x)
grad(x->sum(cumprod(x)))(x) grad(x->sum(x[x>0.5]^2))(x) grad(norm)(x) grad(var)(x) grad(median)(x) grad(prod)(x)
""".split()

# What needs operands of its own: a name, what makes them, and the operation; `s` is the side of a square of n numbers.
OTHERS = [
    ("matrix product", "a = randn(s, s)", "a @ a"),
    ("matrix and vector", "a = randn(s, s); v = randn(s)", "a @ v"),
    ("stack of products", "a = randn(n/400, 20, 20)", "a @ a"),
    ("transpose", "a = randn(s, s)", "a.T + 0"),
    ("outer", "a = randn(s)", "outer(a, a)"),
    ("kron", "a = randn(s/10, s/10); b = randn(10, 10)", "kron(a, b)"),
    ("einsum", "a = randn(s/10, s/10)", 'einsum("ij,jk,ki->ijk", a, a, a)'),
    ("tril", "a = randn(s, s)", "tril(a)"),
    ("broadcast", "a = randn(s, 1); b = randn(1, s)", "a + b"),
    ("sum of columns", "a = randn(s, s)", "sum(a, axis=0)"),
    ("argmax of columns", "a = randn(s, s)", "argmax(a, axis=0)"),
    ("sort of columns", "a = randn(s, s)", "sort(a, axis=0)"),
    ("gather", "x = randn(n); i = randint(0, n, n)", "gather(x, i)"),
    ("scatter_add", "x = zeros(n); i = randint(0, n, n)", "scatter_add(x, i, x)"),
    ("one_hot", "i = randint(0, 10, n/10)", "one_hot(i)"),
    ("conv2d", "x = randn(floor(n/50000), 16, 64, 64); K = randn(32, 16, 3, 3)", "conv2d(x, K)"),
    ("conv2d, gradient", "x = randn(floor(n/200000), 16, 64, 64); K = randn(32, 16, 3, 3)",
     "grad(K -> sum(conv2d(x, K)^2))(K)"),
    ("max_pool2d", "x = randn(1, 1, s, s)", "max_pool2d(x, 3, stride=1)"),
    ("max_pool2d, gradient", "x = randn(16, 1, s/4, s/4)", "grad(x -> sum(max_pool2d(x, 2)^2))(x)"),
    ("inv", "a = randn(s/4, s/4)", "inv(a)"),
    ("inv of a stack", "a = randn(floor(n/1000), 10, 10)", "inv(a)"),
    ("svd", "a = randn(s/8, s/8)", "svd(a)"),
    ("eigh", "a = randn(s/8, s/8); a = a + a.T", "eigh(a)"),
    ("expm", "a = randn(s/8, s/8) / 50", "expm(a)"),
    ("cross_entropy", "x = randn(n/10, 10); i = randint(0, 10, n/10)", "cross_entropy(x, i)"),
    ("a plan's blocks", "x = randn(n); f = value_and_grad(x -> sum(tanh(x)*exp(-x^2)))\nf(x); f(x); f(x)", "f(x)"),
    ("jacobian", "x = randn(s/2)", "jacobian(x -> sin(x)*sum(x))(x)"),
    ("vmap", "x = randn(n/10, 10)", "vmap(r -> sum(r^2)/norm(r))(x)"),
]


def measured(kernel, setup, operation, times):
    """Seconds of the operation, the longest wait for the end after an interrupt, and how many came in time."""
    kernel.execute(setup)
    code = f"result = {operation}"
    whole = kernel.execute(code)[0]
    longest, early = 0, 0
    for index in range(times):
        kernel.execute("result = 0")
        request = kernel.start_execution(code)
        time.sleep(whole * (index + random.random()) / times)
        begin = time.perf_counter()
        interrupt = kernel.send("interrupt_request", {}, kernel.control)
        reply = kernel.reply(request)
        longest = max(longest, time.perf_counter() - begin)
        early += reply["status"] == "error"
        kernel.until_idle(request)
        # An interrupt on its way would end the next cell.
        kernel.reply(interrupt, kernel.control)
    kernel.execute("x = 0; y = 0; a = 0; b = 0; result = 0")
    return whole, longest, early


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--adjoint", default=os.fspath(ROOT / ".build/release/adjoint"))
    parser.add_argument("--scale", type=float, default=1, help="1 means vectors of 25 million numbers")
    parser.add_argument("--times", type=int, default=4)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    random.seed(1)
    side = int((25e6 * options.scale) ** 0.5) // 40 * 40
    rows = [(name, "x = linspace(0.1, 0.9, n); y = linspace(0.5, 2, n)", name) for name in FUNCTIONS]
    rows = [row for row in rows + OTHERS if not options.names or any(n in row[0] for n in options.names)]
    print(f"{'operation':40} {'whole':>9} {'longest':>9}  early")
    with RawKernel([options.adjoint, "kernel", "--connection-file", "{connection_file}"]) as kernel:
        kernel.until_ready()
        kernel.execute(f"s = {side}; n = s * s")
        for name, setup, operation in rows:
            whole, longest, early = measured(kernel, setup, operation, options.times)
            mark = "  above 100 ms" if longest > 0.1 else ""
            print(f"{name:40} {whole * 1e3:6.0f} ms {longest * 1e3:6.0f} ms  {early}/{options.times}{mark}", flush=True)


if __name__ == "__main__":
    main()
