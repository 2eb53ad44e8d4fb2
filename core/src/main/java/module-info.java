/** Learning-rate schedules as values, their notation, the plans that put them together, and what trains with them. */
module dev.anneal {
    requires static org.jspecify;

    exports dev.anneal;
    exports dev.anneal.feedback;
    exports dev.anneal.notation;
    exports dev.anneal.training;

    uses dev.anneal.FeedbackFunction;

    provides dev.anneal.FeedbackFunction with
            dev.anneal.feedback.AdaptiveFunction,
            dev.anneal.feedback.GreedyFunction,
            dev.anneal.feedback.NewBobFunction,
            dev.anneal.feedback.PlateauFunction;
}
