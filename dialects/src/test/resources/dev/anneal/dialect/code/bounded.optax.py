# linear(0, 1, 100).min(exponential(0.9, 0.99)).atLeast(0.05)
#
# schedule(count) is the rate of update count, counted from 0. It may be jitted and mapped. Counts stay
# integers as long as they can; the rest is single precision, good to some 1e-7 of the largest rate,
# unless jax_enable_x64 is set.
import math

import jax.numpy as jnp
import numpy as np


def ramp(t):
    return jnp.where(t < 100, t / 100, 1.0)


def schedule(count):
    t = jnp.asarray(count)
    t = t.astype(jnp.promote_types(t.dtype, jnp.int_))
    return jnp.maximum(jnp.minimum(0.9 * jnp.exp(math.log(0.99) * t), ramp(t)), 0.05)
