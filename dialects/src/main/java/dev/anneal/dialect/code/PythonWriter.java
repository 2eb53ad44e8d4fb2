package dev.anneal.dialect.code;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the functions and tables of a program as Python on single numbers. */
final class PythonWriter {

    static final String BETWEEN = """
            def between(start, end, weight):
                return start * (1 - weight) + end * weight
            """;

    private static final String SNAPPED = """
            def snapped(x):
                \"""A number that misses a whole one by rounding is that one.\"""
                return float(round(x)) if x >= 0.5 and abs(x - round(x)) <= 1e-12 * x else x
            """;

    private static final String CYCLE_AT = """
            def cycle_at(t, length):
                n = math.floor(t / length)
                if snapped(length * n) > t:
                    return n - 1
                return n + 1 if snapped(length * (n + 1)) <= t else n
            """;

    private static final String POWER = """
            def power(base, exponent):
                try:
                    return float(base) ** exponent
                except OverflowError:
                    return math.inf
            """;

    private static final int WIDTH = 96;

    private final PythonTerms terms = new PythonTerms(false);
    private final Program program;
    private final String snapped;
    private boolean usesNumpy;

    PythonWriter(Program program) {
        this(program, "snapped");
    }

    /** With another name for the function that makes whole what is nearly so. */
    PythonWriter(Program program, String snapped) {
        this.program = program;
        this.snapped = snapped;
    }

    /** Everything, each part two lines from the next; imports come first, once all is written. */
    List<String> blocks() {
        String tables = program.tables.stream().map(this::table).collect(Collectors.joining());
        List<String> functions = program.functions.stream().map(this::function).toList();
        List<String> blocks = new ArrayList<>(helpers());
        if (!tables.isEmpty()) {
            blocks.add(tables);
        }
        blocks.addAll(functions);
        return blocks;
    }

    String imports() {
        String own =
                (terms.usesMath ? "import math\n" : "") + (terms.usesBisect ? "from bisect import bisect_right\n" : "");
        return own + (own.isEmpty() ? "" : "\n") + (usesNumpy ? "import numpy as np\n" : "");
    }

    private List<String> helpers() {
        List<String> blocks = new ArrayList<>();
        if (terms.helpers.contains("between")) {
            blocks.add(BETWEEN);
        }
        if (terms.helpers.contains("snapped")) {
            blocks.add(SNAPPED);
        }
        if (terms.helpers.contains("cycle_at")) {
            blocks.add(CYCLE_AT);
        }
        if (terms.helpers.contains("power")) {
            blocks.add(POWER);
        }
        return blocks;
    }

    private String function(Program.Function function) {
        StringBuilder text = new StringBuilder("def " + function.name() + "(t):\n");
        if (function.hazardous()) {
            usesNumpy = true;
            // as in this library a division by zero is infinite, and nothing is raised
            return text.append("    t = np.float64(t)\n    with np.errstate(all=\"ignore\"):\n        return float(")
                    .append(new PythonTerms(true).text(function.body().otherwise()))
                    .append(")\n")
                    .toString();
        }
        for (Program.Let let : function.body().lets()) {
            text.append("    " + let.variable().name() + " = " + terms.text(let.value()) + "\n");
        }
        for (Program.Case one : function.body().cases()) {
            text.append("    if t < " + PythonTerms.numeral(one.bound()) + ":");
            text.append(one.note().isEmpty() ? "\n" : "  # " + one.note() + "\n");
            text.append("        return " + terms.text(one.value()) + "\n");
        }
        return text.append("    return " + terms.text(function.body().otherwise()) + "\n")
                .toString();
    }

    String table(Program.Table table) {
        if (table instanceof Program.Given given) {
            return given.name() + " = " + list(given.values()) + "\n";
        } else if (table instanceof Program.CycleStarts starts) {
            return starts.name() + " = " + starts(starts) + "\n";
        } else if (table instanceof Program.Powers powers) {
            String each = PythonTerms.numeral(powers.base()) + "**n for n in range(" + powers.count() + ")";
            return powers.name() + " = [" + each + "]\n";
        }
        return iterated((Program.Iterated) table);
    }

    private String iterated(Program.Iterated table) {
        boolean hazardous = Formulas.hazardous(table.next());
        PythonTerms own = hazardous ? new PythonTerms(true) : terms;
        usesNumpy |= hazardous;
        String name = table.name();
        String before = hazardous ? "np.float64(" + name + "[-1])" : name + "[-1]";
        String next = own.text(table.next());
        String loop = "for k in range(1, " + PythonTerms.numeral(table.n()) + "):\n    value = " + before + "\n    "
                + name + ".append(" + (hazardous ? "float(" + next + ")" : next) + ")\n";
        String all = name + " = [" + PythonTerms.numeral(table.seed()) + "]\n";
        return hazardous ? all + "with np.errstate(all=\"ignore\"):\n" + loop.indent(4) : all + loop;
    }

    private String starts(Program.CycleStarts starts) {
        String length = PythonTerms.numeral(starts.length());
        String k = PythonTerms.numeral(starts.stretching());
        String less = PythonTerms.numeral(starts.stretching() - 1);
        String each;
        if (starts.isWhole()) {
            each = length + " * (" + k + "**n - 1)" + (starts.stretching() == 2 ? "" : " // " + less);
        } else {
            terms.helpers.add("snapped");
            terms.usesMath |= starts.nearOne();
            String powers = starts.nearOne() ? "math.expm1(n * math.log1p(" + less + "))" : "(" + k + "**n - 1)";
            each = snapped + "(" + length + " * (" + powers + " / " + (less.startsWith("-") ? "(" + less + ")" : less)
                    + "))";
        }
        return "[" + each + " for n in range(" + starts.count() + ")]";
    }

    static String list(List<Double> values) {
        StringBuilder text = new StringBuilder("[");
        int column = 0;
        boolean broken = values.size() > 12;
        for (int i = 0; i < values.size(); i++) {
            String number = PythonTerms.numeral(values.get(i)) + (i + 1 < values.size() || broken ? "," : "");
            if (broken && (i == 0 || column + number.length() + 1 > WIDTH)) {
                text.append("\n   ");
                column = 3;
            }
            text.append(i == 0 && !broken ? "" : " ").append(number);
            column += number.length() + 1;
        }
        return text.append(broken ? "\n]" : "]").toString();
    }

    /** The text that code came from, as comments. */
    static String comment(String sign, String text) {
        StringBuilder lines = new StringBuilder();
        // Java would read the code of a character in a comment too
        for (String line : text.replace("\\u", "\\ u").split("\n", -1)) {
            String rest = line.length() > 1500 ? line.substring(0, 1500) + "…" : line;
            while (rest.length() > WIDTH) {
                int space = rest.lastIndexOf(' ', WIDTH);
                int at = space > WIDTH / 2 ? space : WIDTH;
                lines.append(sign).append(rest, 0, at).append('\n');
                rest = "  " + rest.substring(at).strip();
            }
            lines.append(sign).append(rest).append('\n');
        }
        return lines.toString();
    }
}
