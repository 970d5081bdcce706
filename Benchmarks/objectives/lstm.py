"""The twin of lstm.adj: the LSTM objective of ADBench, a network of cells with diagonal weights after Hochreiter and
Schmidhuber (1997), as Šrajer, Kukelová and Fitzgibbon (2018) and its successors measure it."""


def jax(n, d, l):
    import jax
    import jax.numpy as np
    import numpy

    def wave(count, a):
        return numpy.sin(a * numpy.arange(count) + 0.3 * a)

    main = 0.5 * wave(2 * l * 4 * d, 1.3).reshape(l, 2, 4, d)
    extra = wave(3 * d, 0.7).reshape(3, d)
    start = 0.2 * wave(2 * l * d, 2.9).reshape(l, 2, d)
    sequence = (wave(n * d, 1.9).reshape(n, d) > 0.4).astype(float)

    def cell(w, hidden, state, given):
        forget = jax.nn.sigmoid(given * w[0, 0] + w[1, 0])
        ingate = jax.nn.sigmoid(hidden * w[0, 1] + w[1, 1])
        outgate = jax.nn.sigmoid(given * w[0, 2] + w[1, 2])
        change = np.tanh(hidden * w[0, 3] + w[1, 3])
        state = state * forget + ingate * change
        return outgate * np.tanh(state), state

    def loss(main, extra):
        def step(carry, pair):
            given, wanted = pair
            x, rows = given * extra[0], []
            for i in range(l):
                x, state = cell(main[i], carry[i, 0], carry[i, 1], x)
                rows.append(np.stack([x, state]))
            y = x * extra[1] + extra[2]
            return np.stack(rows), wanted @ (y - np.log(np.exp(y).sum() + 2))

        _, gains = jax.lax.scan(step, start, (sequence[:-1], sequence[1:]))
        return -gains.sum() / (d * (n - 1))

    both = jax.jit(jax.value_and_grad(loss, argnums=(0, 1)))

    def run():
        value, gradient = jax.block_until_ready(both(main, extra))
        return (value, *gradient)

    return run
