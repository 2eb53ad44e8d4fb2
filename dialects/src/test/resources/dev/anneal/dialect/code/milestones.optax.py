# multiStep(0.1, 0.1, 30, 60, 80).times(linear(0.01, 1, 5))
#
# schedule(count) is the rate of update count, counted from 0. It may be jitted and mapped. Counts stay
# integers as long as they can; the rest is single precision, good to some 1e-7 of the largest rate,
# unless jax_enable_x64 is set.
import jax.numpy as jnp
import numpy as np


def between(start, end, weight):
    return start * (1 - weight) + end * weight


def passed(table, t):
    """How many entries of a rising table are at or before t."""
    if jnp.issubdtype(t.dtype, jnp.integer):
        table = np.minimum(np.ceil(table), jnp.iinfo(t.dtype).max).astype(t.dtype)
    return jnp.searchsorted(jnp.asarray(table), t, side="right")


MILESTONES = np.array([30, 60, 80], dtype=float)


def ramp(t):
    return jnp.where(t < 5, between(0.01, 1, t / 5), 1.0)


def schedule(count):
    t = jnp.asarray(count)
    t = t.astype(jnp.promote_types(t.dtype, jnp.int_))
    return 0.1 * 0.1 ** passed(MILESTONES, t) * ramp(t)
