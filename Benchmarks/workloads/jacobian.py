"""The twins of jacobian.adj."""


def _data(n):
    import numpy as np

    a = np.cos(0.7 * np.arange(n * n)).reshape(n, n) / np.sqrt(n)
    return a, 0.1 * np.sin(np.arange(n)), np.cos(0.3 * np.arange(n))


def jax(n):
    import jax
    import jax.numpy as np

    a, b, x = (np.asarray(part) for part in _data(n))
    jacobian = jax.jit(jax.jacobian(lambda x: np.sin(a @ x + b)))

    def step():
        return jax.block_until_ready(jacobian(x))

    step.answer = lambda result: (result.sum(), np.linalg.norm(result), result[1, 2])
    return step


def pytorch(n):
    import torch

    a, b, x = (torch.tensor(part) for part in _data(n))

    def step():
        return torch.func.jacrev(lambda x: torch.sin(a @ x + b))(x)

    step.answer = lambda result: (result.sum(), torch.linalg.norm(result), result[1, 2])
    return step
