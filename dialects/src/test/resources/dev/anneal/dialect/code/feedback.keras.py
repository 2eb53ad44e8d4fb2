# iterate(0.1, 40, (k, x) -> x * 0.8 if k % 10 == 0 else x * 0.99)
#
# schedule(step) is the rate of update step, counted from 0, with any backend of Keras 3, in single precision:
# good to some 1e-7 of the largest rate. Steps are counted with integers.
import keras
import numpy as np
from keras import ops


def at(table, index):
    return ops.take(ops.convert_to_tensor(table, dtype="float32"), ops.clip(index, 0, len(table) - 1))


VALUES = [0.1]
for k in range(1, 40):
    value = VALUES[-1]
    VALUES.append(value * 0.8 if k % 10 == 0 else value * 0.99)
VALUES = np.array(VALUES)


@keras.saving.register_keras_serializable(package="anneal")
class Schedule(keras.optimizers.schedules.LearningRateSchedule):
    def __call__(self, step):
        t = ops.cast(step, "int32")
        return at(VALUES, ops.minimum(t, 39))

    def get_config(self):
        return {}


schedule = Schedule()
