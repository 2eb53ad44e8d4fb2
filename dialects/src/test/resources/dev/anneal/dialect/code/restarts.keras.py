# cosine(0.1, 0, 10).repeat(stretching(2))
#
# schedule(step) is the rate of update step, counted from 0, with any backend of Keras 3, in single precision:
# good to some 1e-7 of the largest rate. Steps are counted with integers.
import math

import keras
import numpy as np
from keras import ops


def real(x):
    return ops.cast(x, "float32")


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


STARTS = np.array([10 * (2**n - 1) for n in range(50)], dtype=float)


@keras.saving.register_keras_serializable(package="anneal")
class Schedule(keras.optimizers.schedules.LearningRateSchedule):
    def __call__(self, step):
        t = ops.cast(step, "int32")
        n = passed(STARTS, t) - 1
        return 0.1 * ops.cos(math.pi / 2 * (real(since(t, STARTS, n)) / 2.0 ** real(n) / 10)) ** 2

    def get_config(self):
        return {}


schedule = Schedule()
