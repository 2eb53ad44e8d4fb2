package dev.anneal.plot;

import static dev.anneal.Schedule.cosine;
import static dev.anneal.Schedule.linear;
import static dev.anneal.Schedule.multiStep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.anneal.Schedule;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Pages in a real browser; skipped where there is none. */
class BrowserTest {
    @TempDir(cleanup = CleanupMode.ALWAYS)
    private static Path folder;

    private static @Nullable Browser started;

    private static final Figure LOSS = Figure.titled("Loss")
            .with("sgdr", new double[] {0, 50, 100}, new double[] {2, 1, 0.5})
            .with("step", new double[] {0, 100}, new double[] {2, 0.75});
    private static final Figure RATE = Figure.titled("Rate")
            .over(0, 100)
            .logarithmic()
            .with("sgdr", cosine(0.1, 0, 25).repeat())
            .with("step", multiStep(0.1, 0.1, 50))
            .withSecondAxis("momentum", linear(0.85, 0.95, 100));
    private static final Report REPORT = Report.titled("Report")
            .with(LOSS)
            .with(RATE)
            .withTable(
                    "Ranking",
                    List.of("run", "final loss"),
                    List.of(List.of("sgdr", 0.5), List.of("step", 0.75), List.of("none", 0.6)));

    @BeforeAll
    static void start() throws Exception {
        boolean there = Browser.program().isPresent();
        if (!there) {
            System.out.println("skipped: pages are not opened in a browser, as there is no chromium on the PATH");
        }
        assumeTrue(there, "needs chromium on the PATH");
        started = Browser.start(Files.createDirectory(folder.resolve("profile")));
    }

    @AfterAll
    static void stop() {
        if (started != null) {
            started.close();
        }
    }

    private static Browser open(String html) throws IOException {
        Browser browser = Objects.requireNonNull(started);
        browser.prefer("light");
        browser.open(Files.writeString(folder.resolve("page.html"), html));
        return browser;
    }

    /** Moves the pointer over a part of a plot; (0, 0) is its upper left corner, (1, 1) the lower right. */
    private static double[] place(Browser browser, int panel, double across, double down) {
        String box = "document.querySelectorAll('.u-over')[" + panel + "].getBoundingClientRect()";
        String[] edges = browser.eval("(b => [b.left, b.top, b.width, b.height])(" + box + ")")
                .split(",", -1);
        return new double[] {
            Double.parseDouble(edges[0]) + across * Double.parseDouble(edges[2]),
            Double.parseDouble(edges[1]) + down * Double.parseDouble(edges[3])
        };
    }

    private static void mouse(Browser browser, String type, double[] place) {
        browser.mouse(type, place[0], place[1]);
    }

    private static String tip(Browser browser) {
        return browser.eval("document.getElementById('tip').hidden ? '' : [...document.querySelectorAll('#tip b, "
                + "#tip .name, #tip .value')].map(e => e.textContent).join('|')");
    }

    /** The labels under a plot are drawn, not written; what a drag did is seen in what the pointer then tells. */
    private static double timeAt(Browser browser, int panel, double across) {
        mouse(browser, "mouseMoved", place(browser, panel, across, 0.5));
        String first = tip(browser).split("\\|", -1)[0];
        return Double.parseDouble(first.replace("step ", ""));
    }

