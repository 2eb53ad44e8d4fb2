package dev.anneal.dialect;

import dev.anneal.notation.NotationException;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A parameter group of the optimizer.
 *
 * @param name the group's name; empty for the only one
 * @param settings what the optimizer is set to, by the keys of a curve file: {@code lr}, {@code momentum}, {@code beta1} …
 * @param missing makes the error for a setting that is not known
 */
public record Group(String name, Map<String, Double> settings, Function<String, NotationException> missing) {

    /**
     * The base rate.
     *
     * @return the rate
     * @throws NotationException if it is not known; the message says how to give it
     */
    public double rate() {
        return required("lr");
    }

    /**
     * A setting.
     *
     * @param key its key
     * @return its value
     * @throws NotationException if it is not known; the message says how to give it
     */
    public double required(String key) {
        Double value = settings.get(key);
        if (value == null) {
            throw missing.apply(key);
        }
        return value;
    }

    /**
     * A setting, or what to take when it is not known.
     *
     * @param key its key
     * @param otherwise gives the value when it is not known
     * @return its value
     */
    public double setting(String key, Supplier<Double> otherwise) {
        Double value = settings.get(key);
        return value == null ? otherwise.get() : value;
    }
}
