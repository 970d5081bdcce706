"""The twins of elementwise.adj."""


def jax(n):
    import jax
    import jax.numpy as np

    def f(x):
        return np.sum(np.tanh(x) * np.exp(-(x**2)) + jax.nn.sigmoid(x))

    x = 3 * np.sin(0.37 * np.arange(n))
    both = jax.jit(jax.value_and_grad(f))

    def step():
        return jax.block_until_ready(both(x))

    step.answer = lambda result: (result[0], result[1].sum(), np.linalg.norm(result[1]))
    step.value = lambda only=jax.jit(f): jax.block_until_ready(only(x))
    return step


def pytorch(n):
    import torch

    x = 3 * torch.sin(0.37 * torch.arange(n, dtype=torch.float64))

    def step():
        leaf = x.clone().requires_grad_()
        value = (torch.tanh(leaf) * torch.exp(-(leaf**2)) + torch.sigmoid(leaf)).sum()
        value.backward()
        return value.detach(), leaf.grad

    step.answer = lambda result: (result[0], result[1].sum(), torch.linalg.norm(result[1]))
    return step
