package dev.anneal.cli;

import dev.anneal.Horizon;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.lab.Evaluation;
import dev.anneal.lab.RunResult;
import dev.anneal.plot.Columns;
import dev.anneal.plot.Figure;
import dev.anneal.plot.Report;
import dev.anneal.training.Resume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run leaves for people: a page with the rate, the loss and the accuracy over the steps, and a picture.
 *
 * @param plan what the run was told
 * @param result what became of it
 * @param folder where its tables are, and where page and picture go
 */
record RunReport(Plan plan, RunResult result, Path folder) {

    static final String PAGE = "report.html";
    static final String PICTURE = "report.png";

    private static final int SMOOTHED_OVER = 20;

    /** Draws once, for nothing: AWT starts its own services with the first picture, and refuses to while a process ends. */
    static void prepare(Plan plan, long updates) {
        new Drawing(Figure.titled("").over(0, (double) updates))
                .plan("", plan)
                .figure()
                .png();
    }

    void write(Horizon horizon, Map<String, String> settings) throws IOException {
        Columns metrics = Columns.read(folder.resolve("metrics.csv"));
        double[] smoothed = smoothed(metrics.values("loss"));
        double end = Math.max(1, (double) result.updates());
        Report report = Report.titled("Training run").subtitled(String.join(" · ", headline(settings)));
        report = report.with(new Drawing(Figure.titled("Learning rate").over(0, end))
                .used(plan, metrics, name -> true)
                .figure());
        Figure loss = Figure.titled("Loss")
                .over(0, end)
                .logarithmic()
                .withBackdrop("training loss", metrics.times(), metrics.values("loss"))
                .with("training loss, smoothed", metrics.times(), smoothed);
        if (result.evaluations().isPresent()) {
            Columns evaluations = Columns.read(folder.resolve("evaluations.csv"));
            double[] steps = evaluations.times();
            report = report.with(loss.with("validation loss", steps, evaluations.values("loss")))
                    .with(Figure.titled("Validation accuracy")
                            .over(0, end)
                            .with("accuracy", steps, evaluations.values("accuracy")));
        } else {
            report = report.with(loss);
        }
        report = withPhases(report.withFacts("The numbers", numbers(horizon, settings)), end);
        report = withRules(report);
        byte[] page = report.withText("The plan", plan.toString()).html().getBytes(StandardCharsets.UTF_8);
        OutputException.orWritten(folder.resolve(PAGE), page);
        OutputException.orWritten(
                folder.resolve(PICTURE), picture(metrics, smoothed, end).png());
    }

    private List<String> headline(Map<String, String> settings) {
        List<String> headline = new ArrayList<>(List.of(result.message()));
        settings.forEach((name, setting) -> headline.add(name + " " + setting));
        return headline;
    }

    private Figure picture(Columns metrics, double[] smoothed, double end) {
        Figure figure =
                Figure.titled("Training run").subtitled(result.message()).over(0, end);
        figure = new Drawing(figure)
                .used(plan, metrics, Hyperparameter.LEARNING_RATE.name()::equals)
                .figure();
        return figure.withSecondAxis("training loss, smoothed", metrics.times(), smoothed);
    }

    /** An exponential mean, corrected for its start. */
    private static double[] smoothed(double[] values) {
        double keep = 1 - 1.0 / SMOOTHED_OVER;
        double[] smoothed = new double[values.length];
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < values.length; i++) {
            sum = keep * sum + values[i];
            weight = keep * weight + 1;
            smoothed[i] = sum / weight;
        }
        return smoothed;
    }

    private Map<String, String> numbers(Horizon horizon, Map<String, String> settings) {
        Map<String, String> numbers = new LinkedHashMap<>();
        numbers.put("updates", Long.toString(result.updates()));
        horizon.stepsPerEpoch()
                .ifPresent(each -> numbers.put(
                        "epochs",
                        Numbers.rounded(result.updates() / each) + ", each of " + Numbers.time(each) + " updates"));
        result.evaluations().ifPresent(evaluations -> {
            numbers.put("last evaluation", told(evaluations.last()));
            numbers.put("best evaluation", told(evaluations.best()));
        });
        numbers.put("batch", String.valueOf(horizon.fact("batch")));
        numbers.putAll(settings);
        return numbers;
    }

    private static String told(Evaluation evaluation) {
        return "accuracy " + Numbers.percent(evaluation.accuracy()) + ", loss " + Numbers.rounded(evaluation.loss());
    }

    private Report withPhases(Report report, double end) {
        Report longer = report;
        for (Plan.Assignment line : plan.assignments()) {
            List<String> phases = Phrases.of(line.schedule(), new Window(end, Window.Origin.RUN));
            longer = longer.withText("Phases of " + line.target(), String.join("\n", phases));
        }
        return longer;
    }

    private Report withRules(Report report) throws IOException {
        Path events = folder.resolve("events.csv");
        List<String> lines = new ArrayList<>();
        List<String> rows = Files.readAllLines(events);
        for (int i = 0; i < rows.size(); i++) {
            String[] cells = rows.get(i).split(",", 3);
            if (cells.length < 3) {
                throw new InputException(events + ":" + (i + 1) + ": a row must have 3 cells, got " + cells.length);
            }
            boolean changed = cells[1].equals("resumed") && !cells[2].contains(Resume.EXACT.name());
            if (cells[1].equals("acted") || changed) {
                lines.add("step " + cells[0] + "  "
                        + cells[2].replaceAll("^\"|\"$", "").replace("\"\"", "\""));
            }
        }
        return lines.isEmpty() ? report : report.withText("What changed on the way", String.join("\n", lines));
    }
}
