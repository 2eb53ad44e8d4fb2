package dev.anneal.lab;

import dev.anneal.lab.RunResult.End;
import dev.anneal.lab.RunResult.Evaluations;
import dev.anneal.notation.Numerals;
import dev.anneal.training.Checkpoint;
import dev.anneal.training.OptimizerSink;
import dev.anneal.training.Resume;
import dev.anneal.training.Scheduler;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The course of a run. */
final class RunLoop {

    private final Run run;
    private final PlanValues values;
    private final RunFolder files;
    private final RunListener listener;
    private final Scheduler scheduler;
    private final int stepsPerEpoch;
    private long savedAt;
    private double lossSum;
    private Optional<Evaluations> evaluations = Optional.empty();

    private RunLoop(Run run, PlanValues values, RunFolder files, RunListener listener, Scheduler scheduler) {
        this.run = run;
        this.values = values;
        this.files = files;
        this.listener = listener;
        this.scheduler = scheduler;
        this.stepsPerEpoch = run.trainable().stepsPerEpoch();
    }

    static RunLoop started(Run run, PlanValues values, RunFolder files, RunListener listener) {
        RunEvents events = new RunEvents(listener);
        events.into(files);
        return new RunLoop(run, values, files, listener, Scheduler.start(run.plan(), sink(run), events));
    }

    /** Takes the model up first, and the tables only when nothing can be refused any more. */
    static RunLoop resumed(Run run, PlanValues values, Saved saved, RunListener listener) {
        RunEvents events = new RunEvents(listener);
        CheckpointFile.in(run.folder()).restore(run.trainable());
        Scheduler scheduler = scheduler(run, saved, events);
        RunFolder files =
                RunFolder.continued(run, values.columns(), saved.lock(), saved.state().sizes());
        RunLoop loop = new RunLoop(run, values, files, listener, scheduler);
        loop.lossSum = saved.state().lossSum();
        loop.evaluations = saved.state().evaluations();
        loop.savedAt = scheduler.step();
        events.into(files);
        if (!run.plan().toString().equals(saved.checkpoint().plan())
                || !RunSettings.text(run.settings()).equals(saved.state().settings())) {
            loop.save();
        }
        RunFolder.describe(run);
        return loop;
    }

    private static Scheduler scheduler(Run run, Saved saved, RunEvents events) {
        try {
            return Scheduler.resume(run.plan(), saved.checkpoint(), sink(run), saved.mode(), events);
        } catch (IllegalArgumentException e) {
            throw new RunException(String.valueOf(e.getMessage()));
        }
    }

    /** A run as it is taken up. */
    record Saved(RunState state, Checkpoint checkpoint, FolderLock lock, Resume mode) {}

    private static OptimizerSink sink(Run run) {
        return OptimizerSink.pulling(run.trainable().groups().toArray(String[]::new));
    }

    /** Trains, and closes the files. */
    RunResult until(BooleanSupplier stop) {
        try (files) {
            return trained(stop);
        }
    }

    private RunResult trained(BooleanSupplier stop) {
        while (scheduler.step() < run.updates()) {
            if (stop.getAsBoolean()) {
                return stopped();
            }
            double loss = update();
            if (!Double.isFinite(loss)) {
                return diverged("loss of", loss);
            }
            if (isEndOfEpoch()) {
                Evaluation evaluation = evaluate();
                if (!Double.isFinite(evaluation.loss())) {
                    return diverged("validation loss after", evaluation.loss());
                }
                observe(evaluation);
            }
            if (isCheckpointDue()) {
                save();
            }
        }
        return completed();
    }

    private double update() {
        long step = scheduler.step();
        PlanValues.Row row = values.next(scheduler);
        double loss = run.trainable().train(row);
        lossSum += loss;
        var update = new RunListener.Update(step, epoch(step), row, loss);
        files.update(update, row.values());
        scheduler.advance();
        listener.updated(update);
        return loss;
    }

    private boolean isEndOfEpoch() {
        return scheduler.step() > 0 && scheduler.step() % stepsPerEpoch == 0;
    }

    /** The rules are told at the end of an epoch, and not when a run happens to end within one. */
    private void observe(Evaluation evaluation) {
        scheduler.observe("val_loss", evaluation.loss());
        scheduler.observe("val_accuracy", evaluation.accuracy());
        scheduler.observe("train_loss", lossSum / stepsPerEpoch);
        lossSum = 0;
    }

    private boolean isCheckpointDue() {
        long step = scheduler.step();
        return run.checkpointEvery() != Run.NEVER
                && (isEndOfEpoch() || step % run.checkpointEvery() == 0 || step == run.updates());
    }

    private void save() {
        String settings = RunSettings.text(run.settings());
        var state =
                new RunState(settings, scheduler.checkpoint().toString(), lossSum, evaluations, files.force());
        files.checkpoint().write(state, run.trainable());
        savedAt = scheduler.step();
    }

    private Evaluation evaluate() {
        long step = scheduler.step();
        Evaluation evaluation = run.trainable().evaluate();
        evaluations = Optional.of(
                evaluations.map(past -> past.and(evaluation)).orElse(new Evaluations(evaluation, evaluation)));
        files.evaluation(step, epoch(step), evaluation);
        files.flush();
        listener.evaluated(step, epoch(step), evaluation);
        return evaluation;
    }

    private double epoch(long step) {
        return (double) step / stepsPerEpoch;
    }

    /** The checkpoint comes before the evaluation, which a run that goes on does not make. */
    private RunResult stopped() {
        if (run.checkpointEvery() != Run.NEVER && savedAt != scheduler.step()) {
            save();
        }
        if (!isEndOfEpoch()) {
            evaluate();
        }
        return result(End.STOPPED, "stopped after " + scheduler.step() + " of " + run.updates() + " updates");
    }

    private RunResult completed() {
        if (!isEndOfEpoch()) {
            double loss = evaluate().loss();
            if (!Double.isFinite(loss)) {
                return diverged("validation loss after", loss);
            }
        }
        return result(End.COMPLETED, "completed " + run.updates() + (run.updates() == 1 ? " update" : " updates"));
    }

    private RunResult diverged(String what, double loss) {
        String message =
                "diverged: the " + what + " step " + (scheduler.step() - 1) + " is " + Numerals.text(loss);
        return result(End.DIVERGED, message);
    }

    private RunResult result(End end, String message) {
        return new RunResult(end, message, scheduler.step(), evaluations);
    }
}
