package dev.anneal.lab;

import dev.anneal.Hyperparameter;

/** What an optimizer is to be told for one update: a value for each hyperparameter that is set, group by group. */
public interface Values {

    /**
     * Whether there is a value.
     *
     * @param hyperparameter the hyperparameter
     * @param group the parameter group; the empty name asks for the value of groups that have none of their own
     * @return whether {@link #of} has an answer
     */
    boolean isSet(Hyperparameter hyperparameter, String group);

    /**
     * The value for a group: its own, or the one that is set for every group.
     *
     * @param hyperparameter the hyperparameter
     * @param group the parameter group; the empty name asks for the value of groups that have none of their own
     * @return the value
     * @throws java.util.NoSuchElementException if none is set
     */
    double of(Hyperparameter hyperparameter, String group);
}
