"""The twins of chain.adj."""


def jax(n):
    import jax
    import jax.numpy as np

    def f(x):
        return jax.lax.scan(lambda x, _: (np.sin(x) * 1.01 + 0.1, None), x, None, length=n)[0]

    both = jax.jit(jax.value_and_grad(f))
    return lambda: jax.block_until_ready(both(0.5))


def pytorch(n):
    import torch

    def step():
        start = x = torch.tensor(0.5, dtype=torch.float64, requires_grad=True)
        for _ in range(n):
            x = torch.sin(x) * 1.01 + 0.1
        x.backward()
        return x.item(), start.grad.item()

    return step


def hips(n):
    import sys

    import autograd
    import autograd.numpy as np

    sys.setrecursionlimit(max(sys.getrecursionlimit(), 20 * n))

    def f(x):
        for _ in range(n):
            x = np.sin(x) * 1.01 + 0.1
        return x

    both = autograd.value_and_grad(f)
    return lambda: both(0.5)


def numpy(n):
    """The derivative by hand, alongside the value."""
    import math

    def step():
        x, slope = 0.5, 1.0
        for _ in range(n):
            slope *= math.cos(x) * 1.01
            x = math.sin(x) * 1.01 + 0.1
        return x, slope

    return step
