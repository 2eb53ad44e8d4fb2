# linear(0, 0.1, 5).then(linear(0.1, 0.02, 7)).then(hold(0.02, 3)).then(linear(0.02, 0.2,
#   4.5)).then(linear(0.2, 0.1, 5)).then(linear(0.1, 0.02, 7)).then(hold(0.02,
#   3)).then(linear(0.02, 0.2, 4)).then(linear(0, 0.1, 5)).then(linear(0.1, 0.02,
#   7)).then(hold(0.02, 3)).then(linear(0.02, 0.2, 4)).then(linear(0, 0.1, 5)).then(linear(0.1,
#   0.02, 7)).then(hold(0.02, 3)).then(linear(0.02, 0.2, 4)).then(linear(0.2, 0,
#   5)).then(hold(0.01, 9))
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


def at(table, index):
    return jnp.asarray(table)[index]


def since(t, table, n):
    """The time since an entry: first the whole part of it, with integers."""
    if not jnp.issubdtype(t.dtype, jnp.integer):
        return t - jnp.asarray(table)[n]
    whole = np.minimum(np.floor(table), jnp.iinfo(t.dtype).max)
    return (t - jnp.asarray(whole.astype(t.dtype))[n]) - jnp.asarray(table - whole)[n]


STARTS = np.array([
    0, 5, 12, 15, 19.5, 24.5, 31.5, 34.5, 38.5, 43.5, 50.5, 53.5, 57.5, 62.5, 69.5, 72.5, 76.5,
    81.5,
], dtype=float)
BEGINNINGS = np.array([
    0, 0.1, 0.02, 0.02, 0.2, 0.1, 0.02, 0.02, 0, 0.1, 0.02, 0.02, 0, 0.1, 0.02, 0.02, 0.2, 0.01,
], dtype=float)
ENDS = np.array([
    0.1, 0.02, 0.02, 0.2, 0.1, 0.02, 0.02, 0.2, 0.1, 0.02, 0.02, 0.2, 0.1, 0.02, 0.02, 0.2, 0,
    0.01,
], dtype=float)
LENGTHS = np.array([
    5, 7, 3, 4.5, 5, 7, 3, 4, 5, 7, 3, 4, 5, 7, 3, 4, 5, 9,
], dtype=float)


def schedule(count):
    t = jnp.asarray(count)
    t = t.astype(jnp.promote_types(t.dtype, jnp.int_))
    i = passed(STARTS, t) - 1
    return jnp.where(
        t < 91,
        between(at(BEGINNINGS, i), at(ENDS, i), since(t, STARTS, i) / at(LENGTHS, i)),
        0.01,
    )
