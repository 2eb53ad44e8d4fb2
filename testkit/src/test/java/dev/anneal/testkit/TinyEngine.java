package dev.anneal.testkit;

import dev.anneal.Hyperparameter;
import dev.anneal.training.OptimizerSink;
import dev.anneal.training.Scheduler;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.util.Arrays;
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
        TAKES_EVERYTHING,
        ROUNDS_TO_HALF_PRECISION,
        IS_LATE_AFTER_A_SKIP,
        IGNORES_WHAT_IS_SET_BY_HAND,
        FORGETS_THE_SECOND_GROUP_WHEN_IT_RESUMES,
        OTHER_REPLICAS_STALL_WHEN_A_GROUP_IS_FROZEN,
        MOMENTUM_IS_ONE_UPDATE_LATE,
        OBSERVES_TWICE,
        PASSES_OVER_WHAT_IS_NOT_A_NUMBER,
        RULES_ACT_ON_ALL_GROUPS,
        FORGETS_VELOCITIES,
        DECAYS_BY_THE_START,
        DECAYS_ALL_GROUPS_ALIKE
    }

    private static final int PARAMETERS = 2;

    private final AdapterSetup setup;
    private final @Nullable Fault fault;
    private final double[][][] weights;
    private final double[][][] velocities;
    private final double[] rates;
    private final double[] momenta;
    private final double[] momentaBefore;
    private final double[] decays;
    private final boolean[] frozen;
    private final Scheduler scheduler;
    private double evaluated = Double.NaN;
    private long updates;
    private int skipped;
    private boolean advancing = true;

    TinyEngine(AdapterSetup setup, @Nullable Fault fault) {
        this.setup = setup;
        this.fault = fault;
        int groups = setup.groups().size();
        this.weights = new double[groups][setup.replicas()][PARAMETERS];
        this.velocities = new double[groups][setup.replicas()][PARAMETERS];
        this.rates = new double[groups];
        this.momenta = new double[groups];
        this.momentaBefore = new double[groups];
        this.decays = new double[groups];
        this.frozen = new boolean[groups];
        setup.state().filter(bytes -> fault != Fault.FORGETS_VELOCITIES).ifPresent(this::restore);
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
            return new AdapterSetup(
                            setup.plan(),
                            setup.groups(),
                            setup.replicas(),
                            event -> {},
                            setup.checkpoint(),
                            setup.state())
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
                || hyperparameter.equals(Hyperparameter.MOMENTUM)
                || hyperparameter.equals(Hyperparameter.WEIGHT_DECAY);
    }

    @Override
    public void set(int group, Hyperparameter hyperparameter, double value) {
        if (hyperparameter.equals(Hyperparameter.LEARNING_RATE)) {
            setRate(group, value);
        } else if (hyperparameter.equals(Hyperparameter.WEIGHT_DECAY)) {
            if (fault != Fault.DECAYS_BY_THE_START || updates == 0) {
                decays[group] = value;
            }
        } else if (fault != Fault.MOMENTUM_OF_THE_START || updates == 0) {
            momenta[group] = value;
        }
    }

    private void setRate(int group, double value) {
        boolean late = fault == Fault.IS_LATE_AFTER_A_SKIP && skipped > 0
                || fault == Fault.IGNORES_WHAT_IS_SET_BY_HAND && !advancing
                || fault == Fault.FORGETS_THE_SECOND_GROUP_WHEN_IT_RESUMES
                        && setup.checkpoint().isPresent()
                        && group == 1;
        skipped = 0;
        if (!late) {
            rates[group] = fault == Fault.ROUNDS_TO_HALF_PRECISION
                    ? Float.intBitsToFloat(Float.floatToIntBits((float) value) & 0xffff0000)
                    : value;
        }
    }

    @Override
    public byte[] state() {
        ByteBuffer bytes = ByteBuffer.allocate(velocities.length * setup.replicas() * PARAMETERS * Double.BYTES);
        for (double[][] group : velocities) {
            for (double[] replica : group) {
                bytes.asDoubleBuffer().put(replica);
                bytes.position(bytes.position() + PARAMETERS * Double.BYTES);
            }
        }
        return bytes.array();
    }

    private void restore(byte[] state) {
        DoubleBuffer numbers = ByteBuffer.wrap(state).asDoubleBuffer();
        for (double[][] group : velocities) {
            for (double[] replica : group) {
                numbers.get(replica);
            }
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
            if (fault == Fault.OTHER_REPLICAS_STALL_WHEN_A_GROUP_IS_FROZEN && replica > 0 && someAreFrozen()) {
                continue;
            }
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
        double[] present = fault == Fault.MOMENTUM_IS_ONE_UPDATE_LATE ? momentaBefore : momenta;
        double momentum = present[fault == Fault.MOMENTUM_OF_THE_FIRST_GROUP ? 0 : group];
        double decay = decays[fault == Fault.DECAYS_ALL_GROUPS_ALIKE ? 0 : group];
        double direction = gradient + decay * weights[group][replica][i];
        double[] velocity = velocities[group][fault == Fault.ONE_VELOCITY_FOR_ALL_REPLICAS ? 0 : replica];
        if (fault == Fault.RATE_WITHIN_THE_VELOCITY) {
            velocity[i] = momentum * velocity[i] + rate * direction;
            weights[group][replica][i] -= velocity[i];
        } else {
            velocity[i] = momentum * velocity[i] + direction;
            weights[group][replica][i] -= rate * velocity[i];
        }
    }

    private boolean someAreFrozen() {
        boolean some = false;
        for (boolean one : frozen) {
            some |= one;
        }
        return some;
    }

    private void advance() {
        boolean someFrozen = someAreFrozen();
        if (fault == Fault.STALLS_WHEN_THE_FIRST_GROUP_IS_FROZEN && frozen[0]
                || fault == Fault.STALLS_UNTIL_ALL_GROUPS_ARE_TRAINED && someFrozen
                || fault == Fault.LOSES_AN_UPDATE_IN_A_THOUSAND && updates % 1_000 == 0) {
            return;
        }
        System.arraycopy(momenta, 0, momentaBefore, 0, momenta.length);
        advancing = true;
        try {
            scheduler.advance();
        } catch (RuntimeException e) {
            if (fault == Fault.APPLIES_WHAT_IS_NOT_A_NUMBER) {
                rates[0] = Double.NaN;
            } else if (fault != Fault.SWALLOWS_EXCEPTIONS) {
                throw e;
            }
        } finally {
            advancing = fault != Fault.IGNORES_WHAT_IS_SET_BY_HAND;
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
        skipped++;
    }

    @Override
    public void evaluate(double loss) {
        double seen = fault == Fault.OBSERVES_THE_EVALUATION_BEFORE ? evaluated : loss;
        evaluated = loss;
        if (fault == Fault.FORGETS_EVALUATIONS
                || fault == Fault.PASSES_OVER_WHAT_IS_NOT_A_NUMBER && Double.isNaN(seen)
                || fault == Fault.OBSERVES_THE_EVALUATION_BEFORE && Double.isNaN(seen)) {
            return;
        }
        if (fault == Fault.EVALUATION_ADVANCES) {
            scheduler.advance();
        }
        try {
            scheduler.observe("val_loss", seen);
            if (fault == Fault.OBSERVES_TWICE) {
                scheduler.observe("val_loss", seen);
            }
            if (fault == Fault.RULES_ACT_ON_ALL_GROUPS) {
                Arrays.fill(rates, Arrays.stream(rates).min().orElseThrow());
            }
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
