"""The twins of digits.adj."""


def _start(n):
    import numpy as np

    x = np.sin(0.37 * np.arange(n * 128 * 784) ** 2).reshape(n * 128, 784).astype(np.float32)
    y = np.arange(n * 128) % 10
    weights = []
    for layer, (fan_in, fan_out, scale) in enumerate(
        ((784, 256, 0.05), (256, 128, 0.1), (128, 10, 0.1)), 1
    ):
        weight = scale * np.sin(layer + 1.7 * np.arange(fan_in * fan_out) ** 2)
        weights.append(
            (weight.reshape(fan_in, fan_out).astype(np.float32), np.zeros(fan_out, np.float32))
        )
    return x, y, weights


def jax(n):
    import jax
    import jax.numpy as np

    x, y, weights = _start(n)
    x, y = np.asarray(x), np.asarray(y)

    def loss(p, x, y):
        h = x
        for w, b in p[:-1]:
            h = jax.nn.relu(h @ w + b)
        scores = jax.nn.log_softmax(h @ p[-1][0] + p[-1][1])
        return -np.mean(np.take_along_axis(scores, y[:, None], 1))

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
        for batch in range(n):
            part = slice(128 * batch, 128 * (batch + 1))
            p, m, v = adam(p, m, v, np.float32(batch + 1), x[part], y[part])
        return jax.block_until_ready(p)

    step.answer = lambda p: final(p, x, y)
    return step


def pytorch(n):
    import torch

    x, y, weights = _start(n)
    x, y = torch.tensor(x), torch.tensor(y)

    def loss(p, x, y):
        h = x
        for w, b in p[:-1]:
            h = torch.relu(h @ w + b)
        return torch.nn.functional.cross_entropy(h @ p[-1][0] + p[-1][1], y)

    def step():
        p = [tuple(torch.tensor(part).requires_grad_() for part in pair) for pair in weights]
        optimizer = torch.optim.Adam([part for pair in p for part in pair], lr=0.001, fused=True)
        for batch in range(n):
            part = slice(128 * batch, 128 * (batch + 1))
            optimizer.zero_grad()
            loss(p, x[part], y[part]).backward()
            optimizer.step()
        return p

    step.answer = lambda p: loss(p, x, y).detach()
    return step
