# cosine(0.1, 0, 9).staircase(1).stretched(20)
#
# schedule(step) is the rate of update step, counted from 0, with any backend of Keras 3, in single precision:
# good to some 1e-7 of the largest rate. Steps are counted with integers.
import math

import keras
from keras import ops


def real(x):
    return ops.cast(x, "float32")


@keras.saving.register_keras_serializable(package="anneal")
class Schedule(keras.optimizers.schedules.LearningRateSchedule):
    def __call__(self, step):
        t = ops.cast(step, "int32")
        return ops.where(t < 180, 0.1 * ops.cos(math.pi / 2 * (real(t // 20) / 9)) ** 2, 0.0)

    def get_config(self):
        return {}


schedule = Schedule()
