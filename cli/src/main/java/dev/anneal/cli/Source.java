package dev.anneal.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A text and where it comes from.
 *
 * @param place the file, or {@code standard input}; empty for an argument
 * @param text the text
 */
record Source(String place, String text) {

    static final String DESCRIPTION =
            "A schedule, a plan, or a scheduler as somebody's code has it; a file that holds one, or - for standard input.";

    /** As much as the notation reads. */
    private static final int MOST_BYTES = 16_000_000;

    /** The text that an argument stands for: that of a file if there is one of this name, standard input for {@code -}. */
    static Source of(String argument, InputStream in) {
        if (argument.equals("-")) {
            return read("standard input", in);
        }
        if (argument.isBlank()) {
            throw new InputException("TEXT is empty");
        }
        Path path = pathOf(argument);
        if (path == null || !Files.exists(path)) {
            return new Source("", argument);
        }
        if (argument.toLowerCase(Locale.ROOT).endsWith(".csv")) {
            throw new InputException(
                    argument + " is a table of values, not a schedule or a plan; 'anneal plot' draws it");
        }
        if (Files.isDirectory(path)) {
            throw new InputException(argument + " is a folder");
        }
        try (InputStream file = Files.newInputStream(path)) {
            return read(argument, file);
        } catch (IOException e) {
            throw new InputException("cannot read " + argument + ": " + Failure.reason(e));
        }
    }

    private static @Nullable Path pathOf(String argument) {
        try {
            return Path.of(argument);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    static Source read(String place, InputStream in) {
        try {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new InputException(place + " is too large: a text may have 16 million bytes");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw new InputException(place + " is binary, not text");
            }
            if (text.isBlank()) {
                throw new InputException(place + " is empty");
            }
            return new Source(place, text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            throw new InputException(place + " is binary, not text in UTF-8");
        } catch (IOException e) {
            throw new InputException("cannot read " + place + ": " + Failure.reason(e));
        }
    }

    /** What went wrong with the text, and where it is. */
    InputException wrong(IllegalArgumentException e) {
        if (place.isEmpty() && looksLikeFile()) {
            return new InputException("no such file: " + text);
        }
        return new InputException((place.isEmpty() ? "" : place + ": ") + e.getMessage());
    }

    /** A text that is no schedule, but has the form of a file's name. */
    private boolean looksLikeFile() {
        return text.matches("[^\\s()=;,]*(/[^\\s()=;,]*|\\.(txt|anneal|plan|csv|py|java|json|ya?ml))");
    }
}
