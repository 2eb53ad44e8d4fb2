package dev.anneal.dialect;

import java.util.List;

/** {@code tf.compat.v1.train}: TensorFlow 1's decays. */
public final class Tf1 implements Dialect {

    /** Made by the service loader. */
    public Tf1() {}

    @Override
    public String name() {
        return "tf1";
    }

    @Override
    public List<Entry> entries() {
        return List.of();
    }
}
