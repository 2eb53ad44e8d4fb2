package dev.anneal;

import dev.anneal.notation.Expression;

/**
 * What an optimizer can be told: the learning rate, the momentum, or another of its numbers, by its short name. The name is
 * what plans assign to, and the column of a curve file.
 *
 * @param name the name: a letter or underscore, then letters, digits and underscores
 */
public record Hyperparameter(String name) {

    /** The learning rate, {@code lr}: the factor of an update. */
    public static final Hyperparameter LEARNING_RATE = new Hyperparameter("lr");

    /** The momentum of SGD, {@code momentum}. */
    public static final Hyperparameter MOMENTUM = new Hyperparameter("momentum");

    /** The decay of Adam's first moment, {@code beta1}. */
    public static final Hyperparameter BETA1 = new Hyperparameter("beta1");

    /** The decay of Adam's second moment, {@code beta2}. */
    public static final Hyperparameter BETA2 = new Hyperparameter("beta2");

    /** The weight decay, {@code weight_decay}. */
    public static final Hyperparameter WEIGHT_DECAY = new Hyperparameter("weight_decay");

    /** A factor of the learning rate, {@code scale}, where a framework gives no rate but a multiple. */
    public static final Hyperparameter SCALE = new Hyperparameter("scale");

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if the name is no identifier, or a reserved word of the notation as {@code if}
     */
    public Hyperparameter {
        if (!name.matches("[A-Za-z_][A-Za-z_0-9]*") || !Expression.Name.canBe(name)) {
            throw Check.broken(
                    "name of a hyperparameter",
                    "be letters, digits and underscores, and no reserved word",
                    "'" + name + "'");
        }
    }

    /**
     * Tells whether an optimizer can work with a value.
     *
     * @param value the value
     * @return whether it is finite, and &gt;= 0 for the learning rate and the weight decay, and within [0, 1) for the momentum
     *     and the betas
     */
    public boolean allows(double value) {
        return switch (name) {
            case "lr", "weight_decay" -> value >= 0 && value < Double.POSITIVE_INFINITY;
            case "momentum", "beta1", "beta2" -> value >= 0 && value < 1;
            default -> Double.isFinite(value);
        };
    }

    /**
     * What a value must be, in words.
     *
     * @return for example {@code finite and >= 0}
     */
    public String rule() {
        return switch (name) {
            case "lr", "weight_decay" -> "finite and >= 0";
            case "momentum", "beta1", "beta2" -> ">= 0 and < 1";
            default -> "finite";
        };
    }

    /**
     * The name.
     *
     * @return the name
     */
    @Override
    public String toString() {
        return name;
    }
}
