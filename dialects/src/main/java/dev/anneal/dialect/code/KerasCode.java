package dev.anneal.dialect.code;

import dev.anneal.Schedule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A {@code LearningRateSchedule} of Keras 3, by {@code keras.ops}, so that it works with each of its backends. */
final class KerasCode {

    private static final Map<String, String> HELPERS = new LinkedHashMap<>();

    static {
        HELPERS.put("real", """
                def real(x):
                    return ops.cast(x, "float32")
                """);
        HELPERS.put("between", PythonWriter.BETWEEN);
        HELPERS.put("snapped", """
                def snapped(x):
                    \"""A number that misses a whole one by rounding is that one.\"""
                    nearest = ops.round(x)
                    return ops.where(ops.logical_and(nearest >= 1, ops.abs(x - nearest) <= 4e-7 * x), nearest, x)
                """);
        HELPERS.put("cycle_at", """
                def cycle_at(t, length):
                    t = ops.cast(t, "float32")
                    n = ops.floor(t / length)
                    n = ops.where(snapped(length * n) > t, n - 1, n)
                    return ops.where(snapped(length * (n + 1)) <= t, n + 1, n)
                """);
        HELPERS.put("passed", """
                def passed(table, t):
                    \"""How many entries of a rising table are at or before t.\"""
                    if "int" in keras.backend.standardize_dtype(t.dtype):
                        table = np.minimum(np.ceil(table), 2**31 - 1)
                    table = ops.convert_to_tensor(table, dtype=t.dtype)
                    return ops.sum(ops.cast(ops.expand_dims(t, -1) >= table, "int32"), axis=-1)
                """);
        HELPERS.put("at", """
                def at(table, index):
                    return ops.take(ops.convert_to_tensor(table, dtype="float32"), ops.clip(index, 0, len(table) - 1))
                """);
        HELPERS.put("since", """
                def since(t, table, n):
                    \"""The time since an entry: first the whole part of it, with integers.\"""
                    whole = np.minimum(np.floor(table), 2**31 - 1)
                    if "int" not in keras.backend.standardize_dtype(t.dtype):
                        whole = np.zeros_like(table)
                    n = ops.clip(n, 0, len(table) - 1)
                    passed = t - ops.take(ops.convert_to_tensor(whole, dtype=t.dtype), n)
                    return ops.cast(passed, "float32") - at(table - whole, n)
                """);
        HELPERS.put("quotient", """
                def quotient(t, period):
                    n = ops.floor(t / period)
                    n = ops.where(n * period > t, n - 1, n)
                    return ops.cast(ops.where((n + 1) * period <= t, n + 1, n), "int32")
                """);
    }

    private final Schedule schedule;

    KerasCode(Schedule schedule) {
        this.schedule = schedule;
    }

    String text() {
        Lowering lowering = new Lowering(true);
        lowering.function("rate", schedule);
        VectorTerms terms = new VectorTerms("ops", true);
        VectorWriter writer = new VectorWriter(lowering.program, terms, "ops", HELPERS);
        writer.blocks();
        if (terms.helpers.contains("since")) {
            terms.helpers.add("at");
        }
        List<String> blocks = new ArrayList<>(writer.blocks());
        String body = writer.body(writer.last(), "        ");
        boolean constant = writer.last().body().otherwise() instanceof Term.Num
                && writer.last().body().isTerm();
        String call = constant
                ? body.replace("return ", "return ops.convert_to_tensor(").stripTrailing() + ", dtype=\"float32\")\n"
                : "        t = ops.cast(step, \"int32\")\n" + body;
        blocks.add("@keras.saving.register_keras_serializable(package=\"anneal\")\n"
                + "class Schedule(keras.optimizers.schedules.LearningRateSchedule):\n"
                + "    def __call__(self, step):\n" + call + "\n    def get_config(self):\n        return {}\n");
        blocks.add("schedule = Schedule()\n");
        return PythonWriter.comment("# ", schedule.toString())
                + "#\n# schedule(step) is the rate of update step, counted from 0, with any backend of Keras 3, in single precision:\n"
                + "# good to some 1e-7 of the largest rate. Steps are counted with integers.\n"
                + writer.imports(blocks, "") + "import keras\n"
                + (VectorWriter.usesNumpy(blocks) ? "import numpy as np\n" : "") + "from keras import ops\n\n\n"
                + String.join("\n\n", blocks);
    }
}
