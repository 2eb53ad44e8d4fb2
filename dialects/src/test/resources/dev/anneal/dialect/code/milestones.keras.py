# multiStep(0.1, 0.1, 30, 60, 80).times(linear(0.01, 1, 5))
#
# schedule(step) is the rate of update step, counted from 0, with any backend of Keras 3, in single precision:
# good to some 1e-7 of the largest rate. Steps are counted with integers.
import keras
import numpy as np
from keras import ops


def real(x):
    return ops.cast(x, "float32")


def between(start, end, weight):
    return start * (1 - weight) + end * weight


def passed(table, t):
    """How many entries of a rising table are at or before t."""
    if "int" in keras.backend.standardize_dtype(t.dtype):
        table = np.minimum(np.ceil(table), 2**31 - 1)
    table = ops.convert_to_tensor(table, dtype=t.dtype)
    return ops.sum(ops.cast(ops.expand_dims(t, -1) >= table, "int32"), axis=-1)


MILESTONES = np.array([30, 60, 80], dtype=float)


def ramp(t):
    return ops.where(t < 5, between(0.01, 1, real(t) / 5), 1.0)


@keras.saving.register_keras_serializable(package="anneal")
class Schedule(keras.optimizers.schedules.LearningRateSchedule):
    def __call__(self, step):
        t = ops.cast(step, "int32")
        return 0.1 * 0.1 ** real(passed(MILESTONES, t)) * ramp(t)

    def get_config(self):
        return {}


schedule = Schedule()
