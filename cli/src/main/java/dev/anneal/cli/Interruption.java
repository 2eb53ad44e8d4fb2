package dev.anneal.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C during a run: a wish to stop, which the run grants after its present update. The process ends when the run has
 * written its folder.
 */
final class Interruption {

    /** What a shell expects of a command that Ctrl-C has ended. */
    static final int EXIT_CODE = 130;

    private static final int MOST_SECONDS = 60;

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean requested;

    private Interruption() {}

    static Interruption listen() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::request, "stop after this update"));
        return interruption;
    }

    private void request() {
        requested = true;
        try {
            // the folder is complete within one update, one evaluation and one report
            if (!finished.await(MOST_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("the run did not end within " + MOST_SECONDS + " seconds");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean requested() {
        return requested;
    }

    /** The folder is complete; the process may end. */
    void over() {
        finished.countDown();
    }
}
