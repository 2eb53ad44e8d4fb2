package dev.anneal.testkit;

import dev.anneal.Plan;
import dev.anneal.training.Checkpoint;
import dev.anneal.training.EventLog;
import dev.anneal.training.OptimizerSink;
import dev.anneal.training.Resume;
import dev.anneal.training.Scheduler;
import java.util.List;
import java.util.Optional;

/**
 * What a check of the {@link AdapterContract} wants a model to be trained with.
 *
 * @param plan the plan to follow
 * @param groups the names of the parameter groups, at least one; one alone without {@link Capability#GROUPS}
 * @param replicas how many copies of the weights there are, &ge; 1; 1 without {@link Capability#REPLICAS}
 * @param log to be given to the scheduler
 * @param checkpoint where to go on; empty: a start
 * @param state what the {@linkplain AdapterSubject#state optimizer had gathered} there; empty: a start
 */
public record AdapterSetup(
        Plan plan,
        List<String> groups,
        int replicas,
        EventLog log,
        Optional<Checkpoint> checkpoint,
        Optional<byte[]> state) {

    /** Keeps a copy of the names. */
    public AdapterSetup {
        groups = List.copyOf(groups);
    }

    /**
     * Starts a scheduler, or resumes it, for adapters that are an {@link OptimizerSink}.
     *
     * @param sink the adapter
     * @return the scheduler
     */
    public Scheduler scheduler(OptimizerSink sink) {
        return checkpoint
                .map(there -> Scheduler.resume(plan, there, sink, Resume.EXACT, log))
                .orElseGet(() -> Scheduler.start(plan, sink, log));
    }
}
