# cosine(0.1, 0, 100).staircase(2.7)
#
# schedule(count) is the rate of update count, counted from 0. It may be jitted and mapped. Counts stay
# integers as long as they can; the rest is single precision, good to some 1e-7 of the largest rate,
# unless jax_enable_x64 is set.
import math

import jax.numpy as jnp


def schedule(count):
    t = jnp.asarray(count)
    t = t.astype(jnp.promote_types(t.dtype, jnp.int_))
    return jnp.where(
        t < 100,
        0.1 * jnp.cos(math.pi / 2 * (jnp.maximum(10 * (t // 27) + (10 * (t % 27) - 1) // 27, 0) * 2.7 / 100)) ** 2,
        0.0,
    )
