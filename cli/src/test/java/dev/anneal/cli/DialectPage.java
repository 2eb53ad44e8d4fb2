package dev.anneal.cli;

import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Dialects;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Reading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The page of a framework. */
final class DialectPage {

    /** What is said of so many schedulers at least, and of more than half, is said once. */
    private static final int SEVERAL = 4;

    private static final int LONGEST_TEXT = 400;
    private static final int MOST_LINES = 12;

    /** What is code in a sentence: names with an underscore, what they are set to, and calls without arguments. */
    private static final Pattern CODE = Pattern.compile(
            "(?<![\\w`'])(?:(?:\\w+\\.)*\\w*[a-zA-Z0-9]_\\w+(?:=[\\w.'-]*\\w'?)?(?:\\(\\))?|(?:\\w+\\.)*\\w+\\(\\)|\\w+=[\\w'-]+)(?![\\w`])");

    private final Dialect dialect;
    private final List<Scheduler> schedulers;
    private final List<String> anchors = new ArrayList<>();
    private final Map<String, List<Integer>> common = new LinkedHashMap<>();
    private final StringBuilder page = new StringBuilder();

    DialectPage(Dialect dialect) {
        this.dialect = dialect;
        this.schedulers = Scheduler.of(dialect);
        Map<String, Integer> met = new HashMap<>();
        for (Scheduler scheduler : schedulers) {
            String anchor = scheduler.entry().name().toLowerCase(Locale.ROOT).replaceAll("[^\\w-]", "");
            int before = met.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
        }
        for (int i = 0; i < schedulers.size(); i++) {
            for (String sentence : sentences(schedulers.get(i))) {
                common.computeIfAbsent(sentence, key -> new ArrayList<>()).add(i);
            }
        }
        common.values().removeIf(has -> has.size() < SEVERAL || 2 * has.size() <= schedulers.size());
    }

    /** The rules of the arguments, and the remarks. */
    private static List<String> sentences(Scheduler scheduler) {
        List<String> sentences = new ArrayList<>();
        rules(scheduler).forEach((name, rule) -> sentences.add(must(List.of(name), rule)));
        scheduler.remarks().forEach(remark -> sentences.add(remark(remark)));
        return sentences;
    }

    /** What arguments must be that is no matter of course. */
    private static Map<String, String> rules(Scheduler scheduler) {
        Map<String, String> rules = new LinkedHashMap<>(scheduler.entry().rules());
        rules.values().removeIf(rule -> rule.equals("be a number"));
        return rules;
    }

    private static String must(List<String> names, String rule) {
        List<String> code = names.stream().map(name -> "`" + name + "`").toList();
        int last = code.size() - 1;
        String all = last == 0 ? "" : String.join(", ", code.subList(0, last)) + " and ";
        return all + code.get(last) + " must " + prose(rule) + ".";
    }

    /** What is said of a scheduler and not of most; arguments that have one rule share a sentence. */
    private List<String> own(Scheduler scheduler) {
        Map<String, List<String>> byRule = new LinkedHashMap<>();
        rules(scheduler).forEach((name, rule) -> {
            if (!common.containsKey(must(List.of(name), rule))) {
                byRule.computeIfAbsent(rule, key -> new ArrayList<>()).add(name);
            }
        });
        List<String> own = new ArrayList<>();
        byRule.forEach((rule, names) -> own.add(must(names, rule)));
        scheduler.remarks().stream()
                .map(DialectPage::remark)
                .filter(remark -> !common.containsKey(remark))
                .forEach(own::add);
        return own;
    }

    /** A sentence that begins with a small letter begins with a name. */
    private static String remark(String sentence) {
        String prose = prose(sentence);
        return prose.replaceFirst("^[a-z]\\w*(\\(\\w*\\))?(?=[ ,])", "`$0`");
    }

    /** A sentence, its code marked as such. */
    private static String prose(String sentence) {
        String escaped = escaped(sentence);
        return CODE.matcher(escaped).replaceAll(code -> "`" + code.group().replace("$", "\\$") + "`");
    }

    private static String escaped(String text) {
        return text.replace("<", "&lt;").replace("*", "\\*").replace("](", "]\\(");
    }

    String text() {
        page.append(DialectPages.MARK).append("\n# ").append(dialect.title()).append("\n\n");
        paragraph("%s, `%s`. [All frameworks](README.md), [how they differ](conventions.md)."
                .formatted(counted(schedulers.size(), "scheduler"), dialect.name()));
        dialect.remarks().forEach(remark -> paragraph(prose(remark)));
        names();
        optimizers();
        several();
        contents();
        for (int i = 0; i < schedulers.size(); i++) {
            section(schedulers.get(i), anchors.get(i));
        }
        return page.toString().stripTrailing() + "\n";
    }

