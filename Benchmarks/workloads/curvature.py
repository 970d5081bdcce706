"""The twins of curvature.adj."""

from logistic import _data, _jax_loss


def jax(n):
    jax, np, f, w = _jax_loss(n)
    v = np.sin(np.arange(100))
    product = jax.jit(lambda w, v: jax.jvp(jax.grad(f), (w,), (v,))[1])

    def step():
        return jax.block_until_ready(product(w, v))

    step.answer = lambda result: (result.sum(), np.linalg.norm(result))
    return step


def pytorch(n):
    import numpy
    import torch

    x, y, w = (torch.tensor(part) for part in _data(numpy, n))
    v = torch.sin(torch.arange(100, dtype=torch.float64))

    def f(w):
        z = x @ w
        return (torch.nn.functional.softplus(z, threshold=1e9) - y * z).mean()

    def step():
        return torch.autograd.functional.vhp(f, w, v)[1]

    step.answer = lambda result: (result.sum(), torch.linalg.norm(result))
    return step
