"""The twin of bundle.adj: Šrajer, Kukelová and Fitzgibbon (2018), section 3.2; the camera has three numbers for its
rotation, three for its centre, a focal length, two for the principal point and two for the radial distortion."""


def jax(n, m, k):
    import jax
    import jax.numpy as np
    import numpy

    def wave(count, a):
        return numpy.sin(a * numpy.arange(count) + 0.3 * a)

    cameras = wave(k * 11, 1.3).reshape(k, 11) * 0.3 + numpy.array([0.1, 0.2, 0.1, 0, 0, -6, 1, 0, 0, 0, 0])
    points = wave(m * 3, 2.1).reshape(m, 3)
    weights = 1 + 0.1 * wave(n, 0.4)
    seen = wave(n * 2, 0.8).reshape(n, 2)
    camera_of, point_of = numpy.arange(n) % k, (7 * numpy.arange(n)) % m

    def turned(r, v):
        angle = np.sqrt((r**2).sum())
        axis = r / angle
        return v * np.cos(angle) + np.cross(axis, v) * np.sin(angle) + axis * (axis @ v) * (1 - np.cos(angle))

    def projected(c, x):
        q = turned(c[0:3], x - c[3:6])
        p = q[0:2] / q[2]
        r = (p**2).sum()
        return p * (1 + c[9] * r + c[10] * r**2) * c[6] + c[7:9]

    def residual(c, x, w, z):
        return w * (projected(c, x) - z)

    blocks = jax.jit(jax.vmap(jax.jacobian(residual, argnums=(0, 1, 2))))
    loose = jax.jit(lambda w: 1 - w**2)

    def step():
        jacobian = blocks(cameras[camera_of], points[point_of], weights, seen)
        return jax.block_until_ready((*jacobian, loose(weights)))

    return step
