package dev.anneal.dialect.mmengine;

import dev.anneal.Horizon;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Value;
import dev.anneal.notation.Expression;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.Numerals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What else the text of a configuration says: the optimizer, the loop, the batch. */
final class Config {

    private static final Pattern CHANGES_RATES = Pattern.compile("(?i).*(param_?scheduler|lr|momentum|warmup).*");

    private final Call call;

    Config(Call call) {
        this.call = call;
    }

    private @Nullable Value assigned(String name) {
        try {
            return call.assigned(name);
        } catch (NotationException e) {
            call.note(name + " cannot be read, and is put aside: " + e.problem());
            return null;
        }
    }

    /** The entries of a dictionary by their keys; none if it is no dictionary. */
    static Map<String, Value> table(@Nullable Value value) {
        Map<String, Value> table = new HashMap<>();
        if (value != null && value.isTable()) {
            for (Map.Entry<Value, Value> entry : value.entries()) {
                if (entry.getKey().isWord()) {
                    table.put(entry.getKey().word(), entry.getValue());
                }
            }
        }
        return table;
    }

    /** The last name of a type, which may be a class or stand in quotes, with or without a scope. */
    static String type(@Nullable Value type) {
        String path = type == null ? null : type.isWord() ? type.word() : type.path();
        return path == null ? "" : path.substring(path.lastIndexOf('.') + 1);
    }

    private static @Nullable Double number(@Nullable Value value) {
        return value != null && value.isNumber() ? (Double) value.number() : null;
    }

    Map<String, Value> loop() {
        return table(assigned("train_cfg"));
    }

    @Nullable
    Double loop(String key) {
        return number(loop().get(key));
    }

    private Map<String, Value> optimizer() {
        Value inner = table(assigned("optim_wrapper")).get("optimizer");
        return table(inner == null ? assigned("optimizer") : inner);
    }

    /** What the optimizer is called; empty if the text does not say. */
    String kind() {
        return type(optimizer().get("type"));
    }

    /** A setting of the optimizer by the key of a curve file; null if the text does not say. */
    @Nullable
    Double setting(String key) {
        Map<String, Value> settings = optimizer();
        if (!key.equals("beta1")) {
            Double said = number(settings.get(key));
            boolean none = said == null && key.equals("momentum") && kind().matches("SGD|RMSprop");
            return none ? (Double) 0.0 : said;
        }
        Value betas = settings.get("betas");
        boolean listed = betas != null && betas.isList() && !betas.items().isEmpty();
        return listed && betas != null
                ? number(betas.items().get(0))
                : betas == null && isAdam(kind()) ? (Double) 0.9 : null;
    }

    static boolean isAdam(String kind) {
        return kind.toLowerCase(Locale.ROOT).contains("adam")
                || kind.toLowerCase(Locale.ROOT).contains("lion");
    }

    /** Tells the run what the text says of it; what the run knows already stays. */
    void tell() {
        Horizon known = call.horizon();
        String length = Run.isByIteration(call, this) ? "steps" : "epochs";
        if (known.steps().isEmpty() || known.fact(length) != null) {
            tell(length, loop().get(length.equals("steps") ? "max_iters" : "max_epochs"));
        }
        if (known.fact("samples") == null || known.fact("steps_per_epoch") == null) {
            tell("batch", table(assigned("train_dataloader")).get("batch_size"));
        }
        Map<String, Value> settings = optimizer();
        Value rate = settings.get("lr");
        if (rate != null && rate.isNumber() && call.horizon().fact("lr") == null) {
            settings.put("lr", rate.part(Expression.number(rate.number() * scaling())));
        }
        if (!kind().isEmpty()) {
            call.optimizer(kind(), settings);
        }
    }

    private void tell(String key, @Nullable Value value) {
        if (value != null && value.isNumber()) {
            call.tells(key, value);
        }
    }

    /** The factor by which rates are scaled for the batch, where the text says so. */
    private double scaling() {
        Map<String, Value> scaling = table(assigned("auto_scale_lr"));
        Value enable = scaling.get("enable");
        Value base = scaling.get("base_batch_size");
        if (enable == null || !enable.flag() || base == null) {
            return 1;
        }
        Double batch = call.horizon().names().get("batch");
        if (batch == null) {
            call.note("auto_scale_lr is put aside: the text says no batch_size of train_dataloader");
            return 1;
        }
        double workers = call.horizon().names().getOrDefault("workers", 1.0);
        double factor = batch * workers / base.number();
        call.note("auto_scale_lr scales the rate by " + Numerals.text(factor) + ": " + Numerals.text(batch * workers)
                + " samples an update on " + Numerals.text(workers) + " worker" + (workers == 1 ? "" : "s"));
        return factor;
    }

    /** Says what is not followed and may change the rates. */
    void tellUnfollowed() {
        if (assigned("_base_") != null) {
            call.note("what _base_ inherits is not read: paste it too, or give --lr, --epochs …");
        }
        if (table(assigned("optim_wrapper")).containsKey("paramwise_cfg")) {
            call.note("paramwise_cfg gives parameters rates of their own, as multiples of the one that is shown");
        }
        List<String> hooks = new ArrayList<>();
        Value custom = assigned("custom_hooks");
        for (Value hook : custom != null && custom.isList() ? custom.items() : List.<Value>of()) {
            hooks.add(type(table(hook).get("type")));
        }
        hooks.add(type(
                table(table(assigned("default_hooks")).get("param_scheduler")).get("type")));
        hooks.stream()
                .filter(hook -> CHANGES_RATES.matcher(hook).matches() && !hook.equals("ParamSchedulerHook"))
                .forEach(hook -> call.note(hook + " may change the rates too, and is not followed"));
    }
}
