package dev.anneal.dialect.code;

import dev.anneal.Schedule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A function of the count, on arrays of JAX. */
final class OptaxCode {

    private static final Map<String, String> HELPERS = new LinkedHashMap<>();

    static {
        HELPERS.put("between", PythonWriter.BETWEEN);
        HELPERS.put("snapped", """
                def snapped(x):
                    \"""A number that misses a whole one by rounding is that one.\"""
                    nearest = jnp.round(x)
                    near = jnp.abs(x - nearest) <= max(1e-12, 4 * float(jnp.finfo(x.dtype).eps)) * x
                    return jnp.where((nearest >= 1) & near, nearest, x)
                """);
        HELPERS.put("cycle_at", """
                def cycle_at(t, length):
                    n = jnp.floor(t / length)
                    n = jnp.where(snapped(length * n) > t, n - 1, n)
                    return jnp.where(snapped(length * (n + 1)) <= t, n + 1, n)
                """);
        HELPERS.put("passed", """
                def passed(table, t):
                    \"""How many entries of a rising table are at or before t.\"""
                    if jnp.issubdtype(t.dtype, jnp.integer):
                        table = np.minimum(np.ceil(table), jnp.iinfo(t.dtype).max).astype(t.dtype)
                    return jnp.searchsorted(jnp.asarray(table), t, side="right")
                """);
        HELPERS.put("at", """
                def at(table, index):
                    return jnp.asarray(table)[index]
                """);
        HELPERS.put("since", """
                def since(t, table, n):
                    \"""The time since an entry: first the whole part of it, with integers.\"""
                    if not jnp.issubdtype(t.dtype, jnp.integer):
                        return t - jnp.asarray(table)[n]
                    whole = np.minimum(np.floor(table), jnp.iinfo(t.dtype).max)
                    return (t - jnp.asarray(whole.astype(t.dtype))[n]) - jnp.asarray(table - whole)[n]
                """);
        HELPERS.put("quotient", """
                def quotient(t, period):
                    return jnp.round((t - jnp.fmod(t, period)) / period).astype(int)
                """);
    }

    private final Schedule schedule;

    OptaxCode(Schedule schedule) {
        this.schedule = schedule;
    }

    String text() {
        Lowering lowering = new Lowering(true);
        lowering.function("schedule", schedule);
        VectorWriter writer = new VectorWriter(lowering.program, new VectorTerms("jnp", false), "jnp", HELPERS);
        List<String> blocks = writer.blocks();
        String body = writer.body(writer.last(), "    ");
        boolean constant = writer.last().body().otherwise() instanceof Term.Num
                && writer.last().body().isTerm();
        String schedule = constant
                ? "def schedule(count):\n"
                        + body.replace("return ", "return jnp.full(jnp.shape(count), ")
                                .stripTrailing() + ")\n"
                : "def schedule(count):\n    t = jnp.asarray(count)\n"
                        + "    t = t.astype(jnp.promote_types(t.dtype, jnp.int_))\n" + body;
        return PythonWriter.comment("# ", this.schedule.toString())
                + "#\n# schedule(count) is the rate of update count, counted from 0. It may be jitted and mapped. Counts stay\n"
                + "# integers as long as they can; the rest is single precision, good to some 1e-7 of the largest rate,\n"
                + "# unless jax_enable_x64 is set.\n"
                + writer.imports(blocks, schedule) + "import jax.numpy as jnp\n"
                + (VectorWriter.usesNumpy(blocks) ? "import numpy as np\n" : "") + "\n\n"
                + (blocks.isEmpty() ? "" : String.join("\n\n", blocks) + "\n\n") + schedule;
    }
}
