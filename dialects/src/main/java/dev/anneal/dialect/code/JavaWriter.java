package dev.anneal.dialect.code;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the functions and tables of a program as members of a Java class. */
final class JavaWriter {

    private static final Map<String, String> HELPERS = new LinkedHashMap<>();

    /** A method of Java, and what makes the tables is one, may not be longer than 64 kB. */
    private static final int MOST_ENTRIES = 4_000;

    private static final int WIDTH = 100;

    static {
        HELPERS.put("between", """
                private static double between(double start, double end, double weight) {
                    return start * (1 - weight) + end * weight;
                }
                """);
        HELPERS.put("snapped", """
                /** A number that misses a whole one by rounding is that one. */
                private static double snapped(double x) {
                    double nearest = Math.rint(x);
                    return nearest >= 1 && Math.abs(x - nearest) <= 1e-12 * x ? nearest : x;
                }
                """);
        HELPERS.put("cycle_at", """
                private static double cycleAt(double t, double length) {
                    double n = Math.floor(t / length);
                    if (snapped(length * n) > t) {
                        return n - 1;
                    }
                    return snapped(length * (n + 1)) <= t ? n + 1 : n;
                }
                """);
        HELPERS.put("passed", """
                /** How many entries of a rising table are at or before t. */
                private static int passed(double[] table, double t) {
                    int low = 0;
                    int high = table.length;
                    while (low < high) {
                        int middle = (low + high) >>> 1;
                        if (table[middle] <= t) {
                            low = middle + 1;
                        } else {
                            high = middle;
                        }
                    }
                    return low;
                }
                """);
        HELPERS.put("quotient", """
                /** The quotient rounded down, from the exact remainder. */
                private static double quotient(double a, double b) {
                    if (b == 0) {
                        return a / b;
                    }
                    double rest = a % b;
                    double quotient = (a - rest) / b - (rest != 0 && rest < 0 != b < 0 ? 1 : 0);
                    double floor = Math.floor(quotient);
                    return quotient - floor > 0.5 ? floor + 1 : floor;
                }
                """);
        HELPERS.put("remainder", """
                /** The exact remainder, with the sign of the divisor. */
                private static double remainder(double a, double b) {
                    double rest = a % b;
                    return rest != 0 && rest < 0 != b < 0 ? rest + b : rest;
                }
                """);
        HELPERS.put("truncated", """
                private static double truncated(double x) {
                    return x < 0 ? Math.ceil(x) : Math.floor(x);
                }
                """);
        HELPERS.put("rounded", """
                private static double rounded(double x, int digits) {
                    return Double.isFinite(x)
                            ? new java.math.BigDecimal(x).setScale(digits, java.math.RoundingMode.HALF_EVEN).doubleValue()
                            : x;
                }
                """);
    }

    private final JavaTerms terms = new JavaTerms();
    private final Program program;

    JavaWriter(Program program) {
        this.program = program;
    }

    /** The tables, the functions from the last to the first, and what they call. */
    List<String> members() {
        List<String> tables = program.tables.stream().map(this::table).toList();
        List<String> functions = new ArrayList<>();
        for (int i = program.functions.size() - 1; i >= 0; i--) {
            functions.add(function(program.functions.get(i)));
        }
        List<String> members = new ArrayList<>();
        members.addAll(tables);
        members.addAll(functions);
        HELPERS.forEach((name, text) -> {
            if (terms.helpers.contains(name)) {
                members.add(text);
            }
        });
        return members;
    }

    private String function(Program.Function function) {
        StringBuilder text =
                new StringBuilder("private static double " + terms.function(function.name()) + "(double t) {\n");
        for (Program.Let let : function.body().lets()) {
            text.append("    double " + let.variable().name() + " = " + terms.text(let.value()) + ";\n");
        }
        for (Program.Case one : function.body().cases()) {
            text.append("    if (t < " + terms.number(one.bound()) + ") {");
            text.append(one.note().isEmpty() ? "\n" : " // " + one.note() + "\n");
            text.append("        return " + terms.text(one.value()) + ";\n    }\n");
        }
        return text.append("    return " + terms.text(function.body().otherwise()) + ";\n}\n")
                .toString();
    }

    private String table(Program.Table table) {
        String declared = "private static final double[] " + table.name() + " = ";
        if (table instanceof Program.Given given) {
            return declared + list(given.values());
        } else if (table instanceof Program.CycleStarts starts) {
            List<Double> values = new ArrayList<>();
            for (int i = 0; i < starts.count(); i++) {
                values.add(starts.start(i));
            }
            return declared + list(values);
        }
        if (table instanceof Program.Powers) {
            throw new IllegalStateException("doubles need no table of powers");
        }
        Program.Iterated iterated = (Program.Iterated) table;
        String name = Names.camel(table.name());
        return declared + name + "();\n\nprivate static double[] " + name + "() {\n    double[] values = new double["
                + iterated.n() + "];\n    values[0] = " + Terms.real(iterated.seed())
                + ";\n    for (int i = 1; i < values.length; i++) {\n        double k = i;\n"
                + "        double value = values[i - 1];\n        values[i] = " + terms.text(iterated.next())
                + ";\n    }\n    return values;\n}\n";
    }

    private String list(List<Double> values) {
        if (values.size() > MOST_ENTRIES) {
            throw new IllegalArgumentException("djl cannot say a table of " + values.size()
                    + " numbers: a class of Java holds no more than about " + MOST_ENTRIES + "; 'torch' can");
        }
        String all = values.stream().map(terms::number).collect(Collectors.joining(", "));
        if (all.length() < WIDTH - 50) {
            return "{" + all + "};\n";
        }
        StringBuilder text = new StringBuilder("{");
        int column = WIDTH;
        for (double value : values) {
            String number = terms.number(value) + ",";
            boolean breaks = column + number.length() > WIDTH;
            text.append(breaks ? "\n    " : " ").append(number);
            column = (breaks ? 0 : column) + number.length() + 1;
        }
        return text.append("\n};\n").toString();
    }
}
