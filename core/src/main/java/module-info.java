/** Learning-rate schedules as values, their notation, and the plans that put them together. */
module dev.anneal {
    requires static org.jspecify;

    exports dev.anneal;
    exports dev.anneal.notation;
}
