package dev.anneal.dialect.code;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A {@code LambdaLR}, whose base rates are set to 1 so that its factors are the rates. */
final class TorchCode {

    private final Plan plan;
    private final List<String> groups;
    private final Lowering lowering = new Lowering(false);

    /** The functions of a hyperparameter, by group. */
    private final Map<Hyperparameter, Map<String, String>> functions = new LinkedHashMap<>();

    /** With the names of the optimizer's groups in their order, if that is known. */
    TorchCode(Plan plan, List<String> groups) {
        this.plan = plan;
        this.groups = groups;
    }

    String text() {
        for (Plan.Assignment one : plan.assignments()) {
            String group = one.target().group();
            Hyperparameter what = one.target().hyperparameter();
            String name = Names.python(group.isEmpty() ? what.name() : what + "_" + group);
            functions
                    .computeIfAbsent(what, key -> new LinkedHashMap<>())
                    .put(group, lowering.function(name, one.schedule()));
        }
        checkRates();
        PythonWriter writer = new PythonWriter(lowering.program);
        List<String> blocks = new ArrayList<>(writer.blocks());
        if (usesNames()) {
            String names = groups.stream().map(Names::quoted).collect(Collectors.joining(", ", "[", "]"));
            blocks.add("GROUPS = " + names + "  # the optimizer's parameter groups, in their order\n");
        }
        if (hasOthers()) {
            blocks.add(subclass());
        }
        blocks.add(scheduler());
        String head = PythonWriter.comment("# ", plan.toString())
                + "#\n# The values of update t, counted from 0, are those after t calls of scheduler.step(), whatever rates the\n"
                + "# optimizer was made with. To resume, load the states of the optimizer and of the scheduler.\n";
        String imports = writer.imports();
        String torch = "from torch.optim.lr_scheduler import LambdaLR\n";
        return head + imports + torch + "\n\n" + String.join("\n\n", blocks);
    }

    /** A scale multiplies the optimizer's own rates, so both at once would have two meanings. */
    private void checkRates() {
        if (functions.containsKey(Hyperparameter.SCALE) && functions.containsKey(Hyperparameter.LEARNING_RATE)) {
            throw new IllegalArgumentException(
                    "torch cannot say 'scale' beside 'lr': LambdaLR multiplies by one of them; 'java' and 'text' can");
        }
    }

    private boolean usesNames() {
        return !groups.isEmpty() && functions.values().stream().anyMatch(some -> !numbered(some));
    }

    private boolean hasOthers() {
        return functions.keySet().stream().anyMatch(what -> !isRate(what));
    }

    private static boolean isRate(Hyperparameter what) {
        return what.equals(Hyperparameter.LEARNING_RATE) || what.equals(Hyperparameter.SCALE);
    }

    /** What else there is to set, at the time that the rates are set. */
    private String subclass() {
        StringBuilder text = new StringBuilder("""
                class PlanLR(LambdaLR):
                    def step(self, epoch=None):
                        super().step(epoch)
                        t = self.last_epoch
                        for group in self.optimizer.param_groups:
                """);
        functions.forEach((what, groups) -> {
            if (!isRate(what)) {
                text.append(setting(what, groups).indent(12));
            }
        });
        return looped(text.toString());
    }

    private String setting(Hyperparameter what, Map<String, String> groups) {
        String value = chosen(groups) + "(t)";
        String set = switch (what.name()) {
            case "beta1" -> "group[\"betas\"] = (" + value + ", group[\"betas\"][1])";
            case "beta2" -> "group[\"betas\"] = (group[\"betas\"][0], " + value + ")";
            default -> "group[\"" + what + "\"] = " + value;
        };
        return groups.containsKey("") || groups.isEmpty()
                ? set
                : "if " + key(groups) + " in " + dictionary(groups) + ":\n    " + set;
    }

    /** The function of a group, as a Python expression. */
    private String chosen(Map<String, String> groups) {
        String all = groups.get("");
        if (groups.size() == 1 && all != null) {
            return all;
        }
        return all == null
                ? dictionary(groups) + "[" + key(groups) + "]"
                : dictionary(groups) + ".get(" + key(groups) + ", " + all + ")";
    }

    /** Groups that are named by numbers are meant by their places; the others by that of their name, or by the name itself. */
    private String key(Map<String, String> some) {
        return numbered(some) ? "i" : groups.isEmpty() ? "group[\"name\"]" : "GROUPS[i]";
    }

    /** A loop over the optimizer's groups, which counts them where something in it asks for that. */
    private static String looped(String text) {
        boolean counts = text.matches("(?s).*(\\(i\\b|\\[i\\]|\\bif i in\\b).*");
        return counts
                ? text.replace("for group in optimizer.", "for i, group in enumerate(optimizer.")
                        .replace("for group in self.optimizer.", "for i, group in enumerate(self.optimizer.")
                        .replace("optimizer.param_groups", "optimizer.param_groups)")
                : text;
    }

    private static boolean numbered(Map<String, String> groups) {
        return groups.keySet().stream().allMatch(group -> group.matches("\\d*"));
    }

    private static String dictionary(Map<String, String> groups) {
        List<String> entries = new ArrayList<>();
        groups.forEach((group, function) -> {
            if (!group.isEmpty()) {
                entries.add((numbered(groups) ? group : Names.quoted(group)) + ": " + function);
            }
        });
        return "{" + String.join(", ", entries) + "}";
    }

    private String scheduler() {
        String type = hasOthers() ? "PlanLR" : "LambdaLR";
        Map<String, String> scales = functions.get(Hyperparameter.SCALE);
        Map<String, String> rates = functions.getOrDefault(Hyperparameter.LEARNING_RATE, scales);
        if (rates == null) {
            return "scheduler = " + type + "(optimizer, lambda t: 1.0)\n";
        }
        if (scales != null) {
            return made(type, lambdas(rates, "lambda t: 1.0"));
        }
        // a base rate of 1 makes the factors of LambdaLR rates; what an earlier scheduler has left is overwritten
        if (rates.containsKey("")) {
            return "for group in optimizer.param_groups:\n    group[\"initial_lr\"] = 1.0\n"
                    + made(type, lambdas(rates, ""));
        }
        // groups of which the plan says nothing keep their rates
        String first = looped("for group in optimizer.param_groups:\n    if " + key(rates)
                + " in RATES:\n        group[\"initial_lr\"] = 1.0\n");
        String chosen = looped("[RATES.get(" + key(rates) + ", lambda t: 1.0) for group in optimizer.param_groups]");
        return "RATES = " + dictionary(rates) + "\n" + first + made(type, chosen);
    }

    private static String made(String type, String lambdas) {
        return lambdas.contains("[")
                ? "scheduler = " + type + "(\n    optimizer,\n    " + lambdas + ",\n)\n"
                : "scheduler = " + type + "(optimizer, " + lambdas + ")\n";
    }

    private String lambdas(Map<String, String> rates, String otherwise) {
        String all = rates.getOrDefault("", otherwise);
        if (rates.size() == 1 && rates.containsKey("")) {
            return all;
        }
        return looped(
                "[" + dictionary(rates) + ".get(" + key(rates) + ", " + all + ") for group in optimizer.param_groups]");
    }
}
