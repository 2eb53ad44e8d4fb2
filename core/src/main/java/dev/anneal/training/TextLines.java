package dev.anneal.training;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Goes through the lines of a file, one at a time. */
final class TextLines {

    private static final int LONGEST = 16_000_000;

    private TextLines() {}

    /** Takes lines. */
    @FunctionalInterface
    interface Taker {

        /**
         * Takes a line, without its end, and the place in the file where it begins.
         *
         * @return whether to go on
         */
        boolean take(String line, long start) throws IOException;
    }

    /**
     * Hands on the lines that have an end.
     *
     * @return where the last of them ends
     */
    static long each(Path file, Taker taker) throws IOException {
        long start = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(FileFailure.requireFile(file)))) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next != '\n') {
                    line.write(next);
                    if (line.size() > LONGEST) {
                        throw new IOException("a line must have at most 16 million bytes, got more");
                    }
                    continue;
                }
                long end = start + line.size() + 1;
                if (!taker.take(line.toString(StandardCharsets.UTF_8), start)) {
                    return end;
                }
                line.reset();
                start = end;
            }
        } catch (IOException e) {
            throw FileFailure.reading(file, e);
        }
        return start;
    }
}
