"""The twins of rosenbrock.adj."""


def _f(x):
    return (100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2).sum()


def jax(n):
    import jax
    import jax.numpy as np

    x = 1 + 0.1 * np.sin(np.arange(n))
    hessian = jax.jit(jax.hessian(_f))

    def step():
        return jax.block_until_ready(hessian(x))

    step.answer = lambda result: (result.sum(), np.linalg.norm(result), result[1, 2])
    return step


def pytorch(n):
    import torch

    x = 1 + 0.1 * torch.sin(torch.arange(n, dtype=torch.float64))

    def step():
        return torch.func.hessian(_f)(x)

    step.answer = lambda result: (result.sum(), torch.linalg.norm(result), result[1, 2])
    return step
