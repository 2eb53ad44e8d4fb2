# linear(0.01, 0.1, 25).then(linear(0.1, 0.01, 25)).repeat()
#
# schedule(step) is the rate of update step, counted from 0, with any backend of Keras 3, in single precision:
# good to some 1e-7 of the largest rate. Steps are counted with integers.
import keras
from keras import ops


def real(x):
    return ops.cast(x, "float32")


def between(start, end, weight):
    return start * (1 - weight) + end * weight


def phases(t):
    return ops.where(
        t < 25,
        between(0.01, 0.1, real(t) / 25),
        between(0.1, 0.01, real(t - 25) / 25),
    )


@keras.saving.register_keras_serializable(package="anneal")
class Schedule(keras.optimizers.schedules.LearningRateSchedule):
    def __call__(self, step):
        t = ops.cast(step, "int32")
        return phases(t % 50)

    def get_config(self):
        return {}


schedule = Schedule()
