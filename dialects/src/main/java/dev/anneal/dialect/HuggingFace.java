package dev.anneal.dialect;

import java.util.List;

/** {@code transformers.optimization}. */
public final class HuggingFace implements Dialect {

    /** Made by the service loader. */
    public HuggingFace() {}

    @Override
    public String name() {
        return "hf";
    }

    @Override
    public List<Entry> entries() {
        return List.of();
    }
}
