package dev.anneal.plot;

import static dev.anneal.Schedule.cosine;
import static dev.anneal.Schedule.linear;
import static dev.anneal.Schedule.multiStep;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PictureTest {
    private static final int BLUE = 0x4C72B0;
    private static final int RED = 0xC44E52;
    private static final Figure STEP = Figure.titled("Step").over(0, 100).with("lr", multiStep(1, 0.25, 50));
    private static final Figure TWO = STEP.withSecondAxis("momentum", linear(0.85, 0.95, 100));

    private static BufferedImage read(Figure figure) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(figure.png()));
    }

    private static int colour(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) & 0xFFFFFF;
    }

    /** How many pixels of a column have exactly a colour. */
    private static int count(BufferedImage image, int x, int colour) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            count += colour(image, x, y) == colour ? 1 : 0;
        }
        return count;
    }

    private static int count(BufferedImage image, int colour) {
        int count = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            count += count(image, x, colour);
        }
        return count;
    }

    @Test
    void aPictureIsTwoThousandPixelsWideOnWhite() throws IOException {
        BufferedImage image = read(STEP);
        assertThat(image.getWidth()).isEqualTo(2000);
        assertThat(image.getHeight()).isEqualTo(1120);
        assertThat(colour(image, 0, 0)).isEqualTo(0xFFFFFF);
    }

    @Test
    void aJumpIsVertical() throws IOException {
        BufferedImage image = read(STEP);
        int[] tall = IntStream.range(0, 2000)
                .filter(x -> count(image, x, BLUE) > 400)
                .toArray();
        // the line is 4.4 pixels wide; a slope over one time step would be 17
        assertThat(tall).hasSizeBetween(3, 5);
        assertThat(tall[tall.length - 1] - tall[0]).isEqualTo(tall.length - 1);
        assertThat(tall[0]).isBetween(950, 1100);
    }

    @Test
    void theSecondAxisIsDashedInItsOwnColour() throws IOException {
        BufferedImage image = read(TWO);
        assertThat(count(image, BLUE)).isGreaterThan(3000);
        assertThat(count(image, RED)).isGreaterThan(3000);
        int inked = 0;
        for (int x = 400; x < 800; x++) {
            inked += count(image, x, RED) > 0 ? 1 : 0;
        }
        assertThat(inked).isBetween(150, 330);
    }

    @Test
    void aBackdropIsPale() throws IOException {
        double[] x = {0, 50, 100};
        double[] y = {1, 0, 1};
        BufferedImage full = read(Figure.titled("").with("raw", x, y));
        BufferedImage pale = read(Figure.titled("").withBackdrop("raw", x, y));
        assertThat(count(full, BLUE)).isGreaterThan(2000);
        assertThat(count(pale, BLUE)).isZero();
        assertThat(count(pale, 0xFFFFFF)).isGreaterThan(count(full, 0xFFFFFF));
        assertThat(Figure.titled("").withBackdrop("raw", x, y).html()).contains("\"pale\":true");
    }

    @Test
    void theSameFigureGivesTheSameBytes() {
        assertThat(TWO.png()).isEqualTo(TWO.png());
        assertThat(TWO.svg()).isEqualTo(TWO.svg());
    }

    @Test
    void aHundredMillionRestartsAreAFilledBand() throws IOException {
        Figure figure =
                Figure.titled("").over(0, 1e9).with("lr", cosine(0.1, 0, 10).repeat(100_000_000));
        byte[] png = Assertions.assertTimeout(Duration.ofSeconds(20), figure::png);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        int[] counts =
                IntStream.range(300, 1800).map(x -> count(image, x, BLUE)).toArray();
        assertThat(Arrays.stream(counts).min().orElseThrow()).isGreaterThan(700);
    }

    @Test
    void bundledLettersAreUsed() {
        assertThat(Fonts.regular(12).getFamily()).isEqualTo("Open Sans");
        assertThat(Fonts.bold(12).isBold()).isTrue();
        assertThat(Fonts.regular(12).canDisplayUpTo("10⁻³ × γ η 0123456789")).isEqualTo(-1);
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    @Test
    void anSvgIsXmlWithoutDocumentTypeThatHoldsTheJump() throws Exception {
        String svg = STEP.svg();
        Document document = parse(svg);
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(document.getDoctype()).isNull();
        boolean vertical = false;
        Matcher segment =
                Pattern.compile("L([0-9.]+) ([0-9.]+) L([0-9.]+) ([0-9.]+)").matcher(svg);
        for (int from = 0; segment.find(from); from = segment.start() + 1) {
            double height = Double.parseDouble(segment.group(4)) - Double.parseDouble(segment.group(2));
            vertical |= segment.group(1).equals(segment.group(3)) && height > 200;
        }
        assertThat(vertical).isTrue();
    }

    @Test
    void anSvgNamesItsLettersWithFallbacks() {
        assertThat(STEP.svg())
                .contains("font-family:'Open Sans', 'Noto Sans'", "font-weight:bold", ">Step<")
                .doesNotContain("Dialog", "http://www.w3.org/TR");
    }

    @Test
    void namesAreEscapedInAnSvg() throws Exception {
        String name = "</text><script>alert(1)</script>&\u0000\u001b[31m\uD800";
        Figure figure = Figure.titled(name)
                .subtitled(name)
                .labelled(name, name)
                .with(name, linear(0, 1, 9))
                .with(name, linear(1, 0, 9));
        Document document = parse(figure.svg());
        assertThat(document.getElementsByTagName("script").getLength()).isZero();
    }

    @Test
    void manyLongNamesStayWithinThePicture() throws Exception {
        Figure figure = Figure.titled("A very long title ".repeat(20));
        for (int i = 0; i < 40; i++) {
            figure = figure.with("a very long name of a series, number " + i, linear(i, 0, 9));
        }
        assertThat(figure.svg()).contains("and 23 more").contains("…");
        assertThat(count(read(figure), 0xFFFFFF)).isLessThan(2000 * 1120);
    }

    @Test
    void aLegendThatIsTooLongTellsHowMuchIsLeftOut() throws IOException {
        Figure many = Figure.titled("").over(0, 1);
        for (int i = 0; i < 200; i++) {
            many = many.with("x" + i, linear(0, i, 1));
        }
        BufferedImage image = read(many);
        assertThat(count(image, image.getWidth() - 4, 0xFFFFFF)).isEqualTo(image.getHeight());
    }
}
