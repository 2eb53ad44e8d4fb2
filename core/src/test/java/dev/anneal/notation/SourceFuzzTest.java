package dev.anneal.notation;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Whatever is pasted, the answer is lines that stand in the text, or a {@link NotationException}. */
class SourceFuzzTest {
    @FuzzTest
    void sourcesReadOrAreRefused(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        for (Source.Language language : Source.Language.values()) {
            try {
                Source source = Source.parse(text, language);
                assertThat(source.text()).isEqualTo(text);
                Lines.checkPlaces(source.lines(), 0, text.length());
                assertThat(Source.parse(text, language).lines()).hasSameSizeAs(source.lines());
                assertThat(Lines.text(source.lines())).isNotNull();
            } catch (NotationException expected) {
                assertThat(expected.text()).isEqualTo(text);
            }
        }
        assertThat(Source.parse(text).language()).isIn((Object[]) Source.Language.values());
    }
}
