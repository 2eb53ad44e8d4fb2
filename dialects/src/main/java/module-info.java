/** The schedulers of other frameworks, under their own names, as plans. */
module dev.anneal.dialect {
    requires transitive dev.anneal;
    requires org.snakeyaml.engine;
    requires static org.jspecify;

    exports dev.anneal.dialect;
    exports dev.anneal.dialect.code;

    uses dev.anneal.dialect.Dialect;

    provides dev.anneal.dialect.Dialect with
            dev.anneal.dialect.torch.Torch,
            dev.anneal.dialect.tensorflow.Keras,
            dev.anneal.dialect.optax.Optax,
            dev.anneal.dialect.huggingface.HuggingFace,
            dev.anneal.dialect.tensorflow.Tf1,
            dev.anneal.dialect.timm.Timm,
            dev.anneal.dialect.fastai.FastAi,
            dev.anneal.dialect.ignite.Ignite,
            dev.anneal.dialect.composer.Composer,
            dev.anneal.dialect.mmengine.MmEngine,
            dev.anneal.dialect.deepspeed.DeepSpeed,
            dev.anneal.dialect.megatron.Megatron,
            dev.anneal.dialect.paddle.Paddle,
            dev.anneal.dialect.fvcore.FvCore,
            dev.anneal.dialect.djl.Djl,
            dev.anneal.dialect.dl4j.Dl4j,
            dev.anneal.dialect.smile.Smile,
            dev.anneal.dialect.tensorflow.LrScheduler,
            dev.anneal.dialect.tensorflow.Notebook;
}
