# formula(t -> 0.1 * 0.5 ** ((t >= 3) + (t >= 7) + ceil(t / 30)) + 0.01 * (1 - min(t, 300) / 300)
#   ** 0.9)
#
# schedule(step) is the rate of update step, counted from 0, with any backend of Keras 3, in single precision:
# good to some 1e-7 of the largest rate. Steps are counted with integers.
import keras
from keras import ops


def real(x):
    return ops.cast(x, "float32")


@keras.saving.register_keras_serializable(package="anneal")
class Schedule(keras.optimizers.schedules.LearningRateSchedule):
    def __call__(self, step):
        t = ops.cast(step, "int32")
        return 0.1 * 0.5 ** (ops.where(t >= 3, 1.0, 0.0) + ops.where(t >= 7, 1.0, 0.0) + real((t + 29) // 30)) + 0.01 * (real(300 - ops.minimum(t, 300)) / 300) ** 0.9

    def get_config(self):
        return {}


schedule = Schedule()
