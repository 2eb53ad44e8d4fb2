package dev.anneal.testkit;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The contract of adapters, as tests for JUnit. Whoever connects an engine extends this class, declares what the engine can do,
 * and gives a tiny model that trains through the adapter:
 *
 * <pre>{@code
 * class MyAdapterTest extends AdapterContract {
 *     protected Set<Capability> capabilities() {
 *         return EnumSet.of(Capability.GROUPS, Capability.RESUMING);
 *     }
 *     protected AdapterSubject subject(AdapterSetup setup) {
 *         return new MyModel(setup);
 *     }
 * }
 * }</pre>
 *
 * <p>There is a test for each thing that the declared capabilities ask for, and one that tells which they are, and that a model
 * refuses the others (but groups, replicas and resuming, for which it is not asked then). All look at nothing but the weights
 * and the log: what an update has taken off each weight must be what the plan says, within a relative 10<sup>-6</sup> of the
 * weight or of 1. Most values are powers of two and their sums, which single precision keeps exactly, and some are not, for
 * adapters that keep less.
 */
public abstract class AdapterContract {

    /** For subclasses. */
    protected AdapterContract() {}

    /**
     * What the engine can do.
     *
     * @return the capabilities; may be empty
     */
    protected abstract Set<Capability> capabilities();

    /**
     * Starts to train a model.
     *
     * @param setup with which plan, groups and replicas; only what is declared is asked for
     * @return the model, whose weights are finite and smaller than 2
     * @throws Exception if the engine or the adapter throws it
     */
    protected abstract AdapterSubject subject(AdapterSetup setup) throws Exception;

    /** What a test does. */
    @FunctionalInterface
    interface Check {
        void run(Probe.Starter models) throws Exception;
    }

    /**
     * A check.
     *
     * @param name what holds, as a sentence
     * @param needs without which it is not asked for
     * @param check what the test does
     */
    record Clause(String name, Set<Capability> needs, Check check) {
        Clause(String name, Check check, Capability... needs) {
            this(name, Set.of(needs), check);
        }
    }

    /**
     * The tests that the declared capabilities ask for. For JUnit.
     *
     * @return the tests
     */
    @TestFactory
    public final Stream<DynamicTest> contract() {
        EnumSet<Capability> declared = EnumSet.noneOf(Capability.class);
        declared.addAll(capabilities());
        Probe.Starter models = new Probe.Starter(this::subject, declared);
        List<Clause> clauses = new ArrayList<>(ClockChecks.clauses());
        clauses.addAll(GroupChecks.clauses());
        clauses.addAll(FeedbackChecks.clauses());
        Stream<DynamicTest> asked = clauses.stream()
                .filter(clause -> declared.containsAll(clause.needs()))
                .map(clause -> test(clause, models));
        String told = "can " + declared + ", and refuses " + EnumSet.complementOf(declared);
        return Stream.concat(Stream.of(test(new Clause(told, Refusals::check), models)), asked);
    }

    private static DynamicTest test(Clause clause, Probe.Starter models) {
        return DynamicTest.dynamicTest(clause.name(), () -> clause.check().run(models));
    }
}
