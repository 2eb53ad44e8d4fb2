# formula(t -> 0.1 * 0.5 ** ((t >= 3) + (t >= 7) + ceil(t / 30)) + 0.01 * (1 - min(t, 300) / 300)
#   ** 0.9)
#
# schedule(count) is the rate of update count, counted from 0. It may be jitted and mapped. Counts stay
# integers as long as they can; the rest is single precision, good to some 1e-7 of the largest rate,
# unless jax_enable_x64 is set.
import jax.numpy as jnp


def schedule(count):
    t = jnp.asarray(count)
    t = t.astype(jnp.promote_types(t.dtype, jnp.int_))
    return 0.1 * 0.5 ** (jnp.where(t >= 3, 1.0, 0.0) + jnp.where(t >= 7, 1.0, 0.0) + (t + 29) // 30) + 0.01 * ((300 - jnp.minimum(t, 300)) / 300) ** 0.9