    private static int pixels(Browser browser, int colour) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(browser.screenshot()));
        int count = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                count += (image.getRGB(x, y) & 0xFFFFFF) == colour ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void aPageOpensWithoutComplaintAndWithoutNetwork() throws IOException {
        Browser browser = open(REPORT.html());
        assertThat(browser.eval("document.querySelectorAll('canvas').length")).isEqualTo("2");
        assertThat(browser.eval("document.querySelectorAll('.chips button').length"))
                .isEqualTo("3");
        assertThat(browser.complaints()).isEmpty();
        assertThat(pixels(browser, 0x4C72B0)).isGreaterThan(500);
    }

    @Test
    void evilNamesAreTextAndRunNothing() throws IOException {
        Browser browser = open(PageTest.evil().html());
        assertThat(browser.eval("document.images.length")).isEqualTo("0");
        assertThat(browser.eval("document.querySelector('h1').textContent")).startsWith("</script><img");
        assertThat(browser.eval("document.querySelector('.chips button').textContent"))
                .startsWith("</script><img");
        mouse(browser, "mouseMoved", place(browser, 0, 0.5, 0.5));
        assertThat(tip(browser)).contains("</script><img src=x onerror=alert(1)>");
        assertThat(browser.eval("document.images.length")).isEqualTo("0");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void thePolicyStopsForeignScripts() throws IOException {
        Browser browser = open(REPORT.html());
        browser.eval(
                "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.x = 1'}))");
        assertThat(browser.eval("window.x")).isEqualTo("undefined");
        assertThat(browser.complaints()).isNotEmpty();
    }

    @Test
    void thePointerIsToldTheValuesInForce() throws IOException {
        Browser browser = open(RATE.html());
        mouse(browser, "mouseMoved", place(browser, 0, 0.5, 0.5));
        assertThat(tip(browser)).isEqualTo("step 50|sgdr|0.1|step|0.01|momentum|0.9");
        double time = timeAt(browser, 0, 0.31);
        String[] told = tip(browser).split("\\|", -1);
        Schedule sgdr = cosine(0.1, 0, 25).repeat();
        assertThat(Double.parseDouble(told[2])).isCloseTo(sgdr.at(time), within(1e-6));
        assertThat(Double.parseDouble(told[6])).isCloseTo(0.85 + time / 1000, within(1e-5));
    }

    @Test
    void draggingZoomsAllPanelsAndADoubleClickResetsThem() throws IOException {
        Browser browser = open(REPORT.html());
        mouse(browser, "mouseMoved", place(browser, 0, 0.2, 0.5));
        mouse(browser, "mousePressed", place(browser, 0, 0.2, 0.5));
        mouse(browser, "mouseMoved", place(browser, 0, 0.3, 0.5));
        mouse(browser, "mouseMoved", place(browser, 0, 0.6, 0.5));
        mouse(browser, "mouseReleased", place(browser, 0, 0.6, 0.5));
        assertThat(timeAt(browser, 1, 0.01)).isBetween(19.5, 21.5);
        assertThat(timeAt(browser, 1, 0.99)).isBetween(58.5, 60.5);
        String over = "document.querySelectorAll('.u-over')[1]";
        browser.eval(over + ".dispatchEvent(new MouseEvent('dblclick', {bubbles: true}))");
        assertThat(timeAt(browser, 1, 0.01)).isLessThan(2);
        assertThat(timeAt(browser, 1, 0.99)).isGreaterThan(98);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aChipHidesItsSeriesEverywhere() throws IOException {
        Browser browser = open(REPORT.html());
        int before = pixels(browser, 0x4C72B0);
        String chip = "document.querySelector('.chips button')";
        browser.eval(chip + ".click()");
        assertThat(browser.eval(chip + ".getAttribute('aria-pressed')")).isEqualTo("false");
        mouse(browser, "mouseMoved", place(browser, 0, 0.5, 0.5));
        assertThat(tip(browser)).contains("step").doesNotContain("sgdr");
        assertThat(pixels(browser, 0x4C72B0)).isLessThan(before / 4);
        browser.eval(chip + ".click()");
        assertThat(pixels(browser, 0x4C72B0)).isGreaterThan(before / 2);
    }

    @Test
    void theLogarithmicAxisCanBeSwitched() throws IOException {
        Browser browser = open(RATE.html());
        String box = "document.querySelector('.bar input')";
        assertThat(browser.eval(box + ".checked")).isEqualTo("true");
        byte[] logarithmic = browser.screenshot();
        browser.eval(box + ".click()");
        byte[] linear = browser.screenshot();
        assertThat(linear).isNotEqualTo(logarithmic);
        browser.eval(box + ".click()");
        assertThat(browser.screenshot()).isEqualTo(logarithmic);
        assertThat(browser.eval("document.querySelectorAll('canvas').length")).isEqualTo("1");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void tablesAreSortedByNumbersAndBack() throws IOException {
        Browser browser = open(REPORT.html());
        String order = "[...document.querySelectorAll('tbody tr')].map(r => r.cells[0].textContent).join()";
        browser.eval("document.querySelectorAll('th button')[1].click()");
        assertThat(browser.eval(order)).isEqualTo("sgdr,none,step");
        browser.eval("document.querySelectorAll('th button')[1].click()");
        assertThat(browser.eval(order)).isEqualTo("step,none,sgdr");
        browser.eval("document.querySelectorAll('th button')[0].click()");
        assertThat(browser.eval(order)).isEqualTo("none,sgdr,step");
        assertThat(browser.eval("document.querySelectorAll('td .swatch').length"))
                .isEqualTo("2");
    }

    @Test
    void darkModeIsDark() throws IOException {
        Browser browser = open(REPORT.html());
        browser.prefer("dark");
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(browser.screenshot()));
        assertThat(image.getRGB(2, 2) & 0xFF).isLessThan(0x40);
        assertThat(pixels(browser, 0xFFFFFF)).isLessThan(2000);
        assertThat(browser.complaints()).isEmpty();
    }
}
