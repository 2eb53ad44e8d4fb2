# exponential(1e-9, 2, 6).staircase(6).until(400)
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
        return ops.where(t < 400, 1e-9 * 2.0 ** real(t // 6), 73786976294.83821)

    def get_config(self):
        return {}


schedule = Schedule()
