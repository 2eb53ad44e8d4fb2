package dev.anneal.training;

import dev.anneal.Hyperparameter;

/** What values an optimizer can be told. */
enum Range {
    RATE("be finite and >= 0") {
        @Override
        boolean has(double value) {
            return value >= 0 && value < Double.POSITIVE_INFINITY;
        }
    },
    FRACTION("be >= 0 and < 1") {
        @Override
        boolean has(double value) {
            return value >= 0 && value < 1;
        }
    },
    NUMBER("be finite") {
        @Override
        boolean has(double value) {
            return Double.isFinite(value);
        }
    };

    private final String rule;

    Range(String rule) {
        this.rule = rule;
    }

    static Range of(Hyperparameter hyperparameter) {
        if (hyperparameter.equals(Hyperparameter.LEARNING_RATE) || hyperparameter.equals(Hyperparameter.WEIGHT_DECAY)) {
            return RATE;
        }
        boolean decay = hyperparameter.equals(Hyperparameter.MOMENTUM)
                || hyperparameter.equals(Hyperparameter.BETA1)
                || hyperparameter.equals(Hyperparameter.BETA2);
        return decay ? FRACTION : NUMBER;
    }

    abstract boolean has(double value);

    /** The range in words, behind "must". */
    String rule() {
        return rule;
    }
}
