package dev.anneal.training;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells every log of every event, whatever a log throws; the first that was thrown comes out at the end. */
final class Logs {

    private final List<EventLog> logs;
    private @Nullable Throwable thrown;

    Logs(EventLog... logs) {
        this.logs = List.of(logs);
    }

    boolean isEmpty() {
        return logs.isEmpty();
    }

    void tell(Event event) {
        for (EventLog log : logs) {
            try {
                log.log(event);
            } catch (RuntimeException | Error e) {
                if (thrown == null) {
                    thrown = e;
                } else if (thrown != e) {
                    thrown.addSuppressed(e);
                }
            }
        }
    }

    /** Throws what a log has thrown since the last time. */
    void finish() {
        Throwable first = thrown;
        thrown = null;
        if (first instanceof Error error) {
            throw error;
        }
        if (first instanceof RuntimeException exception) {
            throw exception;
        }
    }
}
