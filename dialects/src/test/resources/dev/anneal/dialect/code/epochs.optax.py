# cosine(0.1, 0, 9).staircase(1).stretched(20)
#
# schedule(count) is the rate of update count, counted from 0. It may be jitted and mapped. Counts stay
# integers as long as they can; the rest is single precision, good to some 1e-7 of the largest rate,
# unless jax_enable_x64 is set.
import math

import jax.numpy as jnp


def schedule(count):
    t = jnp.asarray(count)
    t = t.astype(jnp.promote_types(t.dtype, jnp.int_))
    return jnp.where(t < 180, 0.1 * jnp.cos(math.pi / 2 * (t // 20 / 9)) ** 2, 0.0)
