"""The twin of calls.adj."""


def cpython(n):
    def following(x):
        return x + 1

    def step():
        s = 0
        for _ in range(n):
            s = following(s)
        return s

    return step
