package dev.anneal.dialect.optax;

import java.util.List;

/** The optimizers of optax 0.2.8 with their defaults. */
final class Optimizers {

    static final List<String> SIGNATURES = List.of(
            "adabelief(learning_rate, b1=0.9, b2=0.999, eps=1e-16, eps_root=1e-16, *, nesterov=False)",
            "adadelta(learning_rate=None, rho=0.9, eps=1e-06, weight_decay=0.0, weight_decay_mask=None)",
            "adafactor(learning_rate=None, min_dim_size_to_factor=128, decay_rate=0.8, decay_offset=0, "
                    + "multiply_by_parameter_scale=True, clipping_threshold=1.0, momentum=None, dtype_momentum=None, "
                    + "weight_decay_rate=None, eps=1e-30, factored=True, weight_decay_mask=None)",
            "adagrad(learning_rate, initial_accumulator_value=0.1, eps=1e-07)",
            "adam(learning_rate, b1=0.9, b2=0.999, eps=1e-08, eps_root=0.0, mu_dtype=None, *, nesterov=False)",
            "adamw(learning_rate, b1=0.9, b2=0.999, eps=1e-08, eps_root=0.0, mu_dtype=None, weight_decay=0.0001, "
                    + "mask=None, *, nesterov=False)",
            "adan(learning_rate, b1=0.98, b2=0.92, b3=0.99, eps=1e-08, eps_root=1e-08, weight_decay=0.0, mask=None)",
            "lion(learning_rate, b1=0.9, b2=0.99, mu_dtype=None, weight_decay=0.001, mask=None)",
            "amsgrad(learning_rate, b1=0.9, b2=0.999, eps=1e-08, eps_root=0.0, mu_dtype=None, "
                    + "bias_correction_mu=True, bias_correction_nu=True)",
            "fromage(learning_rate, min_norm=1e-06)",
            "lars(learning_rate, weight_decay=0.0, weight_decay_mask=True, trust_coefficient=0.001, eps=0.0, "
                    + "trust_ratio_mask=True, momentum=0.9, nesterov=False)",
            "lamb(learning_rate, b1=0.9, b2=0.999, eps=1e-06, eps_root=0.0, weight_decay=0.0, mask=None)",
            "noisy_sgd(learning_rate, eta=0.01, gamma=0.55, key=None, *, seed=None)",
            "sign_sgd(learning_rate)",
            "signum(learning_rate, beta=0.9, accumulator_dtype=None)",
            "novograd(learning_rate, b1=0.9, b2=0.25, eps=1e-06, eps_root=0.0, weight_decay=0.0)",
            "optimistic_gradient_descent(learning_rate, alpha=1.0, beta=1.0)",
            "optimistic_adam(learning_rate, optimism=None, b1=0.9, b2=0.999, eps=1e-08, eps_root=0.0, mu_dtype=None, "
                    + "*, nesterov=True)",
            "optimistic_adam_v2(learning_rate, *, alpha=1.0, beta=1.0, b1=0.9, b2=0.999, eps=1e-08, eps_root=0.0, "
                    + "mu_dtype=None, nesterov=True)",
            "radam(learning_rate, b1=0.9, b2=0.999, eps=1e-08, eps_root=0.0, threshold=5.0, *, nesterov=False)",
            "rmsprop(learning_rate, decay=0.9, eps=1e-08, initial_scale=0.0, eps_in_sqrt=True, centered=False, "
                    + "momentum=None, nesterov=False, bias_correction=False)",
            "sgd(learning_rate, momentum=None, nesterov=False, accumulator_dtype=None)",
            "sm3(learning_rate, momentum=0.9)",
            "yogi(learning_rate, b1=0.9, b2=0.999, eps=0.001)",
            "adamax(learning_rate, b1=0.9, b2=0.999, eps=1e-08)",
            "adamaxw(learning_rate, b1=0.9, b2=0.999, eps=1e-08, weight_decay=0.0001, mask=None)",
            "rprop(learning_rate, eta_minus=0.5, eta_plus=1.2, min_step_size=1e-06, max_step_size=50.0)",
            "nadam(learning_rate, b1=0.9, b2=0.999, eps=1e-08, eps_root=0.0, mu_dtype=None, *, nesterov=True)",
            "nadamw(learning_rate, b1=0.9, b2=0.999, eps=1e-08, eps_root=0.0, mu_dtype=None, weight_decay=0.0001, "
                    + "mask=None, *, nesterov=True)");

    private Optimizers() {}
}
