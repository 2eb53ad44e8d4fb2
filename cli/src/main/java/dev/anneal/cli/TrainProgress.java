package dev.anneal.cli;

import dev.anneal.Hyperparameter;
import dev.anneal.lab.Evaluation;
import dev.anneal.lab.Run;
import dev.anneal.lab.RunListener;
import dev.anneal.plot.Colour;
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
    private final long started = System.nanoTime();
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
        rate = update.values().of(Hyperparameter.LEARNING_RATE, group);
        loss = update.loss();
        if (bar != null) {
            bar.stepTo(update.step() + 1);
            bar.setExtraMessage(state());
        }
    }

    @Override
    public void evaluated(long step, double epoch, Evaluation evaluation) {
        if (step == 0) {
            return; // the run was stopped before its first update
        }
        accuracy = evaluation.accuracy();
        if (bar != null) {
            bar.setExtraMessage(state());
            return;
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        console.err()
                .println("step " + step + "/" + updates + "  epoch " + Numbers.rounded(epoch) + "  " + state() + "  "
                        + left(seconds * (updates - step) / step));
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
