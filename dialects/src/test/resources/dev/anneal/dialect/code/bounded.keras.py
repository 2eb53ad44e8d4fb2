# linear(0, 1, 100).min(exponential(0.9, 0.99)).atLeast(0.05)
#
# schedule(step) is the rate of update step, counted from 0, with any backend of Keras 3, in single precision:
# good to some 1e-7 of the largest rate. Steps are counted with integers.
import math

import keras
from keras import ops


def real(x):
    return ops.cast(x, "float32")


def ramp(t):
    return ops.where(t < 100, real(t) / 100, 1.0)


@keras.saving.register_keras_serializable(package="anneal")
class Schedule(keras.optimizers.schedules.LearningRateSchedule):
    def __call__(self, step):
        t = ops.cast(step, "int32")
        return ops.maximum(ops.minimum(0.9 * ops.exp(math.log(0.99) * real(t)), ramp(t)), 0.05)

    def get_config(self):
        return {}


schedule = Schedule()
