package dev.anneal.dialect.code;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The algebra of this library as Java. */
final class JavaCode {

    private static final Map<Hyperparameter, String> KNOWN = Map.of(
            Hyperparameter.LEARNING_RATE, "LEARNING_RATE",
            Hyperparameter.MOMENTUM, "MOMENTUM",
            Hyperparameter.BETA1, "BETA1",
            Hyperparameter.BETA2, "BETA2",
            Hyperparameter.WEIGHT_DECAY, "WEIGHT_DECAY",
            Hyperparameter.SCALE, "SCALE");

    private static final Set<String> TAKEN = Set.of(
            "abstract",
            "boolean",
            "byte",
            "case",
            "catch",
            "char",
            "const",
            "default",
            "do",
            "double",
            "else",
            "enum",
            "extends",
            "final",
            "float",
            "goto",
            "implements",
            "instanceof",
            "int",
            "interface",
            "long",
            "native",
            "new",
            "package",
            "plan",
            "private",
            "protected",
            "public",
            "short",
            "static",
            "strictfp",
            "switch",
            "synchronized",
            "this",
            "throw",
            "throws",
            "transient",
            "void",
            "volatile",
            "_",
            "true",
            "false",
            "null",
            "schedule");

    private final Plan plan;
    private final JavaAlgebra algebra = new JavaAlgebra();
    private final JavaRules rules = new JavaRules();
    private final Set<String> names = new TreeSet<>();

    JavaCode(Plan plan) {
        this.plan = plan;
    }

    String text() {
        List<String> lines = new ArrayList<>();
        Map<String, String> variables = new HashMap<>();
        StringBuilder made = new StringBuilder();
        for (Plan.Assignment one : plan.assignments()) {
            String name = variable(one.target());
            lines.addAll(algebra.statement(name, one.schedule()));
            made.append(assigned(one, name, made.isEmpty()));
            variables.put(one.target().toString(), name);
        }
        for (Plan.Rule rule : plan.rules()) {
            made.append("\n                .with(")
                    .append(target(rule.target(), true))
                    .append(broken(rules.text(rule.feedback())))
                    .append(")");
        }
        StringBuilder body = new StringBuilder();
        lines.forEach(line -> body.append("        ").append(line).append('\n'));
        return head() + "public final class LearningRate {\n\n    private LearningRate() {}\n\n"
                + PythonWriter.comment("    // ", plan.toString())
                + "    public static Plan plan() {\n" + body + "        return " + made + ";\n    }\n}\n";
    }

    /** A long rule has a line for each of its parts. */
    private static String broken(String rule) {
        return rule.length() < 60
                ? rule
                : rule.replaceAll(
                        "\\.(looking|judging|waiting|changing|dividing|resetting)\\(",
                        "\n                        .$1(");
    }

    private String assigned(Plan.Assignment one, String name, boolean first) {
        boolean rate = one.target().hyperparameter().equals(Hyperparameter.LEARNING_RATE)
                && one.target().group().isEmpty();
        if (first) {
            return "Plan.of(" + (rate ? "" : target(one.target(), true)) + name + ")";
        }
        boolean grouped = !one.target().group().isEmpty();
        return "\n                .with(" + target(one.target(), grouped) + name + ")";
    }

    private String target(Plan.Target target, boolean withGroup) {
        String known = KNOWN.get(target.hyperparameter());
        if (known == null) {
            algebra.imports.add("dev.anneal.Hyperparameter");
        } else {
            algebra.statics.add("dev.anneal.Hyperparameter." + known);
        }
        String what = known == null ? "new Hyperparameter(\"" + target.hyperparameter() + "\")" : known;
        return what + ", " + (withGroup ? Names.quoted(target.group()) + ", " : "");
    }

    private String variable(Plan.Target target) {
        String group = target.group().isEmpty() ? "" : "_" + target.group().replaceAll("[^A-Za-z0-9]", "_");
        StringBuilder name = new StringBuilder();
        boolean upper = false;
        for (char c : (target.hyperparameter() + group).toCharArray()) {
            if (c == '_') {
                upper = name.length() > 0;
            } else {
                name.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        String wanted = TAKEN.contains(name.toString()) || Names.TAKEN.contains(name.toString()) || name.isEmpty()
                ? name + "Values"
                : name.toString();
        String free = wanted;
        for (int i = 2; !names.add(free); i++) {
            free = wanted + i;
        }
        return free;
    }

    private String head() {
        Set<String> types = new TreeSet<>(algebra.imports);
        types.add(Plan.class.getName());
        types.add(Schedule.class.getName());
        types.addAll(rules.imports);
        StringBuilder head = new StringBuilder();
        algebra.statics.forEach(
                name -> head.append("import static ").append(name).append(";\n"));
        head.append(head.isEmpty() ? "" : "\n");
        types.forEach(name -> head.append("import ").append(name).append(";\n"));
        return head.append("\n").toString();
    }
}
