package dev.anneal.dialect.paddle;

import dev.anneal.dialect.Call;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Value;
import dev.anneal.notation.NotationException;
import java.util.List;

/** The constructors of {@code paddle.optimizer}. */
final class Optimizers {

    private static final String REST = "parameters=None, weight_decay=None, grad_clip=None, ";
    private static final String BETAS = "(learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-08, ";
    private static final String FEW = "multi_precision=False, name=None)";

    static final List<String> SIGNATURES = List.of(
            "SGD(learning_rate=0.001, " + REST + FEW,
            "Momentum(learning_rate=0.001, momentum=0.9, parameters=None, use_nesterov=False, weight_decay=None, "
                    + "grad_clip=None, multi_precision=False, rescale_grad=1.0, use_multi_tensor=False, name=None)",
            "Adam" + BETAS + REST
                    + "lazy_mode=False, multi_precision=False, use_multi_tensor=False, amsgrad=False, name=None)",
            "AdamW" + BETAS + "parameters=None, weight_decay=0.01, use_lowprecision_moment=False, lr_ratio=None, "
                    + "apply_decay_param_fun=None, grad_clip=None, lazy_mode=False, multi_precision=False, amsgrad=False, "
                    + "name=None)",
            "Adamax" + BETAS + REST + "name=None)",
            "RAdam" + BETAS + REST + "name=None)",
            "NAdam(learning_rate=0.002, beta1=0.9, beta2=0.999, epsilon=1e-08, momentum_decay=0.004, " + REST
                    + "name=None)",
            "Lamb(learning_rate=0.001, lamb_weight_decay=0.01, beta1=0.9, beta2=0.999, epsilon=1e-06, parameters=None, "
                    + "grad_clip=None, exclude_from_weight_decay_fn=None, multi_precision=False, always_adapt=False, "
                    + "name=None)",
            "Adagrad(learning_rate, epsilon=1e-06, " + REST + "name=None, initial_accumulator_value=0.0)",
            "Adadelta(learning_rate=0.001, epsilon=1e-06, rho=0.95, " + REST + "name=None)",
            "ASGD(learning_rate=0.001, batch_num=1, " + REST + FEW,
            "RMSProp(learning_rate, rho=0.95, epsilon=1e-06, momentum=0.0, centered=False, " + REST + "name=None)",
            "Rprop(learning_rate=0.001, learning_rate_range=(1e-05, 50), parameters=None, etas=(0.5, 1.2), "
                    + "grad_clip=None, " + FEW,
            "LBFGS(learning_rate=1.0, max_iter=20, max_eval=None, tolerance_grad=1e-07, tolerance_change=1e-09, "
                    + "history_size=100, line_search_fn=None, " + REST + "name=None)");

    private static final List<Entry> ENTRIES = SIGNATURES.stream()
            .map(signature -> Entry.of(signature).source("paddle.optimizer, paddle 3.3.1"))
            .toList();

    private Optimizers() {}

    /** Says so where the optimizer of the text multiplies what the scheduler gives, for some of its parameters. */
    static void noteGroups(Call call) {
        for (Entry optimizer : ENTRIES) {
            if (scales(call, optimizer)) {
                call.note(
                        "the optimizer multiplies the rate for parameters with a learning_rate of their own; the plan has the "
                                + "rate before that");
            }
        }
    }

    private static boolean scales(Call call, Entry optimizer) {
        try {
            Call made = call.making(optimizer);
            Value parameters = made == null ? null : made.value("parameters");
            return parameters != null
                    && parameters.isList()
                    && parameters.items().stream().anyMatch(Optimizers::hasRate);
        } catch (NotationException e) {
            // an optimizer that cannot be read is no matter of the scheduler
            return false;
        }
    }

    private static boolean hasRate(Value group) {
        return group.isTable()
                && group.entries().stream()
                        .anyMatch(entry ->
                                entry.getKey().isWord() && entry.getKey().word().equals("learning_rate"));
    }
}
