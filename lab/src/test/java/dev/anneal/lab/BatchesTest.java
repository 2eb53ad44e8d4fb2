package dev.anneal.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {

    private static List<Integer> epoch(Batches batches, int epoch) {
        List<Integer> rows = new ArrayList<>();
        int steps = batches.stepsPerEpoch();
        for (int step = epoch * steps; step < (epoch + 1) * steps; step++) {
            for (int row : batches.at(step)) {
                rows.add(row);
            }
        }
        return rows;
    }

    @Test
    void anEpochShowsEveryRowOnce() {
        Batches batches = new Batches(10, 4, 1);
        assertThat(batches.stepsPerEpoch()).isEqualTo(3);
        assertThat(batches.at(2)).hasSize(2);
        List<Integer> rows = IntStream.range(0, 10).boxed().toList();
        assertThat(epoch(batches, 0)).containsExactlyInAnyOrderElementsOf(rows).isNotEqualTo(rows);
        assertThat(epoch(batches, 1)).containsExactlyInAnyOrderElementsOf(rows).isNotEqualTo(epoch(batches, 0));
    }

    @Test
    void aStepHasItsRowsWhateverWasAskedBefore() {
        Batches asked = new Batches(10, 3, 1);
        asked.at(1_000_000_000_000L);
        assertThat(asked.at(5)).isEqualTo(new Batches(10, 3, 1).at(5));
    }

    @Test
    void anotherSeedShowsAnotherOrder() {
        assertThat(epoch(new Batches(100, 7, 1), 0)).isNotEqualTo(epoch(new Batches(100, 7, 2), 0));
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Batches(10, 11, 1))
                .withMessage("batch must be within [1, 10], the number of training rows, got 11");
        assertThatIllegalArgumentException().isThrownBy(() -> new Batches(10, 0, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Batches(0, 1, 1))
                .withMessage("rows must be >= 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Batches(10, 1, 1).at(-1))
                .withMessage("step must be >= 0, got -1");
    }
}
