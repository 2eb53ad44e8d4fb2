# iterate(0.1, 40, (k, x) -> x * 0.8 if k % 10 == 0 else x * 0.99)
#
# schedule(count) is the rate of update count, counted from 0. It may be jitted and mapped. Counts stay
# integers as long as they can; the rest is single precision, good to some 1e-7 of the largest rate,
# unless jax_enable_x64 is set.
import jax.numpy as jnp
import numpy as np


def at(table, index):
    return jnp.asarray(table)[index]


VALUES = [0.1]
for k in range(1, 40):
    value = VALUES[-1]
    VALUES.append(value * 0.8 if k % 10 == 0 else value * 0.99)
VALUES = np.array(VALUES)


def schedule(count):
    t = jnp.asarray(count)
    t = t.astype(jnp.promote_types(t.dtype, jnp.int_))
    return at(VALUES, jnp.minimum(t, 39))
