package dev.anneal.dialect.tensorflow;

import java.util.List;

/** The constructors of {@code keras.optimizers}, Keras 3.15.1, and those of former versions, where the rate was {@code lr}. */
final class KerasOptimizers {

    private static final String REST = "clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False, "
            + "ema_momentum=0.99, ema_overwrite_frequency=None, loss_scale_factor=None, gradient_accumulation_steps=None, "
            + "name=None";
    private static final String TAIL = ", weight_decay=None, " + REST + ")";
    private static final String BETAS = "beta_1=0.9, beta_2=0.999, epsilon=1e-7";

    static final List<String> SIGNATURES = List.of(
            "SGD(learning_rate=0.01, momentum=0.0, nesterov=False" + TAIL,
            "Adam(learning_rate=0.001, " + BETAS + ", amsgrad=False" + TAIL,
            "AdamW(learning_rate=0.001, weight_decay=0.004, " + BETAS + ", amsgrad=False, " + REST + ")",
            "RMSprop(learning_rate=0.001, rho=0.9, momentum=0.0, epsilon=1e-7, centered=False" + TAIL,
            "Adagrad(learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7" + TAIL,
            "Adadelta(learning_rate=0.001, rho=0.95, epsilon=1e-7" + TAIL,
            "Adafactor(learning_rate=0.001, beta_2_decay=-0.8, epsilon_1=1e-30, epsilon_2=0.001, clip_threshold=1.0, "
                    + "relative_step=True" + TAIL,
            "Adamax(learning_rate=0.001, " + BETAS + TAIL,
            "Nadam(learning_rate=0.001, " + BETAS + TAIL,
            "Ftrl(learning_rate=0.001, learning_rate_power=-0.5, initial_accumulator_value=0.1, "
                    + "l1_regularization_strength=0.0, l2_regularization_strength=0.0, "
                    + "l2_shrinkage_regularization_strength=0.0, beta=0.0" + TAIL,
            "Lion(learning_rate=0.001, beta_1=0.9, beta_2=0.99" + TAIL,
            "Lamb(learning_rate=0.001, " + BETAS + TAIL,
            "Muon(learning_rate=0.001, adam_beta_1=0.9, adam_beta_2=0.999, adam_weight_decay=0.004, epsilon=1e-7, "
                    + "weight_decay=0.004, " + REST + ", exclude_layers=None, exclude_embeddings=True, muon_a=3.4445, "
                    + "muon_b=-4.775, muon_c=2.0315, adam_lr_ratio=1, momentum=0.95, ns_steps=5, nesterov=True, "
                    + "rms_rate=0.2)",
            "ScheduleFreeAdamW(learning_rate=0.0025, beta_1=0.9, beta_2=0.999, epsilon=1e-8, warmup_steps=0" + TAIL,
            "SGD(lr=0.01, momentum=0.0, decay=0.0, nesterov=False)",
            "Adam(lr=0.001, beta_1=0.9, beta_2=0.999, epsilon=None, decay=0.0, amsgrad=False)",
            "RMSprop(lr=0.001, rho=0.9, epsilon=None, decay=0.0)",
            "Adagrad(lr=0.01, epsilon=None, decay=0.0)",
            "Adadelta(lr=1.0, rho=0.95, epsilon=None, decay=0.0)",
            "Adamax(lr=0.002, beta_1=0.9, beta_2=0.999, epsilon=None, decay=0.0)",
            "Nadam(lr=0.002, beta_1=0.9, beta_2=0.999, epsilon=None, schedule_decay=0.004)");

    private KerasOptimizers() {}
}
