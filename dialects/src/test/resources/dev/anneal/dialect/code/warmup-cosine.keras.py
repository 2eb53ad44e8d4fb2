# linear(0, 3e-4, 2000).then(cosine(3e-4, 0, 98000))
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
            [t < 2_000, t < 100_000],
            [
                3e-4 * (real(t) / 2_000),  # linear(0, 3e-4, 2000)
                3e-4 * ops.cos(math.pi / 2 * (real(t - 2_000) / 98_000)) ** 2,  # cosine(3e-4, 0, 98000)
            ],
            0.0,
        ))

    def get_config(self):
        return {}


schedule = Schedule()
