"""The twins of convolution.adj."""

import epoch_of_adam


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

    def block(h, w, b):
        h = jax.lax.conv(h, w, (1, 1), "VALID") + b[:, None, None]
        window = (1, 1, 2, 2)
        return jax.lax.reduce_window(jax.nn.relu(h), -np.inf, jax.lax.max, window, window, "VALID")

    def loss(p, x, y):
        h = block(block(x, *p[0]), *p[1]).reshape(len(x), -1)
        scores = jax.nn.log_softmax(h @ p[2][0] + p[2][1])
        return -np.mean(np.take_along_axis(scores, y[:, None], 1))

    return epoch_of_adam.jax(n, 64, *_start(n), loss)


def pytorch(n):
    import torch
    from torch.nn import functional

    def loss(p, x, y):
        h = functional.max_pool2d(torch.relu(functional.conv2d(x, *p[0])), 2)
        h = functional.max_pool2d(torch.relu(functional.conv2d(h, *p[1])), 2)
        return functional.cross_entropy(h.flatten(1) @ p[2][0] + p[2][1], y)

    return epoch_of_adam.pytorch(n, 64, *_start(n), loss)
