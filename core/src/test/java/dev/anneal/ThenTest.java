package dev.anneal;

import static dev.anneal.Schedule.constant;
import static dev.anneal.Schedule.cosine;
import static dev.anneal.Schedule.exponential;
import static dev.anneal.Schedule.hold;
import static dev.anneal.Schedule.linear;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Parts one after another. */
class ThenTest {

    @Test
    void eachPartHasAClockOfItsOwn() {
        Schedule both = linear(0, 1, 10).then(cosine(2, 1, 20));
        assertThat(both.at(5)).isEqualTo(0.5);
        assertThat(both.before(10)).isEqualTo(1);
        assertThat(both.at(10)).isEqualTo(2);
        assertThat(both.at(17)).isEqualTo(cosine(2, 1, 20).at(7));
        assertThat(both.length()).isEqualTo(30);
    }

    @Test
    void partsOfLengthZeroAreSkippedUnlessTheyAreLast() {
        Schedule ramp = linear(0, 1, 10);
        assertThat(linear(5, 6, 0).then(ramp)).isEqualTo(ramp);
        assertThat(ramp.then(hold(7, 0)).then(ramp)).isEqualTo(ramp.then(ramp));
        assertThat(ramp.then(hold(7, 0)).at(10)).isEqualTo(7);
        assertThat(ramp.then(hold(7, 0)).before(10)).isEqualTo(1);
        assertThat(ramp.then(constant(7)).at(1e9)).isEqualTo(7);
    }

    @Test
    void startsAddUpAsDecimalsMeanThem() {
        Schedule tenths = hold(0, 0.1);
        for (int i = 1; i < 10; i++) {
            tenths = tenths.then(hold(i, 0.1));
        }
        assertThat(tenths.length()).isEqualTo(1);
    }

    @Test
    void untilEndsWithItsLeftLimit() {
        Schedule restarts = cosine(1, 0, 10).repeat();
        assertThat(restarts.at(30)).isEqualTo(1);
        assertThat(restarts.until(30).at(30)).isZero();
        assertThat(restarts.until(30).at(1e6)).isZero();
        assertThat(exponential(1, 0.5).until(3).at(7)).isEqualTo(0.125);
        assertThat(linear(0, 1, 10).until(20).length()).isEqualTo(20);
    }

    @Test
    void untilAndSkipTakeApartWhatThenPutsTogether() {
        Schedule whole = linear(0, 1, 10).then(cosine(1, 0, 90)).times(exponential(1, 0.99));
        for (int n = 1; n < 120; n++) {
            Schedule joined = whole.until(n).then(whole.skip(n));
            for (int t = 0; t < 130; t++) {
                assertThat(joined.at(t)).isEqualTo(whole.at(t));
            }
        }
    }

    @Test
    @Timeout(20)
    void aHundredThousandPartsAreJoinedAndLookedUpQuickly() {
        int parts = 100_000;
        Schedule sequence = hold(0, 3);
        for (int i = 1; i < parts; i++) {
            sequence = sequence.then(hold(i, 3));
        }
        assertThat(sequence.length()).isEqualTo(3 * parts);
        for (int t = 0; t < 3 * parts; t++) {
            assertThat(sequence.at(t)).isEqualTo(Math.floor(t / 3.0));
        }
    }

    @Test
    void twoContinuationsOfOnePrefixDoNotSeeEachOther() {
        Schedule prefix = hold(0, 1).then(hold(1, 1)).then(hold(2, 1));
        Schedule one = prefix.then(hold(10, 1)).then(hold(11, 1));
        Schedule other = prefix.then(hold(20, 1)).then(hold(21, 1));
        assertThat(one).hasToString(prefix + ".then(hold(10, 1)).then(hold(11, 1))");
        assertThat(other).hasToString(prefix + ".then(hold(20, 1)).then(hold(21, 1))");
        assertThat(prefix.length()).isEqualTo(3);
        assertThat(prefix.at(4)).isEqualTo(2);
    }

    @Test
    void manyThreadsMayContinueOnePrefix() throws Exception {
        int threads = 8;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < 300; round++) {
                Schedule prefix = shared();
                CyclicBarrier together = new CyclicBarrier(threads);
                List<Callable<Schedule>> growing = new ArrayList<>();
                for (int thread = 1; thread <= threads; thread++) {
                    int mine = thread;
                    growing.add(() -> {
                        together.await();
                        return grown(prefix, mine);
                    });
                }
                int thread = 1;
                for (Future<Schedule> result : pool.invokeAll(growing)) {
                    assertThat(result.get()).isEqualTo(grown(shared(), thread++));
                }
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** A sequence that has room for more behind its last part. */
    private static Schedule shared() {
        return hold(0, 1).then(hold(0, 1)).then(hold(0, 1));
    }

    private static Schedule grown(Schedule prefix, int value) {
        Schedule grown = prefix;
        for (int i = 0; i < 20; i++) {
            grown = grown.then(hold(value + i, 1));
        }
        return grown;
    }
}
