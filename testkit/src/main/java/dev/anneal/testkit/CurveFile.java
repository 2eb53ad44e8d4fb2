package dev.anneal.testkit;

import dev.anneal.Horizon;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.notation.Numerals;
import dev.anneal.training.Simulation;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A file with the values that one line of some framework's code really gave: headers {@code # key: value}, a line of column
 * names, and rows. Row t is the value in force after t completed updates, or after t epochs where the file counts those.
 *
 * @param headers what the headers say, by their keys; what several say under one key stands in lines
 * @param columns the names of the columns after the time, as {@code lr} or {@code lr[0]}
 * @param rows the rows, each the time and a number for every column
 */
public record CurveFile(Map<String, String> headers, List<String> columns, List<List<Double>> rows) {

    private static final List<String> FACTS = List.of("lr", "momentum", "beta1", "weight_decay", "groups", "unit");
    private static final List<String> NUMBERS = List.of("lr", "momentum", "beta1", "weight_decay");
    private static final List<String> LENGTHS =
            List.of("steps", "total", "epochs", "max_epochs", "max_iters", "max_duration");
    private static final Pattern TOLERANCE = Pattern.compile("relative\\s+(\\S+)\\s+absolute\\s+(\\S+)");
    private static final MathContext SIX = new MathContext(6);
    private static final Pattern COLUMN = Pattern.compile("([A-Za-z_]\\w*)(?:\\[(.+)])?");

