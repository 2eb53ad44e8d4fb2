package dev.anneal.lab.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A process in which nothing is loaded yet.
 *
 * @param classPath its class path
 * @param environment what is put into its environment; an empty value takes a variable away
 */
public record OtherJvm(String classPath, Map<String, String> environment) {

    /** A process with the class path and the environment of this one. */
    public OtherJvm() {
        this(System.getProperty("java.class.path"), Map.of());
    }

    /**
     * With less on its class path.
     *
     * @param entries which entries are left out, by their paths
     * @return the process
     */
    public OtherJvm without(Predicate<String> entries) {
        String less = Arrays.stream(classPath.split(File.pathSeparator, -1))
                .filter(entries.negate())
                .collect(Collectors.joining(File.pathSeparator));
        return new OtherJvm(less, environment);
    }

    /**
     * With a folder more on its class path.
     *
     * @param folder the folder
     * @return the process
     */
    public OtherJvm with(Path folder) {
        return new OtherJvm(classPath + File.pathSeparator + folder, environment);
    }

    /**
     * With another environment.
     *
     * @param name a variable
     * @param value its value; if it is empty the variable is taken away
     * @return the process
     */
    public OtherJvm with(String name, String value) {
        return new OtherJvm(classPath, Map.of(name, value));
    }

    /**
     * Runs a program to its end.
     *
     * @param program the class with its main method
     * @param options options of the JVM
     * @return what it has printed on its standard output, without white space around it
     * @throws IOException if it cannot be started
     */
    public String run(Class<?> program, String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath));
        command.addAll(List.of(options));
        command.add(program.getName());
        ProcessBuilder process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        environment.forEach((name, value) -> {
            process.environment().remove(name);
            if (!value.isEmpty()) {
                process.environment().put(name, value);
            }
        });
        return new String(process.start().getInputStream().readAllBytes(), UTF_8).strip();
    }
}
