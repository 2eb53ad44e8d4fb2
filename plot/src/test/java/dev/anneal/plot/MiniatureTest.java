package dev.anneal.plot;

import static dev.anneal.Schedule.cosine;
import static dev.anneal.Schedule.linear;
import static dev.anneal.Schedule.multiStep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class MiniatureTest {

    private static final Figure STEP = Figure.titled("Step").over(0, 100).with("lr", multiStep(1, 0.25, 50));

    private static Document parsed(Figure figure) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(figure.miniature())));
    }

    @Test
    void aJumpIsExactlyVertical() {
        // from 48 to 616 lies the time, from 28 to 168 the value, of which 1.05 is the top
        assertThat(STEP.miniature()).contains("<path d=\"M48 34.7H332V134.7H616\"");
    }

    @Test
    void aCurveTakesFewPoints() {
        String svg = Figure.titled("")
                .over(0, 100_000)
                .with("lr", cosine(1, 0, 100_000))
                .miniature();
        assertThat(svg.length()).isLessThan(3_000);
        assertThat(svg.split("L", -1)).hasSizeGreaterThan(15);
    }

    @Test
    void cyclesWithoutEndStaySmall() {
        String svg = Figure.titled("")
                .over(0, 1e9)
                .with("lr", cosine(1, 0, 3).repeat())
                .miniature();
        assertThat(svg.length()).isLessThan(20_000);
    }

    @Test
    void namesAreText() throws Exception {
        Document picture = parsed(Figure.titled("a < b & c").over(0, 1).with("<lr>", linear(0, 1, 1)));
        assertThat(picture.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("a < b & c");
        assertThat(words(picture)).contains("<lr>");
    }

    private static String words(Document picture) {
        NodeList texts = picture.getElementsByTagName("text");
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < texts.getLength(); i++) {
            words.append(texts.item(i).getTextContent()).append(' ');
        }
        return words.toString();
    }

    @Test
    void theSecondAxisIsDashedAndHasTicksOfItsOwn() throws Exception {
        Document picture = parsed(STEP.withSecondAxis("momentum", linear(0.85, 0.95, 100)));
        assertThat(words(picture)).contains("0.85", "0.95", "momentum");
        Element first = (Element) picture.getElementsByTagName("path").item(2);
        Element second = (Element) picture.getElementsByTagName("path").item(3);
        assertThat(first.hasAttribute("stroke-dasharray")).isFalse();
        assertThat(second.getAttribute("stroke-dasharray")).isEqualTo("6 4");
    }

    @Test
    void moreNamesThanFitAreCounted() throws Exception {
        Figure many = STEP;
        for (int i = 0; i < 20; i++) {
            many = many.with("lr[a group with a name " + i + "]", linear(0, 1, 100));
        }
        assertThat(words(parsed(many))).containsPattern("and \\d+ more");
    }

    @Test
    void gapsAreLeftOut() {
        double[] times = {0, 1, 2, 3, 4};
        double[] values = {1, 1, Double.NaN, 2, 2};
        assertThat(Figure.titled("").with("loss", times, values).miniature()).containsPattern("d=\"M\\S+ \\S+M\\S+ ");
    }

    @Test
    void whatCannotBeDrawnIsToldAsElsewhere() {
        assertThatThrownBy(() -> Figure.titled("").miniature())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a figure needs a series, got none");
    }
}
