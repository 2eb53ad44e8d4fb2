# linear(0, 0.1, 5).then(linear(0.1, 0.02, 7)).then(hold(0.02, 3)).then(linear(0.02, 0.2,
#   4.5)).then(linear(0.2, 0.1, 5)).then(linear(0.1, 0.02, 7)).then(hold(0.02,
#   3)).then(linear(0.02, 0.2, 4)).then(linear(0, 0.1, 5)).then(linear(0.1, 0.02,
#   7)).then(hold(0.02, 3)).then(linear(0.02, 0.2, 4)).then(linear(0, 0.1, 5)).then(linear(0.1,
#   0.02, 7)).then(hold(0.02, 3)).then(linear(0.02, 0.2, 4)).then(linear(0.2, 0,
#   5)).then(hold(0.01, 9))
#
# schedule(step) is the rate of update step, counted from 0, with any backend of Keras 3, in single precision:
# good to some 1e-7 of the largest rate. Steps are counted with integers.
import keras
import numpy as np
from keras import ops


def between(start, end, weight):
    return start * (1 - weight) + end * weight


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


@keras.saving.register_keras_serializable(package="anneal")
class Schedule(keras.optimizers.schedules.LearningRateSchedule):
    def __call__(self, step):
        t = ops.cast(step, "int32")
        i = passed(STARTS, t) - 1
        return ops.where(
            t < 91,
            between(at(BEGINNINGS, i), at(ENDS, i), since(t, STARTS, i) / at(LENGTHS, i)),
            0.01,
        )

    def get_config(self):
        return {}


schedule = Schedule()
