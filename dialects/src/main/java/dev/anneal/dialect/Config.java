package dev.anneal.dialect;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A kind of file in which a framework keeps settings of a run, in JSON or YAML.
 *
 * <pre>{@code
 * new Config("a schedule of Keras", "has class_name and config", Files::isSchedule, file -> file.reading(Files.call(file)))
 * }</pre>
 *
 * @param name what it is, with its article, as {@code a config of DeepSpeed}
 * @param has by what it is known, as {@code has a scheduler with a type}: an error says so of a file that is none of all
 * @param recognizes whether a file is meant to be of this kind; it should look at the keys that nothing else has
 * @param meaning what such a file means
 */
public record Config(
        String name, String has, Predicate<Value> recognizes, Function<ConfigFile, Reading> meaning) {

    /** Checks that nothing is missing. */
    public Config {
        Objects.requireNonNull(name);
        Objects.requireNonNull(has);
        Objects.requireNonNull(recognizes);
        Objects.requireNonNull(meaning);
    }
}
