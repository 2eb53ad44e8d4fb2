package dev.anneal.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetTest {

    private final Dataset numbered = numbered(101);

    /** Rows whose only feature is their number. */
    private static Dataset numbered(int rows) {
        float[][] features = new float[rows][1];
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            features[i][0] = i;
            labels[i] = i % 3;
        }
        return Dataset.of("numbered", features, labels);
    }

    private static List<Float> rows(Dataset data) {
        return IntStream.range(0, data.size())
                .mapToObj(row -> data.features(row)[0])
                .toList();
    }

    @Test
    void aSplitHoldsOutAFifthAndLosesNoRow() {
        Dataset.Split split = numbered.split(1);
        assertThat(split.validation().size()).isEqualTo(20);
        List<Float> all = new ArrayList<>(rows(split.training()));
        all.addAll(rows(split.validation()));
        assertThat(all).containsExactlyInAnyOrderElementsOf(rows(numbered));
    }

    @Test
    void labelsStayWithTheirRows() {
        Dataset.Split split = numbered.split(1);
        for (Dataset part : List.of(split.training(), split.validation())) {
            for (int row = 0; row < part.size(); row++) {
                assertThat(part.label(row)).isEqualTo((int) part.features(row)[0] % 3);
            }
        }
    }

    @Test
    void theSeedDecidesTheSplit() {
        assertThat(rows(numbered.split(7).validation()))
                .isEqualTo(rows(numbered.split(7).validation()));
        assertThat(rows(numbered.split(7).validation()))
                .isNotEqualTo(rows(numbered.split(8).validation()));
    }

    @Test
    void theSmallestDataSetIsSplitInTwo() {
        Dataset.Split split =
                Dataset.of("two", new float[][] {{0}, {1}}, new int[] {0, 1}).split(0);
        assertThat(split.training().size()).isEqualTo(1);
        assertThat(split.validation().size()).isEqualTo(1);
        assertThat(split.training().classCount()).isEqualTo(2);
    }

    @Test
    void whatIsPassedInOrGivenOutIsCopied() {
        float[][] features = {{1}, {2}};
        int[] labels = {0, 1};
        Dataset data = Dataset.of("copied", features, labels);
        features[0][0] = 9;
        labels[0] = 1;
        data.features(0)[0] = 9;
        assertThat(data.features(0)).containsExactly(1);
        assertThat(data.label(0)).isZero();
    }

    @Test
    void badRowsAreRefusedByTheirRule() {
        refuses("features must have a row and a column", new float[0][0]);
        refuses("labels must be 1, got 2", new float[][] {{1}}, 0, 1);
        refuses("a row must have 1 features, got 2", new float[][] {{1}, {1, 2}}, 0, 1);
        refuses("a feature must be finite, got NaN", new float[][] {{1}, {Float.NaN}}, 0, 1);
        refuses("a label must be within [0, 999], got -1", new float[][] {{1}, {2}}, 0, -1);
        refuses("labels must name two classes or more, got 1", new float[][] {{1}, {2}}, 0, 0);
    }

    private static void refuses(String message, float[][] features, int... labels) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.of("bad", features, labels))
                .withMessageStartingWith(message);
    }

    @Test
    void aSplitOfDifferentShapesIsRefused() {
        Dataset wide = Dataset.of("wide", new float[][] {{0, 0}, {1, 1}}, new int[] {0, 1});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Dataset.Split(wide, numbered))
                .withMessage("validation must have 2 features as training has, got 1");
        Dataset two = Dataset.of("two", new float[][] {{0}, {1}}, new int[] {0, 1});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Dataset.Split(two, numbered))
                .withMessage("validation must have 2 classes as training has, got 3");
    }
}
