package dev.anneal.plot;

import static dev.anneal.Schedule.cosine;
import static dev.anneal.Schedule.linear;
import static dev.anneal.Schedule.multiStep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PageTest {
    static final String EVIL = "</script><img src=x onerror=alert(1)>'\"&{{script}}\u2028";

    static Report evil() {
        Figure figure = Figure.titled(EVIL).subtitled(EVIL).labelled(EVIL, EVIL);
        return Report.titled(EVIL)
                .subtitled(EVIL)
                .with(figure.with(EVIL, linear(0, 1, 9)).withSecondAxis(EVIL + 2, linear(1, 0, 9)))
                .withFacts(EVIL, Map.of(EVIL, EVIL))
                .withTable(EVIL, List.of(EVIL, "n"), List.of(List.of(EVIL, 1), List.of("b", 2.5)))
                .withText(EVIL, EVIL + "\n" + EVIL);
    }

    private static byte[] sha256(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    @Test
    void theLibraryIsTheOneThatWasReviewed() throws Exception {
        HexFormat hex = HexFormat.of();
        assertThat(hex.formatHex(sha256(Resources.bytes("uplot/uPlot.iife.min.js"))))
                .isEqualTo("19c8d4c6ad88929a79f4ae49d6f7161566dfd0ba3d15cc495e974f787eb78f1f");
        assertThat(hex.formatHex(sha256(Resources.bytes("uplot/uPlot.min.css"))))
                .isEqualTo("df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04");
    }

    @Test
    void thePolicyAllowsTheScriptsAndStylesOfThePageAndNothingElse() throws Exception {
        String html = evil().html();
        Matcher policy = Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\"")
                .matcher(html);
        assertThat(policy.find()).isTrue();
        assertThat(policy.group(1)).startsWith("default-src 'none';").doesNotContain("unsafe", "http", "*");
        Matcher inline = Pattern.compile("<(?:script|style)>(.*?)</(?:script|style)>", Pattern.DOTALL)
                .matcher(html);
        int blocks = 0;
        while (inline.find()) {
            byte[] digest = sha256(inline.group(1).getBytes(StandardCharsets.UTF_8));
            assertThat(policy.group(1))
                    .contains("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
            blocks++;
        }
        assertThat(blocks).isEqualTo(4);
    }

    @Test
    void whatUsersWriteIsEscapedEverywhere() {
        String html = evil().html();
        assertThat(html).doesNotContain("<img", "</script><i");
        assertThat(html).contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;&#39;&quot;&amp;{{script}}");
        assertThat(html).contains("\\u003c/script\\u003e\\u003cimg");
    }

    @Test
    void aPageNamesNothingOnTheNetworkButTheHomeOfTheLibrary() {
        String html = Report.titled("a")
                .with(Figure.titled("b").with("lr", linear(0, 1, 9)))
                .html();
        assertThat(html).doesNotContain("src=", "@import", "url(");
        assertThat(html.replaceAll("https://github.com/leeoniya/uPlot", "")).doesNotContain("https:");
        assertThat(html).contains("Copyright (c) 2022 Leon Sorokin", "Permission is hereby granted");
    }

    @Test
    void jumpsAreInTheDataWithBothEnds() {
        String html = Figure.titled("")
                .over(0, 100)
                .with("lr", multiStep(1, 0.25, 50))
                .html();
        assertThat(html).containsPattern("[\\[,]50,50,");
        assertThat(html).containsPattern("[\\[,]1,0\\.25,");
    }

    @Test
    void pagesOfLongRunsStaySmall() {
        double[] x = new double[1_000_000];
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = i;
            y[i] = Math.sin(i) / 3;
        }
        assertThat(Figure.titled("").with("loss", x, y).html().length()).isLessThan(200_000);
        assertThat(Figure.titled("")
                        .over(0, 1e9)
                        .with("lr", cosine(0.1, 0, 10).repeat(100_000_000))
                        .html()
                        .length())
                .isLessThan(200_000);
    }

    @Test
    void jsonIsWhatItShouldBe() {
        Line line = new Line(new double[] {0, 0.5, 1e9}, new double[] {1 / 3.0, Double.NaN, -1e-7});
        assertThat(Json.text(Map.of("a\"\\\n", List.of(1, 2.5, true, "<", List.of(), Map.of(), line))))
                .isEqualTo("{\"a\\\"\\\\\\u000a\":[1,2.5,true,\"\\u003c\",[],{},"
                        + "{\"x\":[0,0.5,1000000000],\"y\":[0.3333333,null,-1.0E-7]}]}");
    }

    @Test
    void tablesMustBeRectangular() {
        Report report = Report.titled("");
        assertThatThrownBy(() -> report.withTable("t", List.of(), List.of()))
                .hasMessage("columns must be at least one, got none");
        assertThatThrownBy(() -> report.withTable("t", List.of("a", "b"), List.of(List.of(1))))
                .hasMessage("a row must have 2 cells, got 1: [1]");
    }
}
