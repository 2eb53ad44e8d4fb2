package dev.anneal.training;

import dev.anneal.notation.NotationException;
import dev.anneal.notation.Span;

/** The first line of a checkpoint, and what is said of texts that have another. */
final class CheckpointTitle {

    private static final String RIGHT = CheckpointText.TITLE + CheckpointText.VERSION;
    private static final int SHOWN = 40;

    private CheckpointTitle() {}

    /** Where the line after the title begins. */
    static int end(String text) {
        if (text.length() > CheckpointText.LONGEST) {
            throw refused(text, "a checkpoint must have at most 64 million characters, got " + text.length());
        }
        int end = text.indexOf('\n');
        String title = text.substring(0, end < 0 ? Math.min(text.length(), 2 * SHOWN) : end);
        if (title.equals(RIGHT) && end >= 0) {
            return end + 1;
        }
        if (!text.isEmpty() && RIGHT.startsWith(title) && end < 0) {
            throw truncated(text);
        }
        if (title.startsWith(CheckpointText.TITLE)
                && title.substring(CheckpointText.TITLE.length()).matches("[2-9]|[1-9][0-9]{1,5}")) {
            throw refused(
                    text,
                    "the checkpoint was written by a newer Anneal, in version "
                            + title.substring(CheckpointText.TITLE.length()) + " of the format; this one reads version "
                            + CheckpointText.VERSION);
        }
        throw refused(text, "a checkpoint must begin with '" + RIGHT + "', got " + kind(text));
    }

    static NotationException truncated(String text) {
        int line = text.lastIndexOf('\n', text.length() - 2) + 1;
        return NotationException.at(
                text,
                new Span(line, text.length()),
                "the checkpoint is truncated: its last line must be '" + CheckpointText.SEAL
                        + "' with eight digits and a line end");
    }

    private static NotationException refused(String text, String problem) {
        return NotationException.at(text, Span.NONE, problem);
    }

    /** What a text that is no checkpoint looks like. */
    private static String kind(String text) {
        if (text.isBlank()) {
            return text.isEmpty() ? "an empty text" : "nothing but blanks";
        }
        if (text.startsWith("\uFEFF" + CheckpointText.TITLE)) {
            return "a byte order mark before it";
        }
        if (text.startsWith(RIGHT + "\r")) {
            return "line ends of another system";
        }
        if (text.startsWith("PK\3\4")) {
            return "a zip archive, as PyTorch and DL4J write";
        }
        if (text.startsWith("\u0089HDF")) {
            return "an HDF5 file, as Keras writes";
        }
        if (text.startsWith("\u001f\u008b")) {
            return "a gzip file";
        }
        if (text.charAt(0) == '\u0080') {
            return "a pickle, as Python writes";
        }
        String head = text.substring(0, Math.min(text.length(), SHOWN));
        if (head.chars().anyMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c))) {
            return "binary data";
        }
        String line = head.lines().findFirst().orElse("");
        return "'" + line + (line.length() < text.stripTrailing().length() ? "…'" : "'");
    }
}
