package dev.anneal.benchmarks;

import static dev.anneal.Evolution.stretching;
import static dev.anneal.Schedule.constant;
import static dev.anneal.Schedule.cosine;
import static dev.anneal.Schedule.exponential;
import static dev.anneal.Schedule.linear;
import static dev.anneal.Schedule.multiStep;
import static dev.anneal.Schedule.polynomial;

import dev.anneal.Schedule;
import java.util.function.DoubleUnaryOperator;

/** What is compared: one schedule of 100,000 steps a family, ours and written by hand. */
@SuppressWarnings("ImmutableEnumChecker") // schedules and static functions do not change
public enum Family {
    /** 0.1 for ever. */
    CONSTANT(constant(0.1), t -> 0.1),
    /** Three drops by ten. */
    MULTI_STEP(multiStep(0.1, 0.1, 30_000, 60_000, 80_000), ByHand::multiStep),
    /** A straight decay. */
    LINEAR(linear(0.1, 1e-5, 100_000), ByHand::linear),
    /** Quadratic decay. */
    POLYNOMIAL(polynomial(0.1, 1e-5, 100_000, 2), ByHand::polynomial),
    /** A power for each step. */
    EXPONENTIAL(exponential(0.1, 0.9999), ByHand::exponential),
    /** Cosine annealing. */
    COSINE(cosine(0.1, 1e-5, 100_000), ByHand::cosine),
    /** Linear warmup, then cosine annealing. */
    WARMUP_COSINE(linear(0, 0.1, 2_000).then(cosine(0.1, 1e-5, 98_000)), ByHand::warmupCosine),
    /** SGDR with T_mult 2. */
    WARM_RESTARTS(cosine(0.1, 0, 1_000).repeat(stretching(2)), ByHand::warmRestarts),
    /** Up and down in straight lines, again and again. */
    TRIANGULAR(linear(0.001, 0.1, 2_000).then(linear(0.1, 0.001, 2_000)).repeat(), ByHand::triangular),
    /** One cosine up, one down. */
    ONE_CYCLE(cosine(0.004, 0.1, 30_000).then(cosine(0.1, 4e-7, 70_000)), ByHand::oneCycle),
    /** A thousand cosines of uneven lengths, one after another. */
    THOUSAND_PARTS(ByHand.thousandParts(), ByHand::thousandParts);

    private final Schedule schedule;
    private final DoubleUnaryOperator byHand;

    Family(Schedule schedule, DoubleUnaryOperator byHand) {
        this.schedule = schedule;
        this.byHand = byHand;
    }

    Schedule schedule() {
        return schedule;
    }

    DoubleUnaryOperator byHand() {
        return byHand;
    }
}
