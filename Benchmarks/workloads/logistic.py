"""The twins of logistic.adj, and of curvature.adj, which is about the same function."""


def _data(np, n):
    x = np.sin(0.37 * np.arange(n * 100)).reshape(n, 100)
    y = (np.sin(1.3 * np.arange(n)) > 0).astype(float)
    return x, y, 0.01 * np.cos(np.arange(100))


def _jax_loss(n):
    import jax
    import jax.numpy as np
    import numpy

    x, y, w = (np.asarray(part) for part in _data(numpy, n))

    def f(w):
        z = x @ w
        return np.mean(jax.nn.softplus(z) - y * z)

    return jax, np, f, w


def jax(n):
    jax, np, f, w = _jax_loss(n)
    both = jax.jit(jax.value_and_grad(f))

    def step():
        value, gradient = jax.block_until_ready(both(w))
        return value, gradient

    step.answer = lambda result: (result[0], result[1].sum(), np.linalg.norm(result[1]))
    step.value = lambda only=jax.jit(f): jax.block_until_ready(only(w))
    return step


def pytorch(n):
    import numpy
    import torch

    x, y, w = (torch.tensor(part) for part in _data(numpy, n))

    def loss(w):
        z = x @ w
        return (torch.nn.functional.softplus(z, threshold=1e9) - y * z).mean()

    def step():
        leaf = w.clone().requires_grad_()
        value = loss(leaf)
        value.backward()
        return value.detach(), leaf.grad

    step.answer = lambda result: (result[0], result[1].sum(), torch.linalg.norm(result[1]))
    return step


def numpy(n):
    """The gradient by hand."""
    import numpy as np

    x, y, w = _data(np, n)

    def step():
        z = x @ w
        value = np.mean(np.logaddexp(0, z) - y * z)
        return value, x.T @ ((1 / (1 + np.exp(-z)) - y) / n)

    step.answer = lambda result: (result[0], result[1].sum(), np.linalg.norm(result[1]))
    return step
