"""The twin of loop.adj."""


def cpython(n):
    def step():
        s = 0.0
        for i in range(n):
            s = s * 0.5 + i
        return s

    return step
