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
     * The name.
     *
     * @return the name
     */
    @Override
    public String toString() {
        return name;
    }
}
