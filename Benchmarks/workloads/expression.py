"""The twins of expression.adj."""


def jax():
    import jax
    import jax.numpy as np

    def f(x):
        s = x**2 + np.exp(x**2)
        return np.sqrt(s) + np.cos(s)

    both = jax.jit(jax.value_and_grad(f))
    return lambda: jax.block_until_ready(both(0.7))


def pytorch():
    import torch

    def step():
        x = torch.tensor(0.7, dtype=torch.float64, requires_grad=True)
        s = x**2 + torch.exp(x**2)
        y = torch.sqrt(s) + torch.cos(s)
        y.backward()
        return y.item(), x.grad.item()

    return step


def hips():
    import autograd
    import autograd.numpy as np

    def f(x):
        s = x**2 + np.exp(x**2)
        return np.sqrt(s) + np.cos(s)

    both = autograd.value_and_grad(f)
    return lambda: both(0.7)


def numpy():
    """The derivative by hand: what nobody should have to write."""
    import numpy as np

    def step():
        x = 0.7
        s = x**2 + np.exp(x**2)
        slope = 2 * x + 2 * x * np.exp(x**2)
        return np.sqrt(s) + np.cos(s), (0.5 / np.sqrt(s) - np.sin(s)) * slope

    return step
