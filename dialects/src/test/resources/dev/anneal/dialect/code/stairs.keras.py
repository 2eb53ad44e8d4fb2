# exponential(0.1, 0.5, 30).staircase(30)
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
        return 0.1 * 0.5 ** real(t // 30)

    def get_config(self):
        return {}


schedule = Schedule()
