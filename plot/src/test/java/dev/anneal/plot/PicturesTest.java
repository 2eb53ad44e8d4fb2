package dev.anneal.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.Schedule;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pictures in the documentation are what this code draws. With {@code -Dpictures=write} they are written anew.
 */
class PicturesTest {

    private static final Path FOLDER = Path.of("..", "docs", "images");

    private static final Map<String, Figure> PICTURES = Map.of(
            "schedules",
            Figure.titled("Learning-rate schedules")
                    .subtitled("six schedules over 100k steps")
                    .over(0, 100_000)
                    .logarithmic()
                    .with("step decay", Schedule.parse("exponential(1e-3, 0.3, 20000).staircase(20000)"))
                    .with("exponential", Schedule.parse("exponential(1e-3, 0.018, 100000)"))
                    .with("warmup + cosine", Schedule.parse("linear(1e-6, 1e-3, 4000).then(cosine(1e-3, 1e-6, 96000))"))
                    .with(
                            "warm restarts",
                            Schedule.parse("cosine(1e-3, 1e-6, 14286).repeat(3, stretching(2)).until(100000)"))
                    .with("one-cycle", Schedule.parse("cosine(4e-5, 1e-3, 30000).then(cosine(1e-3, 1e-7, 70000))"))
                    .with(
                            "warmup-stable-decay",
                            Schedule.parse(
                                    "linear(1e-6, 1e-3, 4000).then(hold(1e-3, 76000)).then(ramp(1e-3, 1e-6, 20000, oneMinusSqrt))")),
            "one-cycle",
            Figure.titled("One-cycle policy")
                    .subtitled("learning rate (left) and momentum (right) move in opposite directions")
                    .over(0, 100_000)
                    .with("lr", Schedule.parse("cosine(4e-5, 1e-3, 30000).then(cosine(1e-3, 4e-9, 70000))"))
                    .withSecondAxis(
                            "momentum", Schedule.parse("cosine(0.95, 0.85, 30000).then(cosine(0.85, 0.95, 70000))")));

    static Stream<String> names() {
        return PICTURES.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("names")
    void thePictureIsWhatTheCodeDraws(String name) throws IOException {
        byte[] drawn = Objects.requireNonNull(PICTURES.get(name)).png();
        Path file = FOLDER.resolve(name + ".png");
        if ("write".equals(System.getProperty("pictures"))) {
            Files.write(file, drawn);
        }
        BufferedImage ours = ImageIO.read(new ByteArrayInputStream(drawn));
        BufferedImage theirs = ImageIO.read(file.toFile());
        assertThat(theirs.getWidth()).isEqualTo(ours.getWidth());
        assertThat(theirs.getHeight()).isEqualTo(ours.getHeight());
        assertThat(differing(ours, theirs)).as("share of pixels that differ").isLessThan(0.002);
    }

    /** The share of pixels that differ visibly; other versions of Java round the edges of lines otherwise. */
    private static double differing(BufferedImage a, BufferedImage b) {
        long differing = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                int p = a.getRGB(x, y);
                int q = b.getRGB(x, y);
                int change = Math.abs((p >> 16 & 255) - (q >> 16 & 255))
                        + Math.abs((p >> 8 & 255) - (q >> 8 & 255))
                        + Math.abs((p & 255) - (q & 255));
                differing += change > 120 ? 1 : 0;
            }
        }
        return (double) differing / ((long) a.getWidth() * a.getHeight());
    }
}
