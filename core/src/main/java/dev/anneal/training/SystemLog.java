package dev.anneal.training;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Hands events on to a {@link Logger} of the platform, each in words. What training does by itself or is made to do is told
 * at {@code INFO}: phases, rules that acted, changes by hand, groups that joined, where training was taken up. Rules that did
 * not act and updates that were skipped are told at {@code DEBUG}, values at {@code TRACE}. No text is made for a level that
 * is off.
 *
 * <pre>{@code
 * Scheduler.start(plan, optimizer, new SystemLog(System.getLogger("training")));
 * }</pre>
 *
 * @param logger where the events go
 */
public record SystemLog(Logger logger) implements EventLog {

    @Override
    public void log(Event event) {
        Level level = level(event);
        if (logger.isLoggable(level)) {
            logger.log(level, OneLine.of(event.toString()));
        }
    }

    private static Level level(Event event) {
        if (event instanceof Event.Applied) {
            return Level.TRACE;
        }
        boolean quiet = event instanceof Event.Skipped || event instanceof Event.Observed observed && !observed.acted();
        return quiet ? Level.DEBUG : Level.INFO;
    }
}
