package dev.anneal.training;

/**
 * Told of what happens to a scheduler, on the thread that makes it happen. What it throws comes out of the call that made it
 * happen, after the scheduler has done its work.
 */
@FunctionalInterface
public interface EventLog {

    /**
     * Takes an event.
     *
     * @param event what happened
     */
    void log(Event event);
}
