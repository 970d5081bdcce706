"""The twins of hessian.adj."""


def _loss(np, x, y):
    def f(p):
        hidden = np.tanh(x @ p[:250].reshape(10, 25) + p[250:275])
        return ((hidden @ p[275:300] + p[300] - y) ** 2).mean()

    return f


def _data():
    import numpy as np

    x = np.sin(0.37 * np.arange(500)).reshape(50, 10)
    return x, np.cos(np.arange(50)), 0.3 * np.sin(1.7 * np.arange(301))


def jax():
    import jax
    import jax.numpy as np

    x, y, p = (np.asarray(part) for part in _data())
    hessian = jax.jit(jax.hessian(_loss(np, x, y)))

    def step():
        return jax.block_until_ready(hessian(p))

    step.answer = lambda result: (result.sum(), np.linalg.norm(result), result[1, 2])
    return step


def pytorch():
    import torch

    x, y, p = (torch.tensor(part) for part in _data())
    hessian = torch.func.hessian(_loss(torch, x, y))

    def step():
        return hessian(p)

    step.answer = lambda result: (result.sum(), torch.linalg.norm(result), result[1, 2])
    return step
