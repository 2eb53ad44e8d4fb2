"""Keras: schedules and callbacks."""

import types

from .lines import Names, evaluated

SINGLE = True  # float32


def run(text, settings):
    """A schedule as SGD's learning rate, or a callback that sets it at the start of each epoch."""
    import keras
    import tensorflow as tf

    made = evaluated(text, Names(keras.optimizers.schedules, keras.callbacks, keras), tf=tf)
    version = f"Keras {keras.__version__} on TensorFlow {tf.__version__}"
    if not isinstance(made, keras.callbacks.Callback):
        optimizer = keras.optimizers.SGD(learning_rate=made)

        def value(t):
            optimizer.iterations.assign(t)
            return {"lr": float(optimizer.learning_rate)}

        return f"{version} keras.optimizers.schedules.{type(made).__name__}, as SGD's learning_rate", {}, value
    optimizer = keras.optimizers.SGD(learning_rate=float(settings.setdefault("lr", "0.1")))
    made.set_model(types.SimpleNamespace(optimizer=optimizer))
    made.on_train_begin()
    made.on_epoch_begin(0)
    name, *metrics = settings.get("observations", "none").split()

    def at(t):
        while at.now < t:
            made.on_epoch_end(at.now, {name: float(metrics[at.now])} if at.now < len(metrics) else {})
            at.now += 1
            made.on_epoch_begin(at.now)
        return {"lr": float(optimizer.learning_rate)}

    at.now = 0
    return f"{version} keras.callbacks.{type(made).__name__} in model.fit", {}, at
