"""The twins of convolution.adj."""


def _start(n):
    import numpy as np

    x = np.sin(0.37 * np.arange(n * 64 * 784) ** 2).reshape(n * 64, 1, 28, 28).astype(np.float32)
    y = np.arange(n * 64) % 10
    weights = []
    for layer, (shape, scale) in enumerate(
        (((8, 1, 3, 3), 0.3), ((16, 8, 3, 3), 0.1), ((400, 10), 0.1)), 1
    ):
        weight = scale * np.sin(layer + 1.7 * np.arange(np.prod(shape)) ** 2)
        bias = np.zeros(shape[1] if len(shape) == 2 else shape[0], np.float32)
        weights.append((weight.reshape(shape).astype(np.float32), bias))
    return x, y, weights


def jax(n):
    import jax
    import jax.numpy as np

    x, y, weights = _start(n)
    x, y = np.asarray(x), np.asarray(y)

    def block(h, w, b):
        h = jax.lax.conv(h, w, (1, 1), "VALID") + b[:, None, None]
        window = (1, 1, 2, 2)
        return jax.lax.reduce_window(jax.nn.relu(h), -np.inf, jax.lax.max, window, window, "VALID")

    def loss(p, x, y):
        h = block(block(x, *p[0]), *p[1]).reshape(len(x), -1)
        scores = jax.nn.log_softmax(h @ p[2][0] + p[2][1])
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
            part = slice(64 * batch, 64 * (batch + 1))
            p, m, v = adam(p, m, v, np.float32(batch + 1), x[part], y[part])
        return jax.block_until_ready(p)

    step.answer = lambda p: final(p, x, y)
    return step


def pytorch(n):
    import torch
    from torch.nn import functional

    x, y, weights = _start(n)
    x, y = torch.tensor(x), torch.tensor(y)

    def loss(p, x, y):
        h = functional.max_pool2d(torch.relu(functional.conv2d(x, *p[0])), 2)
        h = functional.max_pool2d(torch.relu(functional.conv2d(h, *p[1])), 2)
        return functional.cross_entropy(h.flatten(1) @ p[2][0] + p[2][1], y)

    def step():
        p = [tuple(torch.tensor(part).requires_grad_() for part in pair) for pair in weights]
        optimizer = torch.optim.Adam([part for pair in p for part in pair], lr=0.001, fused=True)
        for batch in range(n):
            part = slice(64 * batch, 64 * (batch + 1))
            optimizer.zero_grad()
            loss(p, x[part], y[part]).backward()
            optimizer.step()
        return p

    step.answer = lambda p: loss(p, x, y).detach()
    return step
