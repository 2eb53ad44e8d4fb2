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
    private long step;
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
        RunFolder files = RunFolder.continued(
                run, values.columns(), saved.lock(), saved.state().sizes());
        RunLoop loop = new RunLoop(run, values, files, listener, scheduler);
        loop.lossSum = saved.state().lossSum();
        loop.evaluations = saved.state().evaluations();
        loop.step = scheduler.step();
        loop.savedAt = loop.step;
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
        while (step < run.updates()) {
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
        PlanValues.Row row = values.next(scheduler);
        double loss = run.trainable().train(row);
        lossSum += loss;
        var update = new RunListener.Update(step, epoch(), row, loss);
        files.update(update, row.values());
        step++;
        advance();
        listener.updated(update);
        return loss;
    }

    private void advance() {
        try {
            scheduler.advance();
        } catch (IllegalStateException e) {
            if (step < run.updates()) {
                values.check(step, step + 1);
                throw new RunException(String.valueOf(e.getMessage()));
            }
            // what comes after the last update is of no account
        }
    }

    private boolean isEndOfEpoch() {
        return step > 0 && step % stepsPerEpoch == 0;
    }

    /** The rules are told at the end of an epoch, and not when a run happens to end within one. */
    private void observe(Evaluation evaluation) {
        try {
            scheduler.observe("val_loss", evaluation.loss());
            scheduler.observe("val_accuracy", evaluation.accuracy());
            scheduler.observe("train_loss", lossSum / stepsPerEpoch);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new RunException(String.valueOf(e.getMessage()));
        }
        lossSum = 0;
    }

    private boolean isCheckpointDue() {
        long every = run.checkpointEvery();
        if (every == Run.NEVER) {
            return false;
        }
        return step == run.updates() || isEndOfEpoch() || every != Run.EPOCHS && step % every == 0;
    }

    private void save() {
        if (scheduler.step() != step) {
            return; // the plan has no value to go on with
        }
        String settings = RunSettings.text(run.settings());
        var state = new RunState(settings, scheduler.checkpoint().toString(), lossSum, evaluations, files.force());
        files.checkpoint().write(state, run.trainable());
        savedAt = step;
    }

    private Evaluation evaluate() {
        Evaluation evaluation = run.trainable().evaluate();
        evaluations = Optional.of(
                evaluations.map(past -> past.and(evaluation)).orElse(new Evaluations(evaluation, evaluation)));
        files.evaluation(step, epoch(), evaluation);
        files.flush();
        listener.evaluated(step, epoch(), evaluation);
        return evaluation;
    }

    private double epoch() {
        return (double) step / stepsPerEpoch;
    }

    /** The checkpoint comes before the evaluation, which a run that goes on does not make. */
    private RunResult stopped() {
        if (run.checkpointEvery() != Run.NEVER && savedAt != step) {
            save();
        }
        if (!isEndOfEpoch()) {
            evaluate();
        }
        return result(End.STOPPED, "stopped after " + step + " of " + run.updates() + " updates");
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
        String message = "diverged: the " + what + " step " + (step - 1) + " is " + Numerals.text(loss);
        return result(End.DIVERGED, message);
    }

    private RunResult result(End end, String message) {
        return new RunResult(end, message, step, evaluations);
    }
}
