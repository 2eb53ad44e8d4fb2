# linear(0.01, 0.1, 25).then(linear(0.1, 0.01, 25)).repeat()
#
# schedule(count) is the rate of update count, counted from 0. It may be jitted and mapped. Counts stay
# integers as long as they can; the rest is single precision, good to some 1e-7 of the largest rate,
# unless jax_enable_x64 is set.
import jax.numpy as jnp
import numpy as np


def between(start, end, weight):
    return start * (1 - weight) + end * weight


def phases(t):
    return jnp.where(t < 25, between(0.01, 0.1, t / 25), between(0.1, 0.01, (t - 25) / 25))


def schedule(count):
    t = jnp.asarray(count)
    t = t.astype(jnp.promote_types(t.dtype, jnp.int_))
    return phases(t % 50)
