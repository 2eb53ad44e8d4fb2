# linear(0, 3e-4, 2000).then(cosine(3e-4, 0, 98000))
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
        [t < 2_000, t < 100_000],
        [
            3e-4 * (t / 2_000),  # linear(0, 3e-4, 2000)
            3e-4 * jnp.cos(math.pi / 2 * ((t - 2_000) / 98_000)) ** 2,  # cosine(3e-4, 0, 98000)
        ],
        0.0,
    )
