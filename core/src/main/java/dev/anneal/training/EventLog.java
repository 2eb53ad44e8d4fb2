package dev.anneal.training;

/**
 * Told of what happens to a scheduler, on the thread that makes it happen, when it has happened. What it throws comes out of
 * the call that made it happen, after the scheduler has done its work and all logs have been told of all that happened; of
 * several exceptions the first comes out, and has the others as {@linkplain Throwable#getSuppressed suppressed} ones. The call
 * has done its work then, and must not be done again.
 *
 * <p>A log may read the scheduler that tells it, and must not change it.
 */
@FunctionalInterface
public interface EventLog {

    /**
     * Takes an event.
     *
     * @param event what happened
     */
    void log(Event event);

    /**
     * A log that hands on the values of every n-th update only. All other events are handed on.
     *
     * @param updates how many updates there are from one that is told to the next, &ge; 1; the first is told
     * @return the log
     * @throws IllegalArgumentException if {@code updates} is less than 1
     */
    default EventLog every(int updates) {
        if (updates < 1) {
            throw new IllegalArgumentException("updates must be >= 1, got " + updates);
        }
        return event -> {
            if (!(event instanceof Event.Applied) || event.step() % updates == 0) {
                log(event);
            }
        };
    }
}
