"""The twin of hand.adj: the objective of Taylor et al. (2014), User-specific hand modeling from monocular depth
sequences, as simplified by Šrajer, Kukelová and Fitzgibbon (2018), section 3.3: linear blend skinning and the distances
to corresponding points."""


def jax(n):
    import jax
    import jax.numpy as np
    import numpy

    def wave(count, a):
        return numpy.sin(a * numpy.arange(count) + 0.3 * a)

    count = 16
    base = numpy.concatenate([wave(n * 3, 1.3).reshape(n, 3), numpy.ones((n, 1))], axis=1)
    raw = numpy.exp(2 * wave(n * count, 0.6).reshape(n, count))
    weights = raw / raw.sum(1, keepdims=True)
    offsets = 0.4 * wave(count * 3, 0.9).reshape(count, 3)
    measured = wave(n * 3, 2.2).reshape(n, 3)
    pose = 0.4 * wave(26, 0.5)

    def rotation_x(a):
        return np.array([[1, 0, 0], [0, np.cos(a), -np.sin(a)], [0, np.sin(a), np.cos(a)]])

    def rotation_y(a):
        return np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])

    def rotation_z(a):
        return np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]])

    def rigid(r, t):
        top = np.concatenate([r, t.reshape(3, 1)], axis=1)
        return np.concatenate([top, np.array([[0.0, 0, 0, 1]])], axis=0)

    def bones(p):
        wrist = rigid(rotation_z(p[2]) @ rotation_y(p[1]) @ rotation_x(p[0]), p[3:6])
        result = [wrist]
        for finger in range(5):
            at = 6 + 4 * finger
            joint = wrist @ rigid(rotation_z(p[at + 1]) @ rotation_x(p[at]), offsets[3 * finger + 1])
            result.append(joint)
            for k in (2, 3):
                joint = joint @ rigid(rotation_x(p[at + k]), offsets[3 * finger + k])
                result.append(joint)
        return np.stack(result)

    def residuals(p):
        moved = np.einsum("bij,nj->bni", bones(p)[:, 0:3, :], base)
        return (np.einsum("nb,bni->ni", weights, moved) - measured).reshape(-1)

    value, jacobian = jax.jit(residuals), jax.jit(jax.jacfwd(residuals))
    return lambda: jax.block_until_ready((value(pose), jacobian(pose)))
