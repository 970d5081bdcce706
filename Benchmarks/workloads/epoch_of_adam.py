"""An epoch of mini-batches with Adam, as `train` runs it, for the peers: shared by the twins of networks."""


def jax(n, batch, x, y, weights, loss):
    import jax
    import jax.numpy as np

    x, y = np.asarray(x), np.asarray(y)

    @jax.jit
    def adam(p, m, v, t, x, y):
        g = jax.grad(loss)(p, x, y)
        m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, g)
        v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, g)

        def move(p, m, v):
            step = 0.001 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
            return p - step.astype(p.dtype)

        return jax.tree.map(move, p, m, v), m, v

    start = jax.tree.map(np.asarray, weights)
    final = jax.jit(loss)

    def step():
        p, m, v = start, jax.tree.map(np.zeros_like, start), jax.tree.map(np.zeros_like, start)
        for index in range(n):
            part = slice(batch * index, batch * (index + 1))
            p, m, v = adam(p, m, v, np.float32(index + 1), x[part], y[part])
        return jax.block_until_ready(p)

    step.answer = lambda p: final(p, x, y)
    return step


def pytorch(n, batch, x, y, weights, loss):
    import torch

    x, y = torch.tensor(x), torch.tensor(y)

    def step():
        p = [tuple(torch.tensor(part).requires_grad_() for part in pair) for pair in weights]
        optimizer = torch.optim.Adam([part for pair in p for part in pair], lr=0.001, fused=True)
        for index in range(n):
            part = slice(batch * index, batch * (index + 1))
            optimizer.zero_grad()
            loss(p, x[part], y[part]).backward()
            optimizer.step()
        return p

    step.answer = lambda p: loss(p, x, y).detach()
    return step
