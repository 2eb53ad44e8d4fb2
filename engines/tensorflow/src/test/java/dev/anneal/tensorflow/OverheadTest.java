package dev.anneal.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OverheadTest {

    @Test
    void aPlanCostsLessThanATwentiethOfASmallUpdate() {
        try (Overhead overhead = new Overhead()) {
            var times = overhead.measure(20);
            // the least times: those of whole updates differ by more than a plan costs
            assertThat(times.get(Overhead.Measured.WHAT_THE_PLAN_DOES)[0])
                    .isLessThan(times.get(Overhead.Measured.UPDATE_AT_A_CONSTANT_RATE)[0] / 20);
        }
    }
}
