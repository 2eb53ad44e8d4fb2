"""TensorFlow 1."""

from .lines import Names, evaluated

SINGLE = True  # float32


def run(text, settings):
    """A function of tf.compat.v1.train, evaluated at each global step."""
    import tensorflow as tf

    step = tf.Variable(0)
    value = evaluated(text, Names(tf.compat.v1.train), tf=tf, global_step=step)
    source = f"TensorFlow {tf.__version__} tf.compat.v1.train.{text[4:text.index('(')]}"
    return source, {}, lambda t: {"lr": float(value() if step.assign(t) is not None else 0)}
