package dev.anneal.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OverheadTest {

    @Test
    void aPlanCostsLessThanAFiftiethOfASmallUpdate() {
        try (Overhead overhead = new Overhead()) {
            var times = overhead.stopwatch().measure(10);
            // the least times: those of whole updates differ by more than a plan costs
            assertThat(times.get(Overhead.PLANNED)[0]).isLessThan(times.get(Overhead.CONSTANT)[0] / 50);
        }
    }
}
