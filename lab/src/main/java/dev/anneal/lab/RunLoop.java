package dev.anneal.lab;

import dev.anneal.lab.RunResult.End;
import dev.anneal.lab.RunResult.Evaluations;
import dev.anneal.notation.Numerals;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The course of a run. */
final class RunLoop {

    private final Run run;
    private final PlanValues values;
    private final RunFolder files;
    private final RunListener listener;
    private final int stepsPerEpoch;
    private long evaluatedAt = -1;
    private Optional<Evaluations> evaluations = Optional.empty();

    RunLoop(Run run, PlanValues values, RunFolder files, RunListener listener) {
        this.run = run;
        this.values = values;
        this.files = files;
        this.listener = listener;
        this.stepsPerEpoch = run.trainable().stepsPerEpoch();
    }

    RunResult until(BooleanSupplier stop) {
        for (long step = 0; step < run.updates(); step++) {
            if (stop.getAsBoolean()) {
                evaluate(step);
                return result(End.STOPPED, "stopped after " + step + " of " + run.updates() + " updates", step);
            }
            double loss = update(step);
            if (!Double.isFinite(loss)) {
                return result(
                        End.DIVERGED, "diverged: the loss of step " + step + " is " + Numerals.text(loss), step + 1);
            }
            if (isEvaluatedAfter(step)) {
                double validationLoss = evaluate(step + 1).loss();
                if (!Double.isFinite(validationLoss)) {
                    String message =
                            "diverged: the validation loss after step " + step + " is " + Numerals.text(validationLoss);
                    return result(End.DIVERGED, message, step + 1);
                }
            }
        }
        return result(
                End.COMPLETED,
                "completed " + run.updates() + (run.updates() == 1 ? " update" : " updates"),
                run.updates());
    }

    private double update(long step) {
        PlanValues.Row row = values.at(step);
        double loss = run.trainable().train(row);
        var update = new RunListener.Update(step, epoch(step), row, loss);
        files.update(update, row.values());
        listener.updated(update);
        return loss;
    }

    private boolean isEvaluatedAfter(long step) {
        return (step + 1) % stepsPerEpoch == 0 || step + 1 == run.updates();
    }

    private Evaluation evaluate(long step) {
        if (evaluatedAt == step) {
            return evaluations.orElseThrow().last();
        }
        Evaluation evaluation = run.trainable().evaluate();
        evaluatedAt = step;
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

    private RunResult result(End end, String message, long updates) {
        return new RunResult(end, message, updates, evaluations);
    }
}
