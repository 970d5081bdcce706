"""The twin of comprehension.adj."""


def cpython(n):
    def step():
        v = [i**2 for i in range(n)]
        return v[n - 1]

    return step
