/** The schedulers of other frameworks, under their own names, as plans. */
module dev.anneal.dialect {
    requires transitive dev.anneal;
    requires static org.jspecify;

    exports dev.anneal.dialect;

    uses dev.anneal.dialect.Dialect;

    provides dev.anneal.dialect.Dialect with
            dev.anneal.dialect.Torch,
            dev.anneal.dialect.Keras,
            dev.anneal.dialect.Optax,
            dev.anneal.dialect.HuggingFace,
            dev.anneal.dialect.Tf1,
            dev.anneal.dialect.Djl,
            dev.anneal.dialect.Dl4j,
            dev.anneal.dialect.LrScheduler,
            dev.anneal.dialect.Notebook;
}
