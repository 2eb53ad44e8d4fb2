package dev.anneal.dialect.code;

import java.util.Locale;

/** What a plan can be written as. */
public enum Target {

    /** A {@code LambdaLR} of PyTorch, in Python. */
    TORCH,

    /** A {@code LearningRateSchedule} of Keras 3, in Python. */
    KERAS,

    /** A function of the count for optax, in Python. */
    OPTAX,

    /** The schedules of this library, as Java. */
    JAVA,

    /** A {@code Tracker} of the Deep Java Library, in Java. */
    DJL,

    /** The notation. */
    TEXT;

    /**
     * The name of the target.
     *
     * @return the name, as {@code torch}
     */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
