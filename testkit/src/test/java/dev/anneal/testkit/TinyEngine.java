package dev.anneal.testkit;

import dev.anneal.Hyperparameter;
import dev.anneal.training.OptimizerSink;
import dev.anneal.training.Scheduler;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An engine of a few lines of Java with its adapter, sound or with a fault. */
final class TinyEngine implements AdapterSubject, OptimizerSink {

    /** What adapters get wrong. */
    enum Fault {
        FIRST_INDEX_IS_ONE,
        REPLICAS_ADVANCE,
        PARAMETERS_ADVANCE,
        MICRO_BATCHES_ADVANCE,
        SKIPPED_UPDATES_ADVANCE,
        READING_ADVANCES,
        EVALUATION_ADVANCES,
        LOSES_AN_UPDATE_IN_A_THOUSAND,
        STALLS_WHEN_THE_FIRST_GROUP_IS_FROZEN,
        STALLS_UNTIL_ALL_GROUPS_ARE_TRAINED,
        MOVES_FROZEN_GROUPS,
        ONE_RATE_FOR_ALL_GROUPS,
        RATE_WITHIN_THE_VELOCITY,
        MOMENTUM_OF_THE_START,
        MOMENTUM_OF_THE_FIRST_GROUP,
        ONE_VELOCITY_FOR_ALL_REPLICAS,
        OBSERVES_THE_EVALUATION_BEFORE,
        FORGETS_EVALUATIONS,
        SWALLOWS_EXCEPTIONS,
        SWALLOWS_EXCEPTIONS_OF_RULES,
        APPLIES_WHAT_IS_NOT_A_NUMBER,
        RESUMES_AT_ZERO,
        RESUMES_THE_CLOCK_ALONE,
        LOGS_NOTHING,
        TAKES_EVERYTHING
    }

    private static final int PARAMETERS = 2;

    private final AdapterSetup setup;
    private final @Nullable Fault fault;
    private final double[][][] weights;
    private final double[][][] velocities;
    private final double[] rates;
    private final double[] momenta;
    private final boolean[] frozen;
    private final Scheduler scheduler;
    private double evaluated = Double.NaN;
    private long updates;

    TinyEngine(AdapterSetup setup, @Nullable Fault fault) {
        this.setup = setup;
        this.fault = fault;
        int groups = setup.groups().size();
        this.weights = new double[groups][setup.replicas()][PARAMETERS];
        this.velocities = new double[groups][setup.replicas()][PARAMETERS];
        this.rates = new double[groups];
        this.momenta = new double[groups];
        this.frozen = new boolean[groups];
        this.scheduler = started();
        if (fault == Fault.FIRST_INDEX_IS_ONE) {
            scheduler.advance();
        }
    }

    private Scheduler started() {
        if (fault == Fault.RESUMES_AT_ZERO) {
            return Scheduler.start(setup.plan(), this, setup.log());
        }
        if (fault == Fault.LOGS_NOTHING) {
            return new AdapterSetup(setup.plan(), setup.groups(), setup.replicas(), event -> {}, setup.checkpoint())
                    .scheduler(this);
        }
        if (fault == Fault.RESUMES_THE_CLOCK_ALONE && setup.checkpoint().isPresent()) {
            Scheduler fresh = Scheduler.start(setup.plan(), this, setup.log());
            for (long i = 0; i < setup.checkpoint().orElseThrow().step(); i++) {
                fresh.advance();
            }
            return fresh;
        }
        return setup.scheduler(this);
    }

    @Override
    public List<String> groups() {
        return setup.groups();
    }

    @Override
    public boolean takes(Hyperparameter hyperparameter) {
        return fault == Fault.TAKES_EVERYTHING
                || hyperparameter.equals(Hyperparameter.LEARNING_RATE)
                || hyperparameter.equals(Hyperparameter.MOMENTUM);
    }

    @Override
    public void set(int group, Hyperparameter hyperparameter, double value) {
        if (hyperparameter.equals(Hyperparameter.LEARNING_RATE)) {
            rates[group] = value;
        } else if (fault != Fault.MOMENTUM_OF_THE_START || updates == 0) {
            momenta[group] = value;
        }
    }

    @Override
    public Scheduler scheduler() {
        if (fault == Fault.READING_ADVANCES && updates == 7) {
            scheduler.advance();
        }
        return scheduler;
    }

