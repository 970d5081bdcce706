"""The twin of product.adj: OpenBLAS with its own threads, as NumPy calls it."""


def openblas(n):
    import numpy as np

    a = np.sin(0.37 * np.arange(n * n)).reshape(n, n)
    b = np.cos(0.53 * np.arange(n * n)).reshape(n, n)

    def step():
        return a @ b

    step.answer = lambda result: (result[0, 0], result[n - 1, 1])
    return step
