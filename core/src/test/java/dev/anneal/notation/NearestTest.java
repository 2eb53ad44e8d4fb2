package dev.anneal.notation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> NAMES =
            List.of("linear", "cosine", "hold", "polynomial", "CosineAnnealingLR", "inverse_sqrt", "e");

    @Test
    void findsWhatWasMeant() {
        assertThat(Nearest.to("liner", NAMES)).isEqualTo("linear");
        assertThat(Nearest.to("cosnie", NAMES)).isEqualTo("cosine");
        assertThat(Nearest.to("cosineannealinglr", NAMES)).isEqualTo("CosineAnnealingLR");
        assertThat(Nearest.to("inverseSqrt", NAMES)).isEqualTo("inverse_sqrt");
        assertThat(Nearest.to("poly", NAMES)).isEqualTo("polynomial");
        assertThat(Nearest.to("linear", NAMES)).isEqualTo("linear");
    }

    @Test
    void findsNothingWhereNothingIsNear() {
        assertThat(Nearest.to("warmup", NAMES)).isNull();
        assertThat(Nearest.to("x", NAMES)).isNull();
        assertThat(Nearest.to("", NAMES)).isNull();
        assertThat(Nearest.to("linear".repeat(1000), NAMES)).isNull();
        assertThat(Nearest.to("linear", List.of())).isNull();
        assertThat(Nearest.to("linear", List.of("linear".repeat(1_000_000)))).isNull();
    }
}
