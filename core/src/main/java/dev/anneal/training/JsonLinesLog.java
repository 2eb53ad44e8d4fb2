package dev.anneal.training;

import dev.anneal.notation.Numerals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A journal of everything that happens: a JSON object a line for every event.
 *
 * <pre>
 * {"event":"applied","step":0,"group":"head","hyperparameter":"lr","applied":0.1,"next":0.09975}
 * {"event":"skipped","step":1,"skipped":1}
 * {"event":"phase","step":500,"group":"head","hyperparameter":"lr","from":"warmup","to":"cosine"}
 * {"event":"observed","step":500,"rule":"lr *= …","metric":"val_loss","value":0.42,"acted":false,"reason":"…"}
 * {"event":"changed","step":510,"group":"head","hyperparameter":"lr","from":0.1,"to":0.01}
 * {"event":"joined","step":600,"group":"backbone","ownClock":true}
 * {"event":"resumed","step":700,"mode":"EXACT","remark":""}
 * </pre>
 *
 * <p>Fields are called as those of the {@link Event}s. Numbers read back exactly; those that JSON does not have are the
 * strings {@code "nan"}, {@code "inf"} and {@code "-inf"}. There are no times of day: equal runs leave equal files.
 *
 * <p>Lines are handed to the system one by one; a process that is killed loses none. Nothing is ever removed: behind a line
 * {@code resumed}, updates stand again that were made after its checkpoint. Any thread may log.
 */
public final class JsonLinesLog implements EventLog, AutoCloseable {

    private final LogFile file;
    private final StringBuilder line = new StringBuilder();

    private JsonLinesLog(LogFile file) {
        this.file = file;
    }

    /**
     * Begins a file.
     *
     * @param file the file; its folder must be there, and the file must not
     * @return the log
     * @throws IOException if there is a file already, which {@link #append} goes on with, or it cannot be made
     */
    public static JsonLinesLog create(Path file) throws IOException {
        return new JsonLinesLog(LogFile.create(file));
    }

    /**
     * Goes on with a file. A last line that is not whole is removed.
     *
     * @param file a file that a log has written
     * @return the log
     * @throws IOException if the file cannot be read or written
     * @throws IllegalArgumentException if it is no such file
     */
    public static JsonLinesLog append(Path file) throws IOException {
        long end = TextLines.each(file, (line, start) -> {
            if (!line.startsWith("{\"event\":")) {
                throw new IllegalArgumentException(file + " must have lines that begin with {\"event\":, got '"
                        + line.substring(0, Math.min(line.length(), 100)) + "'");
            }
            return true;
        });
        LogFile log = LogFile.open(file);
        log.truncate(end);
        return new JsonLinesLog(log);
    }

    /**
     * Takes an event.
     *
     * @param event what happened
     * @throws UncheckedIOException if it cannot be written; what was written before is whole
     */
    @Override
    public synchronized void log(Event event) {
        line.setLength(0);
        if (event instanceof Event.Applied e) {
            begin(e).field("group", e.group())
                    .field("hyperparameter", e.hyperparameter().name());
            field("applied", e.applied()).field("next", e.next());
        } else if (event instanceof Event.Skipped e) {
            begin(e).name("skipped").append(e.skipped());
        } else if (event instanceof Event.PhaseChanged e) {
            begin(e).field("group", e.group())
                    .field("hyperparameter", e.hyperparameter().name());
            field("from", e.from()).field("to", e.to());
        } else if (event instanceof Event.Observed e) {
            begin(e).field("rule", e.rule()).field("metric", e.metric()).field("value", e.value());
            name("acted").append(e.acted());
            field("reason", e.reason());
        } else if (event instanceof Event.ChangedByHand e) {
            begin(e).field("group", e.group())
                    .field("hyperparameter", e.hyperparameter().name());
            field("from", e.from()).field("to", e.to());
        } else if (event instanceof Event.Joined e) {
            begin(e).field("group", e.group()).name("ownClock").append(e.ownClock());
        } else if (event instanceof Event.Resumed e) {
            begin(e).field("mode", e.mode().name()).field("remark", e.remark());
        }
        line.append("}\n");
        file.append(ByteBuffer.wrap(line.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private JsonLinesLog begin(Event event) {
        line.append("{\"event\":\"").append(event.kind()).append('"');
        name("step").append(event.step());
        return this;
    }

    private StringBuilder name(String name) {
        return line.append(",\"").append(name).append("\":");
    }

    private JsonLinesLog field(String name, double value) {
        String quote = Double.isFinite(value) ? "" : "\"";
        name(name).append(quote).append(Numerals.text(value)).append(quote);
        return this;
    }

    private JsonLinesLog field(String name, String value) {
        name(name).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else if (c < ' ' || c >= 0x7f) {
                line.append("\\u").append(Integer.toHexString(0x10000 + c).substring(1));
            } else {
                line.append(c);
            }
        }
        line.append('"');
        return this;
    }

    /**
     * Closes the file. Later events are refused.
     *
     * @throws UncheckedIOException if it cannot be closed
     */
    @Override
    public synchronized void close() {
        file.close();
    }
}