    /** Keeps copies. */
    public CurveFile {
        headers = Map.copyOf(headers);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * Reads a file. Line ends may be those of any system; {@code nan}, {@code inf} and {@code -inf} are numbers.
     *
     * @param file the file, at most 16 million bytes of UTF-8
     * @return what it says
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is no curve file; the message names the file and the line
     */
    public static CurveFile read(Path file) throws IOException {
        return new CurveReader(file).read();
    }

    /**
     * The line of code that gave the numbers.
     *
     * @return the text, which may have several lines
     */
    public String text() {
        return headers.getOrDefault("text", "");
    }

    /**
     * Holds a plan against the rows. A row agrees when {@code |ours - theirs| <= relative · max(|ours|, |theirs|) +
     * absolute}, with the tolerance that the file states; what is not finite agrees with itself only. The plan's rules
     * observe what the file says was observed.
     *
     * @param plan the plan, its time in the unit of the rows
     * @return the first row that disagrees, in words; empty if all agree
     * @throws IllegalArgumentException if the plan has no schedule for a column, no rule of it follows a metric that was
     *     observed, or the file states no tolerance
     */
    public Optional<String> disagreement(Plan plan) {
        Matcher tolerance = TOLERANCE.matcher(headers.getOrDefault("tolerance", ""));
        if (!tolerance.matches()) {
            throw new IllegalArgumentException(
                    "tolerance must be 'relative R absolute A', got '" + headers.getOrDefault("tolerance", "") + "'");
        }
        double relative = room(tolerance.group(1));
        double absolute = room(tolerance.group(2));
        List<Plan.Target> targets =
                columns.stream().map(column -> targetIn(plan, column)).toList();
        // a plan that follows nothing gives the same values whatever is observed
        List<Simulation.Series> observed = plan.rules().isEmpty() ? List.of() : observations();
        Simulation run = Simulation.of(plan, observed, targets, one -> {});
        for (List<Double> row : rowsInTime()) {
            run.advance(row.get(0));
            for (int column = 0; column < columns.size(); column++) {
                double ours = run.value(targets.get(column));
                double theirs = row.get(column + 1);
                if (!agree(ours, theirs, relative, absolute)) {
                    return Optional.of(columns.get(column) + " at " + Numerals.text(row.get(0)) + ": theirs "
                            + Numerals.text(theirs) + ", ours " + Numerals.text(ours) + ", difference "
                            + difference(ours, theirs));
                }
            }
        }
        return Optional.empty();
    }

    private static String difference(double ours, double theirs) {
        double difference = Math.abs(ours - theirs);
        return Numerals.text(
                Double.isFinite(difference)
                        ? new BigDecimal(difference).round(SIX).doubleValue()
                        : difference);
    }

    private static double room(String text) {
        double room = CurveReader.number(text);
        if (!(room >= 0 && room < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("tolerance must be finite and >= 0, got " + text);
        }
        return room;
    }

    private static boolean agree(double ours, double theirs, double relative, double absolute) {
        if (!Double.isFinite(ours) || !Double.isFinite(theirs)) {
            return Double.compare(ours, theirs) == 0;
        }
        return Math.abs(ours - theirs) <= relative * Math.max(Math.abs(ours), Math.abs(theirs)) + absolute;
    }

    /** Rules cannot go back, and nobody has said that rows are sorted. */
    private List<List<Double>> rowsInTime() {
        return rows.stream()
                .sorted(Comparator.comparingDouble(row -> row.get(0)))
                .toList();
    }

    /**
     * What was observed: of each header {@code observations} a metric and its values, of which the k-th is observed after k
     * units of the rows, or after k times as many as {@code observed_every} says.
     *
     * @return a series for each header; empty if there is none
     * @throws IllegalArgumentException if a header has anything but a name and numbers
     */
    public List<Simulation.Series> observations() {
        String headers = headers().get("observations");
        if (headers == null) {
            return List.of();
        }
        if (headers.isBlank()) {
            throw new IllegalArgumentException("observations must be a name and numbers, got nothing");
        }
        String every = headers().getOrDefault("observed_every", "1");
        double distance = CurveReader.number(every);
        if (!(distance > 0 && distance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("observed_every must be finite and > 0, got " + every);
        }
        return headers.lines().map(line -> series(line.strip(), distance)).toList();
    }

    private static Simulation.Series series(String line, double every) {
        String[] words = line.split("\\s+");
        List<Double> values = new ArrayList<>(words.length - 1);
        for (int i = 1; i < words.length; i++) {
            double value = CurveReader.number(words[i]);
            if (Double.isNaN(value) && !CurveReader.isNaN(words[i])) {
                throw new IllegalArgumentException("observations must be a name and numbers, got " + words[i]);
            }
            values.add(value);
        }
        if (values.isEmpty()) {
            throw new IllegalArgumentException("observations must be a name and numbers, got " + line + " alone");
        }
        return new Simulation.Series(words[0], values, every);
    }

    private static Plan.Target targetIn(Plan plan, String column) {
        Plan.Target target = target(column);
        if (plan.schedule(target.hyperparameter(), target.group()).isEmpty()) {
            throw new IllegalArgumentException("column " + column + " is not in the plan, which has "
                    + plan.assignments().stream()
                            .map(line -> line.target().toString())
                            .collect(Collectors.joining(", ")));
        }
        return target;
    }

    /** What a column names; a group that is no plain word may be quoted, as a plan prints it. */
    static Plan.Target target(String column) {
        Matcher parts = COLUMN.matcher(column);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a column must be a name or name[group], got '" + column + "'");
        }
        String group = parts.group(2) == null ? "" : parts.group(2);
        if (group.startsWith("\"") || group.startsWith("'")) {
            return Plan.parse(column + " = constant(0)").assignments().get(0).target();
        }
        return new Plan.Target(new Hyperparameter(parts.group(1)), group);
    }

    /**
     * What the headers tell of the run: the optimizer's settings, its groups, the unit of the rows, and the facts of {@code
     * horizon}. A setting of each {@code group} is a list, as a rate for each group is; where nothing says how many groups there
     * are, the columns {@code lr[0]}, {@code lr[1]} … do. What is observed first is the run's {@code metric}. Where the headers do
     * not say how long the run is, it ends with the last row.
     *
     * @return the horizon
     * @throws IllegalArgumentException if a header is none that a horizon takes
     */
    public Horizon horizon() {
        Horizon horizon = Horizon.parse(headers.getOrDefault("horizon", "").replace('\n', ' '));
        for (String key : FACTS) {
            String value = headers.get(key);
            if (value != null && !value.isBlank()) {
                horizon = with(horizon, key, NUMBERS.contains(key) ? numbers(key, value) : list(value));
            }
        }
        String unit = headers.getOrDefault("unit", "step");
        if (!unit.equals("step") && !unit.equals("epoch")) {
            throw new IllegalArgumentException("unit must be step or epoch, got " + unit);
        }
        horizon = withMetric(withGroups(withOptimizer(horizon)));
        if (LENGTHS.stream().anyMatch(key -> headers.getOrDefault("horizon", "").contains(key + "="))) {
            return horizon;
        }
        double last = rows.stream().mapToDouble(row -> row.get(0)).max().orElse(0);
        return horizon.with(unit.equals("epoch") ? "epochs" : "steps", Math.max(1, Math.ceil(last)));
    }

    private Horizon withMetric(Horizon horizon) {
        List<Simulation.Series> observed = observations();
        return observed.isEmpty() || horizon.fact("metric") != null
                ? horizon
                : horizon.with("metric", observed.get(0).metric());
    }

    private static Horizon with(Horizon horizon, String key, String value) {
        Horizon more = horizon.with(key, value);
        if (horizon.fact(key) != null && !more.equals(horizon)) {
            throw new IllegalArgumentException(
                    key + " must be said once, got " + horizon.fact(key) + " and " + more.fact(key));
        }
        return more;
    }

    /** {@code [0.1, 0.01]}, {@code [a, 'b']} or a value alone, as horizons write it. */
    private static String list(String value) {
        boolean brackets = value.startsWith("[") && value.endsWith("]");
        return (brackets ? value.substring(1, value.length() - 1) : value).replaceAll("\\s+|['\"]", "");
    }

    private static String numbers(String key, String value) {
        for (String number : list(value).split(",", -1)) {
            if (!Double.isFinite(CurveReader.number(number))) {
                throw new IllegalArgumentException(key + " must be a number, or a list of numbers, got " + value);
            }
        }
        return list(value);
    }

    private Horizon withOptimizer(Horizon horizon) {
        String[] words = headers.getOrDefault("optimizer", "").split("\\s+");
        if (words[0].isEmpty()) {
            return horizon;
        }
        Horizon more = with(horizon, "optimizer", words[0]);
        for (int i = 1; i < words.length; i++) {
            String[] setting = setting("optimizer", words[i]);
            more = with(more, setting[0], setting[1]);
        }
        return more;
    }

    private int groupsOfColumns() {
        int count = 0;
        while (columns.contains("lr[" + count + "]")) {
            count++;
        }
        return count;
    }

    private static String[] setting(String header, String word) {
        String[] setting = word.split("=", 2);
        if (setting.length < 2 || setting[1].isEmpty()) {
            throw new IllegalArgumentException(header + " must have settings as key=value, got '" + word + "'");
        }
        return setting;
    }

    /** Each group on a line of its own: their settings become lists. */
    private Horizon withGroups(Horizon horizon) {
        String groups = headers.getOrDefault("group", "");
        if (groups.isBlank()) {
            // where nothing says how many groups there are, their columns do
            int count = groupsOfColumns();
            boolean said = horizon.fact("groups") != null
                    || String.valueOf(horizon.fact("lr")).indexOf(',') >= 0;
            return said || count < 2 ? horizon : horizon.with("groups", count);
        }
        String[] lines = groups.split("\n");
        Map<String, List<String>> settings = new LinkedHashMap<>();
        for (int i = 0; i < lines.length; i++) {
            for (String word :
                    lines[i].isBlank() ? new String[0] : lines[i].strip().split("\\s+")) {
                String[] setting = setting("group", word);
                List<String> values = settings.computeIfAbsent(setting[0], key -> new ArrayList<>());
                if (values.size() != i) {
                    throw new IllegalArgumentException(
                            "every group must have " + setting[0] + " once, or none: line " + (i + 1) + " of group");
                }
                values.add(setting[1]);
            }
        }
        Horizon more =
                lines.length == 1 || horizon.fact("groups") != null ? horizon : horizon.with("groups", lines.length);
        for (Map.Entry<String, List<String>> setting : settings.entrySet()) {
            if (setting.getValue().size() != lines.length) {
                throw new IllegalArgumentException("every group must have " + setting.getKey() + ", or none");
            }
            more = with(more, setting.getKey(), String.join(",", setting.getValue()));
        }
        return more;
    }
}
