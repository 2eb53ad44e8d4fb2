package dev.anneal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LikenessTest {

    private static final String PATH = "<path d=\"M48 34.7L100 60L200 160H616\" stroke=\"#4c72b0\"/>";

    @Test
    void theLastBitOfANumberDoesNotCount() {
        assertThat(Likeness.difference("a\nlinear(0.010000000000000002, 5)", "a\nlinear(0.01, 5)"))
                .isEmpty();
        assertThat(Likeness.difference("a\nlinear(0.0100001, 5)", "a\nlinear(0.01, 5)"))
                .contains("line 2 is 'linear(0.0100001, 5)' and would be 'linear(0.01, 5)'");
    }

    @Test
    void wordsAndLinesCount() {
        assertThat(Likeness.isSame("linear(0, 5)", "cosine(0, 5)")).isFalse();
        assertThat(Likeness.isSame("a", "a\nb")).isFalse();
        assertThat(Likeness.isSame("a\nb", "a")).isFalse();
    }

    @Test
    void aPointOnTheLineDoesNotCount() {
        assertThat(Likeness.isSame(PATH, PATH.replace("L100 60", "L74 47.3L100 60.1")))
                .isTrue();
    }

    @Test
    void aLineThatGoesElsewhereCounts() {
        assertThat(Likeness.isSame(PATH, PATH.replace("L100 60", "L100 63"))).isFalse();
        assertThat(Likeness.isSame(PATH, PATH.replace("H616", "H610"))).isFalse();
        assertThat(Likeness.isSame(PATH, PATH.replace("M48 34.7", "M48 34.7V90V34.7")))
                .isFalse();
        assertThat(Likeness.isSame(PATH, PATH.replace("4c72b0", "dd8452"))).isFalse();
    }
}
