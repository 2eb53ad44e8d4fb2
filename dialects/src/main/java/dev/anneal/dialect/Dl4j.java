package dev.anneal.dialect;

import java.util.List;

/** {@code org.nd4j.linalg.schedule}. */
public final class Dl4j implements Dialect {

    /** Made by the service loader. */
    public Dl4j() {}

    @Override
    public String name() {
        return "dl4j";
    }

    @Override
    public List<Entry> entries() {
        return List.of();
    }
}
