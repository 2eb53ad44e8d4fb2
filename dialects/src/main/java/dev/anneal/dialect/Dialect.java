package dev.anneal.dialect;

import java.util.List;

/**
 * A framework's vocabulary. Dialects are services: a provider in {@code module-info}, or a line in {@code
 * META-INF/services/dev.anneal.dialect.Dialect}, makes one known to all that read texts.
 */
public interface Dialect {

    /**
     * The dialect's name, which may stand before every entry.
     *
     * @return lower-case letters and digits, as {@code torch}
     */
    String name();

    /**
     * What people call the framework.
     *
     * @return as its makers write it, {@code PyTorch}; the dialect's name if nothing else is said
     */
    default String title() {
        return name();
    }

    /**
     * What is to be known of all its schedulers: which of them are read, what is read beside them, and what is not followed.
     *
     * @return sentences
     */
    default List<String> remarks() {
        return List.of();
    }

    /**
     * What people write before a scheduler's name beside the dialect's name, without the dot.
     *
     * @return for example {@code torch.optim.lr_scheduler} and {@code lr_scheduler}
     */
    default List<String> prefixes() {
        return List.of();
    }

    /**
     * The dialect in whose vocabulary a bare name inside a call of this dialect is looked up next, after its own.
     *
     * @return the names of such dialects, the nearest first
     */
    default List<String> wraps() {
        return List.of();
    }

    /**
     * The rules of arithmetic and of constants: those of Java divide whole numbers to whole numbers.
     *
     * @return whether texts of this dialect are Java's; otherwise they are Python's
     */
    default boolean java() {
        return false;
    }

    /**
     * The schedulers. Several entries may have one name: that of a call is the first that takes its number of arguments.
     *
     * @return the entries, in the order in which they are listed
     */
    List<Entry> entries();

    /**
     * The optimizers whose settings can be taken from the text, each as its signature with the defaults: {@code SGD(params,
     * lr=0.001, momentum=0.0)}. A parameter named {@code lr}, {@code learning_rate} or {@code init_lr} is the rate, {@code momentum},
     * {@code beta1}, {@code beta_1}, {@code b1}, {@code betas} and {@code weight_decay} are what they are called.
     *
     * @return signatures
     */
    default List<String> optimizers() {
        return List.of();
    }

    /**
     * The files in which the framework keeps settings of a run.
     *
     * @return kinds of files, those that tell more of a run first
     */
    default List<Config> configs() {
        return List.of();
    }
}
