"""The twins of moons.adj."""


def _start():
    import numpy as np

    x = np.sin(0.37 * np.arange(400)).reshape(200, 2)
    y = (x[:, :1] * x[:, 1:] > 0).astype(float)
    weights = []
    for layer, (fan_in, fan_out) in enumerate(((2, 16), (16, 16), (16, 1)), 1):
        weight = 0.5 * np.sin(layer + 1.7 * np.arange(fan_in * fan_out))
        weights.append((weight.reshape(fan_in, fan_out), np.zeros(fan_out)))
    return x, y, weights


def jax(n):
    import jax
    import jax.numpy as np

    x, y, weights = _start()

    def loss(p):
        h = x
        for w, b in p[:-1]:
            h = np.tanh(h @ w + b)
        return np.mean((h @ p[-1][0] + p[-1][1] - y) ** 2)

    def adam(state, t):
        p, m, v = state
        g = jax.grad(loss)(p)
        m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, g)
        v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, g)

        def move(p, m, v):
            return p - 0.01 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)

        return (jax.tree.map(move, p, m, v), m, v), None

    @jax.jit
    def run(p):
        zeros = jax.tree.map(np.zeros_like, p)
        state, _ = jax.lax.scan(adam, (p, zeros, zeros), np.arange(1.0, n + 1))
        return loss(state[0])

    start = jax.tree.map(np.asarray, weights)
    return lambda: jax.block_until_ready(run(start))


def pytorch(n):
    import torch

    x, y, weights = _start()
    x, y = torch.tensor(x), torch.tensor(y)

    def step():
        p = [tuple(torch.tensor(part).requires_grad_() for part in pair) for pair in weights]
        optimizer = torch.optim.Adam([part for pair in p for part in pair], lr=0.01)

        def loss():
            h = x
            for w, b in p[:-1]:
                h = torch.tanh(h @ w + b)
            return ((h @ p[-1][0] + p[-1][1] - y) ** 2).mean()

        for _ in range(n):
            optimizer.zero_grad()
            loss().backward()
            optimizer.step()
        return loss().detach()

    return step
