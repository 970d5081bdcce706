"""The twin of gmm.adj: Šrajer, Kukelová and Fitzgibbon (2018), A benchmark of selected algorithmic
differentiation tools on some problems in computer vision and machine learning, section 3.1."""


def jax(n, d, k):
    import jax
    import jax.numpy as np
    import numpy
    from jax.scipy.special import gammaln, logsumexp

    def wave(count, a):
        return numpy.sin(a * numpy.arange(count) + 0.3 * a)

    below = d * (d - 1) // 2
    x = wave(n * d, 1.7).reshape(n, d)
    point = (
        wave(k, 0.9),
        wave(k * d, 2.3).reshape(k, d),
        0.3 * wave(k * d, 1.1).reshape(k, d),
        0.5 * wave(k * below, 0.7).reshape(k, below),
    )
    gamma, m = 1.0, 0
    places = numpy.array([i * d + j for j in range(d) for i in range(d) if i > j], dtype=int)

    def prior(logs, lower):
        size = d + m + 1
        scale = size * d * (numpy.log(gamma) - 0.5 * numpy.log(2)) - 0.25 * d * (d - 1) * numpy.log(numpy.pi)
        scale -= gammaln(0.5 * size - 0.5 * numpy.arange(d)).sum()
        squares = np.exp(2 * logs).sum() + (lower**2).sum()
        return 0.5 * gamma**2 * squares - m * logs.sum() - k * scale

    def loss(point):
        alphas, means, logs, lower = point
        factors = np.zeros((k, d * d)).at[:, places].set(lower).reshape(k, d, d)
        factors = factors + np.exp(logs)[:, :, None] * np.eye(d)
        centred = x[None] - means[:, None]
        lengths = (np.einsum("kij,knj->kni", factors, centred) ** 2).sum(2)
        terms = (alphas + logs.sum(1))[:, None] - 0.5 * lengths
        constant = -0.5 * n * d * numpy.log(2 * numpy.pi)
        return logsumexp(terms, axis=0).sum() - n * logsumexp(alphas) + constant + prior(logs, lower)

    both = jax.jit(jax.value_and_grad(loss))

    def step():
        value, gradient = jax.block_until_ready(both(point))
        return (value, *gradient)

    return step
