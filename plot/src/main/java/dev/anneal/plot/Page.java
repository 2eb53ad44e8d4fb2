package dev.anneal.plot;

import dev.anneal.plot.Report.Block;
import dev.anneal.plot.Report.Facts;
import dev.anneal.plot.Report.Panel;
import dev.anneal.plot.Report.Preformatted;
import dev.anneal.plot.Report.Table;
import dev.anneal.plot.Series.Side;
import dev.anneal.plot.Series.Weight;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts a report together. What users wrote is escaped here or set as text by the page's script; the policy of the page allows
 * its own scripts and styles by their hashes and nothing else.
 */
final class Page {
    /** A line gets points for twice as many columns of pixels as a wide screen has, and at most four for each of them. */
    private static final int COLUMNS = 2000;

    private final String title;
    private final String subtitle;
    private final List<Block> blocks;
    private final Map<String, Integer> colours = new LinkedHashMap<>();
    private final List<Object> panels = new ArrayList<>();

    Page(String title, String subtitle, List<Block> blocks) {
        this.title = title;
        this.subtitle = subtitle;
        this.blocks = blocks;
    }

    String html() {
        chooseColours();
        var body = new StringBuilder();
        blocks.forEach(block -> body.append(section(block)));
        String data = Json.text(ordered("colours", hexes(), "panels", panels));
        String libraryStyle = Resources.text("uplot/uPlot.min.css");
        String library = Resources.text("uplot/uPlot.iife.min.js");
        String style = Resources.text("page.css");
        String script = Resources.text("page.js");
        String policy = "default-src 'none'; script-src " + hash(library) + " " + hash(script) + "; style-src "
                + hash(libraryStyle) + " " + hash(style) + "; base-uri 'none'; form-action 'none'";
        return fill(
                Resources.text("page.html"),
                Map.of(
                        "policy", policy,
                        "title", Text.html(title),
                        "subtitle", Text.html(subtitle),
                        "body", body.toString(),
                        "data", data,
                        "licence", Resources.text("uplot/LICENSE"),
                        "library-style", libraryStyle,
                        "library", library,
                        "style", style,
                        "script", script));
    }

    /** Fills the places marked {@code {{name}}}, all at once, so that nothing filled in is taken for a mark. */
    private static String fill(String template, Map<String, String> values) {
        var out = new StringBuilder();
        int done = 0;
        for (int mark = template.indexOf("{{"); mark >= 0; mark = template.indexOf("{{", done)) {
            int end = template.indexOf("}}", mark);
            String name = template.substring(mark + 2, end);
            out.append(template, done, mark).append(values.get(name));
            done = end + 2;
        }
        return out.append(template.substring(done)).toString();
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** One colour for one name on the whole page; what is first met on a right axis gets one far from the first. */
    private void chooseColours() {
        for (Series.Side side : Side.values()) {
            for (Block block : blocks) {
                if (block instanceof Panel panel) {
                    panel.figure().series().stream()
                            .filter(one -> one.side() == side && !colours.containsKey(one.name()))
                            .forEach(one -> colours.put(one.name(), next(side)));
                }
            }
        }
    }

    private int next(Series.Side side) {
        int next = side == Side.RIGHT ? Palette.SECOND_AXIS : 0;
        while (colours.containsValue(next)) {
            next++;
        }
        return next;
    }

    private Map<String, Object> hexes() {
        var hexes = new LinkedHashMap<String, Object>();
        colours.forEach((name, colour) -> hexes.put(name, Palette.hex(colour)));
        return hexes;
    }

    // ------------------------------------------------------------------------------------------------ blocks

    private String section(Block block) {
        if (block instanceof Panel panel) {
            return panel(panel.figure());
        } else if (block instanceof Facts facts) {
            return facts(facts);
        } else if (block instanceof Table table) {
            return table(table);
        }
        var text = (Preformatted) block;
        return "<section>" + heading(text.heading()) + "<pre>" + Text.html(text.text()) + "</pre></section>\n";
    }

    private static String heading(String heading) {
        return heading.isEmpty() ? "" : "<h2>" + Text.html(heading) + "</h2>";
    }

    private String panel(Figure figure) {
        panels.add(data(figure));
        Figure.Headings words = figure.headings();
        String told = words.subtitle().isEmpty() ? "" : " <small>" + Text.html(words.subtitle()) + "</small>";
        String name = words.title().isEmpty() ? Axis.label(figure, Side.LEFT) : words.title();
        return "<section class=\"panel\"><div class=\"bar\"><h2>" + Text.html(name) + told
                + "</h2><label><input type=\"checkbox\"> log y</label></div><div class=\"plot\"></div></section>\n";
    }

    private static Map<String, Object> data(Figure figure) {
        Range range = figure.range();
        var series = new ArrayList<Object>();
        var lefts = new ArrayList<Line>();
        for (Series one : figure.series()) {
            Line line = one.source().line(range, COLUMNS);
            boolean left = one.side() == Side.LEFT;
            if (left) {
                lefts.add(line);
            }
            boolean curve = one.source() instanceof Series.Curve;
            series.add(ordered(
                    "name",
                    one.name(),
                    "axis",
                    left ? "y" : "y2",
                    "curve",
                    curve,
                    "pale",
                    one.weight() == Weight.PALE,
                    "points",
                    line));
        }
        Optional<Scale> decades = Scale.logarithmic(lefts);
        if (figure.isLogarithmic() && decades.isEmpty()) {
            throw Axis.nothingPositive(figure);
        }
        double floor = decades.map(scale -> Math.pow(10, scale.low())).orElse(0.0);
        var data = ordered("x", figure.headings().x(), "from", range.from(), "to", range.to());
        data.putAll(ordered("y", Axis.label(figure, Side.LEFT), "y2", Axis.label(figure, Side.RIGHT)));
        data.putAll(ordered("log", figure.isLogarithmic(), "floor", floor, "series", series));
        return data;
    }

    private static String facts(Facts facts) {
        var html = new StringBuilder("<section>" + heading(facts.heading()) + "<dl>");
        facts.facts()
                .forEach((name, fact) ->
                        html.append("<dt>" + Text.html(name) + "</dt><dd>" + Text.html(fact) + "</dd>"));
        return html.append("</dl></section>\n").toString();
    }

    private static String table(Table table) {
        var html = new StringBuilder("<section>" + heading(table.heading()) + "<div class=\"wide\"><table><thead><tr>");
        for (String column : table.columns()) {
            html.append("<th><button type=\"button\">" + Text.html(column) + "</button></th>");
        }
        html.append("</tr></thead><tbody>");
        for (List<Object> row : table.rows()) {
            html.append("<tr>");
            for (Object cell : row) {
                String start = cell instanceof Number number ? "<td data-value=\"" + number + "\">" : "<td>";
                html.append(start + Text.html(Text.line(String.valueOf(cell))) + "</td>");
            }
            html.append("</tr>");
        }
        return html.append("</tbody></table></div></section>\n").toString();
    }

    private static Map<String, Object> ordered(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