    @Override
    public void update() {
        update(1);
    }

    @Override
    public void update(int microBatches) {
        double gradient = 0;
        for (int i = 0; i < microBatches; i++) {
            gradient += 1.0 / microBatches;
            if (fault == Fault.MICRO_BATCHES_ADVANCE && i > 0) {
                scheduler.advance();
            }
        }
        for (int group = 0; group < weights.length; group++) {
            if (!frozen[group] || fault == Fault.MOVES_FROZEN_GROUPS) {
                move(group, gradient);
            }
        }
        updates++;
        advance();
    }

    private void move(int group, double gradient) {
        for (int replica = 0; replica < setup.replicas(); replica++) {
            if (fault == Fault.REPLICAS_ADVANCE && replica > 0) {
                scheduler.advance();
            }
            for (int i = 0; i < PARAMETERS; i++) {
                if (fault == Fault.PARAMETERS_ADVANCE && i > 0) {
                    scheduler.advance();
                }
                move(group, replica, i, gradient);
            }
        }
    }

    private void move(int group, int replica, int i, double gradient) {
        double rate = rates[fault == Fault.ONE_RATE_FOR_ALL_GROUPS ? 0 : group];
        double momentum = momenta[fault == Fault.MOMENTUM_OF_THE_FIRST_GROUP ? 0 : group];
        double[] velocity = velocities[group][fault == Fault.ONE_VELOCITY_FOR_ALL_REPLICAS ? 0 : replica];
        if (fault == Fault.RATE_WITHIN_THE_VELOCITY) {
            velocity[i] = momentum * velocity[i] + rate * gradient;
            weights[group][replica][i] -= velocity[i];
        } else {
            velocity[i] = momentum * velocity[i] + gradient;
            weights[group][replica][i] -= rate * velocity[i];
        }
    }

    private void advance() {
        boolean someFrozen = false;
        for (boolean one : frozen) {
            someFrozen |= one;
        }
        if (fault == Fault.STALLS_WHEN_THE_FIRST_GROUP_IS_FROZEN && frozen[0]
                || fault == Fault.STALLS_UNTIL_ALL_GROUPS_ARE_TRAINED && someFrozen
                || fault == Fault.LOSES_AN_UPDATE_IN_A_THOUSAND && updates % 1_000 == 0) {
            return;
        }
        try {
            scheduler.advance();
        } catch (RuntimeException e) {
            if (fault == Fault.APPLIES_WHAT_IS_NOT_A_NUMBER) {
                rates[0] = Double.NaN;
            } else if (fault != Fault.SWALLOWS_EXCEPTIONS) {
                throw e;
            }
        }
    }

    @Override
    public double[] weights(String group, int replica) {
        return weights[setup.groups().indexOf(group)][replica].clone();
    }

    @Override
    public void freeze(Set<String> groups) {
        for (int group = 0; group < frozen.length; group++) {
            frozen[group] = groups.contains(setup.groups().get(group));
        }
    }

    @Override
    public void skip() {
        if (fault == Fault.SKIPPED_UPDATES_ADVANCE) {
            scheduler.advance();
        }
        scheduler.skip();
    }

    @Override
    public void evaluate(double loss) {
        double seen = fault == Fault.OBSERVES_THE_EVALUATION_BEFORE ? evaluated : loss;
        evaluated = loss;
        if (fault == Fault.FORGETS_EVALUATIONS || Double.isNaN(seen)) {
            return;
        }
        if (fault == Fault.EVALUATION_ADVANCES) {
            scheduler.advance();
        }
        try {
            scheduler.observe("val_loss", seen);
        } catch (RuntimeException e) {
            if (fault != Fault.SWALLOWS_EXCEPTIONS_OF_RULES) {
                throw e;
            }
        }
    }

    /** The engine as a subject. */
    static final class Contract extends AdapterContract {

        private final Set<Capability> capabilities;
        private final Optional<Fault> fault;

        Contract(Set<Capability> capabilities, Optional<Fault> fault) {
            this.capabilities = capabilities;
            this.fault = fault;
        }

        @Override
        protected Set<Capability> capabilities() {
            return capabilities;
        }

        @Override
        protected AdapterSubject subject(AdapterSetup setup) {
            return new TinyEngine(setup, fault.orElse(null));
        }
    }
}
