# interpolate({0: 0, 15.5: 0.4, 120: 0}, cosine)
#
# schedule(count) is the rate of update count, counted from 0. It may be jitted and mapped. Counts stay
# integers as long as they can; the rest is single precision, good to some 1e-7 of the largest rate,
# unless jax_enable_x64 is set.
import math

import jax.numpy as jnp


def schedule(count):
    t = jnp.asarray(count)
    t = t.astype(jnp.promote_types(t.dtype, jnp.int_))
    return jnp.select(
        [t < 16, t < 120],
        [
            0.4 * jnp.sin(math.pi / 2 * (t / 15.5)) ** 2,
            0.4 * jnp.cos(math.pi / 2 * (((t - 15) - 0.5) / 104.5)) ** 2,
        ],
        0.0,
    )
