package dev.anneal.lab;

import dev.anneal.training.Event;
import dev.anneal.training.EventLog;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passes on what happens to a scheduler, but for the values of each update. What comes before there are files waits. */
final class RunEvents implements EventLog {

    private final RunListener listener;
    private final List<Event> early = new ArrayList<>();
    private @Nullable RunFolder files;

    RunEvents(RunListener listener) {
        this.listener = listener;
    }

    void into(RunFolder folder) {
        files = folder;
        early.forEach(this::log);
        early.clear();
    }

    @Override
    public void log(Event event) {
        if (event instanceof Event.Applied) {
            return;
        }
        if (files == null) {
            early.add(event);
            return;
        }
        files.event(event);
        listener.happened(event);
    }
}
