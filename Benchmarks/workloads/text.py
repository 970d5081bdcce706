"""The twin of text.adj."""


def cpython(n):
    def step():
        s = ""
        for _ in range(n):
            s += "ab"
        return len(s)

    return step
