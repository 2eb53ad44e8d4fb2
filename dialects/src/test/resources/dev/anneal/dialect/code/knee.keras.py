# interpolate({0: 0, 15.5: 0.4, 120: 0}, cosine)
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
        return real(ops.select(
            [t < 16, t < 120],
            [
                0.4 * ops.sin(math.pi / 2 * (real(t) / 15.5)) ** 2,
                0.4 * ops.cos(math.pi / 2 * ((real(t - 15) - 0.5) / 104.5)) ** 2,
            ],
            0.0,
        ))

    def get_config(self):
        return {}


schedule = Schedule()