    private static String counted(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private void paragraph(String text) {
        page.append(text).append("\n\n");
    }

    // ------------------------------------------------------------------------------------------------ the head

    private void names() {
        String name = schedulers.get(0).entry().name();
        List<String> prefixes = DialectsCommand.prefixes(dialect, DialectsCommand.TOLD_PREFIXES_OF_ONE).stream()
                .skip(1)
                .map(prefix -> "`" + prefix.replaceFirst("( and .*)?$", "`$1"))
                .toList();
        String modules = prefixes.isEmpty() ? "" : ", or behind what programs import: " + String.join(", ", prefixes);
        paragraph("**Names.** A scheduler goes by its name, `%s`, behind its dialect, `%s.%s`%s.%s"
                .formatted(name, dialect.name(), name, modules, lookup()));
    }

    private String lookup() {
        List<String> order = Dialects.all().stream().map(Dialect::name).toList();
        int place = order.indexOf(dialect.name());
        String looked = place == 0
                ? " Bare names are looked up here before all other dialects."
                : " A bare name is looked up in %d other dialects before, in [this order](README.md#names)."
                        .formatted(place);
        return dialect.wraps().isEmpty()
                ? looked
                : looked + " Inside of a call of this dialect a name is looked up here first, and then in `"
                        + String.join("`, `", dialect.wraps()) + "`.";
    }

    private void optimizers() {
        if (!dialect.optimizers().isEmpty()) {
            paragraph(
                    "**Optimizers.** Where a program makes one of these, its rate, momentum and weight decay are read with "
                            + "their defaults: "
                            + dialect.optimizers().stream()
                                    .map(signature -> "`" + signature.substring(0, signature.indexOf('(')) + "`")
                                    .distinct()
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
    }

    private void several() {
        if (!common.isEmpty()) {
            boolean all = common.values().stream().allMatch(has -> has.size() == schedulers.size());
            page.append("**In ").append(all ? "all" : "most").append(" of them.**\n\n");
            common.forEach((sentence, has) -> page.append("- ")
                    .append(sentence)
                    .append(has.size() == schedulers.size() ? "" : " " + butFor(has))
                    .append('\n'));
            page.append('\n');
        }
    }

    private String butFor(List<Integer> has) {
        List<String> others = new ArrayList<>();
        for (int i = 0; i < schedulers.size(); i++) {
            if (!has.contains(i)) {
                others.add("`" + schedulers.get(i).entry().name() + "`");
            }
        }
        return "(All but " + String.join(", ", others) + ".)";
    }

    private void contents() {
        List<String> links = new ArrayList<>();
        for (int i = 0; i < schedulers.size(); i++) {
            links.add("[%s](#%s)".formatted(schedulers.get(i).entry().name(), anchors.get(i)));
        }
        paragraph(String.join(" · ", links));
    }

    // ------------------------------------------------------------------------------------------------ a scheduler

    private void section(Scheduler scheduler, String anchor) {
        Entry entry = scheduler.entry();
        page.append("## ").append(entry.name()).append("\n\n");
        fenced(dialect.java() ? "java" : "python", broken(entry.signatureText()));
        List<String> others = entry.names().subList(1, entry.names().size());
        if (!others.isEmpty()) {
            paragraph("Also called `" + String.join("`, `", others) + "`.");
        }
        paragraph("> " + escaped(entry.formula()).replace("\n", "\\\n> "));
        paragraph("*t* " + prose(scheduler.clock()) + ".");
        List<String> own = own(scheduler);
        own.forEach(sentence -> page.append("- ").append(sentence).append('\n'));
        page.append(own.isEmpty() ? "" : "\n");
        Sample.of(scheduler).ifPresent(sample -> example(scheduler, sample, anchor));
        paragraph("Defined in " + escaped(entry.source()).replaceFirst("^[\\w/-]+\\.[\\w./-]+", "`$0`") + ".");
    }

    private void fenced(String language, String text) {
        page.append("```").append(language).append('\n').append(text).append("\n```\n\n");
    }

    /** A signature in lines of a page's width. */
    private static String broken(String signature) {
        StringBuilder lines = new StringBuilder();
        int width = 0;
        for (String part : signature.split("(?<=, )|(?<=\\))(?=\\.)")) {
            if (width > 0 && width + part.strip().length() > 100) {
                lines.setLength(lines.toString().stripTrailing().length());
                lines.append("\n        ");
                width = 8;
            }
            lines.append(part);
            width += part.length();
        }
        return lines.toString();
    }

    private void example(Scheduler scheduler, Sample sample, String anchor) {
        Reading reading = sample.reading();
        fenced("sh", sample.command());
        fenced("", shortened(Texts.of(reading.plan())));
        reading.notes().forEach(note -> paragraph("It notes: " + prose(note) + "."));
        DialectFigure figure = new DialectFigure(scheduler, sample, reading);
        paragraph(
                "![%s](%s)".formatted(figure.caption(), image(anchor).toString().replace('\\', '/')));
        if (!figure.observed().isEmpty()) {
            paragraph("*" + figure.observed() + "*");
        }
    }

    /** What is longer than anybody reads is cut where a part ends. */
    private static String shortened(String text) {
        List<String> lines = text.lines().toList();
        String all = lines.stream()
                .limit(MOST_LINES)
                .map(line -> {
                    int cut = line.length() <= LONGEST_TEXT ? line.length() : line.lastIndexOf(", ", LONGEST_TEXT) + 2;
                    return line.substring(0, cut) + (cut < line.length() ? "…" : "");
                })
                .collect(Collectors.joining("\n"));
        return lines.size() <= MOST_LINES ? all : all + "\n… and " + (lines.size() - MOST_LINES) + " more lines";
    }

    // ------------------------------------------------------------------------------------------------ the figures

    private Path image(String anchor) {
        return Path.of("images", dialect.name(), anchor + ".svg");
    }

    Map<Path, String> figures() {
        Map<Path, String> figures = new TreeMap<>();
        for (int i = 0; i < schedulers.size(); i++) {
            Scheduler scheduler = schedulers.get(i);
            Path image = image(anchors.get(i));
            Sample.of(scheduler)
                    .ifPresent(
                            sample -> figures.put(image, new DialectFigure(scheduler, sample, sample.reading()).svg()));
        }
        return figures;
    }
}
