# cosine(0.1, 1e-5, 10).repeat(6, stretching(1.5).scaling(0.5))
#
# schedule(step) is the rate of update step, counted from 0, with any backend of Keras 3, in single precision:
# good to some 1e-7 of the largest rate. Steps are counted with integers.
import math

import keras
import numpy as np
from keras import ops


def real(x):
    return ops.cast(x, "float32")


def between(start, end, weight):
    return start * (1 - weight) + end * weight


def snapped(x):
    """A number that misses a whole one by rounding is that one."""
    nearest = ops.round(x)
    return ops.where(ops.logical_and(nearest >= 1, ops.abs(x - nearest) <= 4e-7 * x), nearest, x)


def passed(table, t):
    """How many entries of a rising table are at or before t."""
    if "int" in keras.backend.standardize_dtype(t.dtype):
        table = np.minimum(np.ceil(table), 2**31 - 1)
    table = ops.convert_to_tensor(table, dtype=t.dtype)
    return ops.sum(ops.cast(ops.expand_dims(t, -1) >= table, "int32"), axis=-1)


def at(table, index):
    return ops.take(ops.convert_to_tensor(table, dtype="float32"), ops.clip(index, 0, len(table) - 1))


def since(t, table, n):
    """The time since an entry: first the whole part of it, with integers."""
    whole = np.minimum(np.floor(table), 2**31 - 1)
    if "int" not in keras.backend.standardize_dtype(t.dtype):
        whole = np.zeros_like(table)
    n = ops.clip(n, 0, len(table) - 1)
    passed = t - ops.take(ops.convert_to_tensor(whole, dtype=t.dtype), n)
    return ops.cast(passed, "float32") - at(table - whole, n)


def snap(x):
    return float(round(x)) if x >= 0.5 and abs(x - round(x)) <= 1e-12 * x else x


STARTS = np.array([snap(10 * ((1.5**n - 1) / 0.5)) for n in range(6)], dtype=float)
WIDTHS = np.array([1.5**n for n in range(6)], dtype=float)


@keras.saving.register_keras_serializable(package="anneal")
class Schedule(keras.optimizers.schedules.LearningRateSchedule):
    def __call__(self, step):
        t = ops.cast(step, "int32")
        n = passed(STARTS, t) - 1
        return ops.where(
            t < 208,
            between(0.1, 1e-5, ops.sin(math.pi / 2 * (snapped(since(t, STARTS, n) / at(WIDTHS, n)) / 10)) ** 2) * 0.5 ** real(n),
            3.125e-7,
        )

    def get_config(self):
        return {}


schedule = Schedule()
