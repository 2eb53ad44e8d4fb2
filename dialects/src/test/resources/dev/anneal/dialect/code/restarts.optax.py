# cosine(0.1, 0, 10).repeat(stretching(2))
#
# schedule(count) is the rate of update count, counted from 0. It may be jitted and mapped. Counts stay
# integers as long as they can; the rest is single precision, good to some 1e-7 of the largest rate,
# unless jax_enable_x64 is set.
import math

import jax.numpy as jnp
import numpy as np


def passed(table, t):
    """How many entries of a rising table are at or before t."""
    if jnp.issubdtype(t.dtype, jnp.integer):
        table = np.minimum(np.ceil(table), jnp.iinfo(t.dtype).max).astype(t.dtype)
    return jnp.searchsorted(jnp.asarray(table), t, side="right")


def since(t, table, n):
    """The time since an entry: first the whole part of it, with integers."""
    if not jnp.issubdtype(t.dtype, jnp.integer):
        return t - jnp.asarray(table)[n]
    whole = np.minimum(np.floor(table), jnp.iinfo(t.dtype).max)
    return (t - jnp.asarray(whole.astype(t.dtype))[n]) - jnp.asarray(table - whole)[n]


STARTS = np.array([10 * (2**n - 1) for n in range(50)], dtype=float)


def schedule(count):
    t = jnp.asarray(count)
    t = t.astype(jnp.promote_types(t.dtype, jnp.int_))
    n = passed(STARTS, t) - 1
    return 0.1 * jnp.cos(math.pi / 2 * (since(t, STARTS, n) / 2.0 ** n / 10)) ** 2
