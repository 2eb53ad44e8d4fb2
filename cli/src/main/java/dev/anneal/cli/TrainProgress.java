package dev.anneal.cli;

import dev.anneal.Hyperparameter;
import dev.anneal.lab.Evaluation;
import dev.anneal.lab.Run;
import dev.anneal.lab.RunListener;
import dev.anneal.plot.Colour;
import dev.anneal.training.Event;
import java.math.MathContext;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Tells how a run goes: a bar on a terminal, a line for each evaluation elsewhere. */
final class TrainProgress implements RunListener, AutoCloseable {

    /** Often enough to look alive. */
    private static final int MILLISECONDS = 100;

    private static final MathContext THREE = new MathContext(3);

    private final Console console;
    private final long updates;
    private final String group;
    private long started;
    private long first = -1;
    private final @Nullable ProgressBar bar;
    private double rate;
    private double loss;
    private double accuracy = Double.NaN;

    TrainProgress(Console console, Run run) {
        this.console = console;
        this.updates = run.updates();
        // with a rate for each group, that of the first stands for all
        this.group = run.plan().schedule(Hyperparameter.LEARNING_RATE, "").isPresent()
                ? ""
                : run.trainable().groups().get(0);
        this.bar = console.colour() == Colour.NONE ? null : bar(console, run.updates());
    }

    private static ProgressBar bar(Console console, long updates) {
        return new ProgressBarBuilder()
                .setTaskName("")
                .setInitialMax(updates)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis(MILLISECONDS)
                .setMaxRenderedLength(console.width())
                .setConsumer(new ConsoleProgressBarConsumer(System.err, console.width()))
                .build();
    }

    @Override
    public void updated(Update update) {
        if (first < 0) {
            started = System.nanoTime();
            first = update.step();
        }
        rate = update.values().of(Hyperparameter.LEARNING_RATE, group);
        loss = update.loss();
        if (bar != null) {
            bar.stepTo(update.step() + 1);
            bar.setExtraMessage(state());
        }
    }

    @Override
    public void evaluated(long step, double epoch, Evaluation evaluation) {
        if (first < 0) {
            return; // the run was stopped before an update
        }
        accuracy = evaluation.accuracy();
        if (bar != null) {
            bar.setExtraMessage(state());
            return;
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        console.err()
                .println("step " + step + "/" + updates + "  epoch " + Numbers.rounded(epoch) + "  " + state() + "  "
                        + left(seconds * (updates - step) / Math.max(1, step - first)));
    }

    /** A rule that has acted, and a run that goes on, have a line of their own. */
    @Override
    public void happened(Event event) {
        if (event instanceof Event.Observed observed && observed.acted()) {
            line("step " + observed.step() + "  " + observed.rule() + ": " + observed.reason());
        } else if (event instanceof Event.Resumed resumed) {
            line("goes on at step " + resumed.step() + "/" + updates
                    + (resumed.remark().isEmpty() ? "" : ": " + resumed.remark()));
        }
    }

    /** In place of the bar, which comes again below. */
    private void line(String words) {
        String plain = words.replaceAll("\\s*\\R\\s*", " ");
        console.err().print(bar == null ? plain + "\n" : "\r\033[K" + plain + "\n");
        console.err().flush();
    }

    /** The accuracy last: on a narrow terminal it is the end that is cut off. */
    private String state() {
        String known = Double.isNaN(accuracy) ? "" : "  accuracy " + Numbers.percent(accuracy);
        return "lr " + Numbers.rounded(rate, THREE) + String.format(Locale.ROOT, "  loss %.4f", loss) + known;
    }

    private static String left(double seconds) {
        long whole = Math.round(seconds);
        return whole >= 60 ? whole / 60 + " min " + whole % 60 + " s left" : whole + " s left";
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
