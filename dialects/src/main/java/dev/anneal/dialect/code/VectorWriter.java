package dev.anneal.dialect.code;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the functions and tables of a program as Python on arrays, where all cases are computed and one is selected. */
final class VectorWriter {

    private static final int WIDTH = 100;

    private static final String SNAP = """
            def snap(x):
                return float(round(x)) if x >= 0.5 and abs(x - round(x)) <= 1e-12 * x else x
            """;

    private final PythonWriter tables;
    private final VectorTerms terms;
    private final String module;
    private final Map<String, String> helpers;
    private final Program program;

    /** The helpers are told by name, in the order in which they are to be defined. */
    VectorWriter(Program program, VectorTerms terms, String module, Map<String, String> helpers) {
        this.program = program;
        this.tables = new PythonWriter(program, "snap");
        this.terms = terms;
        this.module = module;
        this.helpers = new LinkedHashMap<>(helpers);
    }

    /** Everything but the last function, which is to be surrounded. */
    List<String> blocks() {
        String given = program.tables.stream().map(this::table).collect(Collectors.joining());
        List<String> functions = new ArrayList<>();
        for (Program.Function function : program.functions.subList(0, program.functions.size() - 1)) {
            functions.add("def " + function.name() + "(t):\n" + body(function, "    "));
        }
        body(last(), "");
        List<String> blocks = new ArrayList<>();
        helpers.forEach((name, text) -> {
            if (terms.helpers.contains(name)) {
                blocks.add(text);
            }
        });
        if (given.contains("snap(")) {
            blocks.add(SNAP);
        }
        if (!given.isEmpty()) {
            blocks.add(given);
        }
        blocks.addAll(functions);
        return blocks;
    }

    Program.Function last() {
        return program.functions.get(program.functions.size() - 1);
    }

    private String table(Program.Table table) {
        String text = tables.table(table);
        if (table instanceof Program.Iterated) {
            return text + table.name() + " = np.array(" + table.name() + ")\n";
        }
        int equals = text.indexOf(" = ") + 3;
        return text.substring(0, equals) + "np.array(" + text.substring(equals).stripTrailing() + ", dtype=float)\n";
    }

    /** The lines of a function of {@code t}. */
    String body(Program.Function function, String indent) {
        Program.Body body = function.body();
        StringBuilder text = new StringBuilder();
        for (Program.Let let : body.lets()) {
            text.append(indent + let.variable().name() + " = " + terms.text(let.value()) + "\n");
        }
        boolean whole = function.parameter().isWhole();
        List<Program.Case> cases = new ArrayList<>(body.cases());
        Term last = body.otherwise();
        while (whole && module.equals("ops") && !cases.isEmpty() && !isCounted(cases.get(cases.size() - 1))) {
            // no integer gets there
            last = cases.remove(cases.size() - 1).value();
        }
        String otherwise = terms.realText(last, 0);
        if (cases.isEmpty()) {
            return text.append(indent + "return " + otherwise + "\n").toString();
        }
        if (cases.size() == 1) {
            String value = terms.realText(cases.get(0).value(), 0);
            String where = module + ".where(" + before(cases.get(0), whole) + ", " + value + ", " + otherwise + ")";
            String line = indent + "return " + where + "\n";
            String lines = indent + "return " + module + ".where(\n" + indent + "    " + before(cases.get(0), whole)
                    + ",\n" + indent + "    " + value + ",\n" + indent + "    " + otherwise + ",\n" + indent + ")\n";
            return text.append(line.length() > WIDTH ? lines : line).toString();
        }
        String inner = indent + "    ";
        boolean casts = module.equals("ops");
        if (casts) {
            terms.helpers.add("real");
        }
        text.append(indent + "return " + (casts ? "real(" : "") + module + ".select(\n" + inner + "[");
        text.append(cases.stream().map(one -> before(one, whole)).collect(Collectors.joining(", ")) + "],\n" + inner
                + "[\n");
        for (Program.Case one : cases) {
            text.append(inner + "    " + terms.realText(one.value(), 0) + ",");
            text.append(one.note().isEmpty() ? "\n" : "  # " + one.note() + "\n");
        }
        return text.append(inner + "],\n" + inner + otherwise + ",\n" + indent + (casts ? "))\n" : ")\n"))
                .toString();
    }

    private static boolean isCounted(Program.Case one) {
        return Math.ceil(one.bound()) <= Term.MOST_WHOLE;
    }

    private String before(Program.Case one, boolean whole) {
        return "t < " + terms.number(whole ? Math.ceil(one.bound()) : one.bound());
    }

    /** The imports that the tables need; the code has more. */
    String imports(List<String> blocks, String rest) {
        String all = String.join("", blocks) + rest;
        return (all.contains("math.") ? "import math\n\n" : "");
    }

    static boolean usesNumpy(List<String> blocks) {
        return String.join("", blocks).contains("np.");
    }
}
