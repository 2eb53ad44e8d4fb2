package dev.anneal.training;

import java.util.ArrayList;
import java.util.List;

/** Turns events into rows, one an update, and remarks between them. */
final class Rows {

    /** Takes rows and remarks, in their order. */
    interface Taker {

        /** The values that an update used. */
        void row(Row row);

        /** Whatever else has happened. */
        void remark(Event event);
    }

    private final Taker taker;
    private final Row row = new Row();

    /** What is told in the middle of a row is told again behind it. */
    private final List<Event> later = new ArrayList<>();

    Rows(Taker taker) {
        this.taker = taker;
    }

    void take(Event event) {
        if (event instanceof Event.Applied applied) {
            if (row.excludes(applied)) {
                finish();
            }
            row.put(applied);
            if (row.isComplete()) {
                finish();
            }
        } else if (event instanceof Event.PhaseChanged && !row.isEmpty()) {
            later.add(event);
        } else {
            finish();
            if (event instanceof Event.Joined) {
                row.unsettle();
            }
            taker.remark(event);
        }
    }

    /** Hands on what has not been handed on. */
    void finish() {
        try {
            if (!row.isEmpty()) {
                taker.row(row);
            }
            later.forEach(taker::remark);
        } finally {
            row.clear();
            later.clear();
        }
    }
}
