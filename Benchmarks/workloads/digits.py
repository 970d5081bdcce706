"""The twins of digits.adj."""

import epoch_of_adam


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

    def loss(p, x, y):
        h = x
        for w, b in p[:-1]:
            h = jax.nn.relu(h @ w + b)
        scores = jax.nn.log_softmax(h @ p[-1][0] + p[-1][1])
        return -np.mean(np.take_along_axis(scores, y[:, None], 1))

    return epoch_of_adam.jax(n, 128, *_start(n), loss)


def pytorch(n):
    import torch

    def loss(p, x, y):
        h = x
        for w, b in p[:-1]:
            h = torch.relu(h @ w + b)
        return torch.nn.functional.cross_entropy(h @ p[-1][0] + p[-1][1], y)

    return epoch_of_adam.pytorch(n, 128, *_start(n), loss)
