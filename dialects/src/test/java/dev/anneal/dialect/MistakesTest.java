package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.anneal.Horizon;
import dev.anneal.notation.NotationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people get wrong is told in words, and the caret stands under it. */
class MistakesTest {

    /** A text, what is said of it, and what the caret stands under. */
    record Mistake(String text, String problem, String place) {}

    private static Mistake mistake(String text, String problem, String place) {
        return new Mistake(text, problem, place);
    }

    static Stream<Mistake> missing() {
        return Stream.of(
                mistake(
                        "StepLR(optimizer, 30)",
                        "StepLR needs the optimizer's rate: give --lr",
                        "StepLR(optimizer, 30)"),
                mistake(
                        "o = SGD(p, lr=args.lr)\ns = StepLR(o, 3)",
                        "'args.lr' is not known: assign it in the text, or give --context lr=NUMBER",
                        "args.lr"),
                mistake(
                        "o = SGD(p, lr=cfg['rate'])\ns = StepLR(o, 3)",
                        "'cfg.rate' is not known: assign it in the text, or give --context rate=NUMBER",
                        "cfg['rate']"),
                mistake(
                        "o = SGD(p, lr=0.1)\ns = StepLR(o, warmup_steps)",
                        "'warmup_steps' is not known: assign it in the text, or give --context warmup_steps=NUMBER",
                        "warmup_steps"),
                mistake(
                        "o = SGD(p, lr=0.1)\nn = 2 * len(train_loader)\ns = StepLR(o, n)",
                        "the number of batches of an epoch is not known: give --steps-per-epoch",
                        "len(train_loader)"),
                mistake(
                        "o = SGD(p, lr=0.1)\ns = StepLR(o, total)",
                        "'total' is not known: assign it in the text, or give --steps, or --epochs and --steps-per-epoch",
                        "total"),
                mistake(
                        "o = SGD(p, lr=0.1)\ns = StepLR(o, 2 * epoch)",
                        "'epoch' is not known: assign it in the text, or give --steps-per-epoch",
                        "epoch"),
                mistake("StepLR", "StepLR must be called: StepLR(optimizer, step_size, ", "StepLR"),
                mistake("lr_scheduler.StepLR", "lr_scheduler.StepLR must be called: Step", "lr_scheduler.StepLR"),
                mistake("StepLR(optimizer)", "StepLR needs step_size: StepLR(", "StepLR(optimizer)"));
    }

    static Stream<Mistake> calls() {
        return Stream.of(
                mistake("import torch\ns = StepLr(o, 3)", "unknown scheduler 'StepLr'", "StepLr(o, 3)"),
                mistake(
                        "import torch\no = torch.optim.SGD(p, lr=0.1)\ns = StepLr(o, 3)",
                        "unknown scheduler 'StepLr'",
                        "StepLr(o, 3)"),
                mistake(
                        "torch.optim.SGD(p, lr=0.1)",
                        "torch.optim.SGD makes an optimizer, and calls no scheduler",
                        "torch.optim.SGD(p, lr=0.1)"),
                mistake("s = CosineAnealingLR(o, 3)", "unknown scheduler 'CosineAnealingLR'", "CosineAnealingLR(o, 3)"),
                mistake(
                        "s = torch.optim.lr_scheduler.WarmupLR(StepLR(o, 3))",
                        "unknown scheduler 'torch.optim.lr_scheduler.WarmupLR' around one that is known",
                        "torch.optim.lr_scheduler.WarmupLR(StepLR(o, 3))"),
                mistake("s = StepLR(o, 3, gama=0.5)", "StepLR has no parameter 'gama'", "gama=0.5"),
                mistake("s = StepLR(o, 3, 0.1, step_size=4)", "step_size is given twice", "step_size=4"),
                mistake("s = StepLR(o, 0)", "step_size must not be 0, got 0", "0"),
                mistake("s = StepLR(o, '30')", "step_size must be a number, and not be 0, got \"30\"", "'30'"),
                mistake("s = StepLR(0.1, 30)", "optimizer must be an optimizer, got 0.1", "0.1"),
                mistake("s = StepLR(None, 30)", "optimizer must be an optimizer, got None", "None"),
                mistake("s = OneCycleLR(o, [1, 2], 9)", "max_lr must be one number, as there is one", "[1, 2]"),
                mistake("s = StepLR(o, [30])\nx = 1", "step_size must", "[30]"),
                mistake("s = StepLR(o, lambda: 3)", "step_size must be a number", "lambda: 3"),
                mistake("s = MultiStepLR(o, 30)", "milestones must be a list, got 30", "30"),
                mistake("s = LambdaLR(o, 0.9)", "lr_lambda must", "0.9"),
                mistake("s = LambdaLR(o, lambda a, b: a)", "lr_lambda must take 1 argument", "lambda a, b: a"),
                mistake("s = SequentialLR(o, [a, StepLR(o, 3)], [5])", "must be a scheduler", "a"),
                mistake("s = StepLR(o, 3", "", "("),
                mistake("x = 1\ns = StepLR(o, 1 / 0)", "division by zero", "1 / 0"),
                mistake("n = 0\ns = StepLR(o, n)", "step_size must not be 0, got 0", "0"));
    }

    static Stream<Mistake> functions() {
        return Stream.of(
                mistake("s = LambdaLR(o, lambda epoch: 0.9 ** epohc)", "'epohc' is not known", "epohc"),
                mistake("s = LambdaLR(o, lambda e: decay(e))", "what 'decay' answers is not known", "decay(e)"),
                mistake(
                        "import math\ns = LambdaLR(o, lambda e: maths.cos(e))",
                        "what 'maths.cos' answers",
                        "maths.cos(e)"),
                mistake("s = LambdaLR(o, curve)", "lr_lambda must be a function", "curve"),
                mistake(
                        "def f(e):\n    for i in x:\n        e += i\n    return e\ns = LambdaLR(o, f)",
                        "a function with 'for' is not read",
                        "for"),
                mistake(
                        "def f(e):\n    if e < 3:\n        return 1\ns = LambdaLR(o, f)",
                        "this function does not return a number on every way",
                        "def"),
                mistake("def f(e):\n    return\ns = LambdaLR(o, f)", "nothing is returned here", "return"),
                mistake("f = lambda t: f(t) + 1\ns = LambdaLR(o, f)", "this function is too large", "t"),
                mistake(
                        "f = lambda t: t\ns = LambdaLR(o, lambda e: f(e, 2))",
                        "the function has no such parameter: it takes [t]",
                        "2"),
                mistake(
                        "def f(t, k): return t * k\ns = LambdaLR(o, lambda e: f(e))",
                        "the function needs k: it takes [t, k]",
                        "f(e)"));
    }

    static Stream<Mistake> blocks() {
        return Stream.of(
                mistake(
                        "if args.kind == 'a':\n    s = StepLR(o, 3)\nelse:\n    s = ExponentialLR(o, 0.9)",
                        "whether this holds is not known, and it decides which scheduler is made",
                        "args.kind == 'a'"),
                mistake(
                        "s = StepLR(o, 3) if args.a else ExponentialLR(o, 0.9)",
                        "whether this holds is not known, and it decides which scheduler is made",
                        "args.a"),
                mistake(
                        "n = 3\nfor i in x:\n    n = n + i\ns = StepLR(o, n)",
                        "what is asked for is changed in this loop, which is not run: assign it after",
                        "for"),
                mistake(
                        "if args.a:\n    n = 3\nelse:\n    n = 4\ns = StepLR(o, n)",
                        "what n is depends on this condition, which is not known",
                        "args.a"),
                mistake("n = [3]\nn[0] = 4\ns = MultiStepLR(o, n)", "what is changed here is not followed", "n[0]"),
                mistake("n = [3]\nn.pop()\ns = MultiStepLR(o, n)", "what is changed here is not followed", "n.pop()"),
                mistake(
                        "def f(e):\n    a.b, c = e, e\n    return c\ns = LambdaLR(o, f)",
                        "what is assigned here is not read in a function",
                        "a.b"),
                mistake("x, n = pair()\ns = StepLR(o, n)", "what n stands for cannot be told", "n"),
                mistake(
                        "s = [StepLR(o, 3) for o in all]",
                        "a scheduler in a comprehension is not read",
                        "[StepLR(o, 3) for o in all]"),
                mistake("s = 2 * StepLR(o, 3)", "arithmetic with a scheduler", "2 * StepLR(o, 3)"),
                mistake("s = StepLR(o, 3).times(2)", "an operator after a scheduler", "times"),
                mistake("a = StepLR(o, 0)\nb = StepLR(o, 3)", "step_size must not be 0", "0"),
                mistake(
                        "linear(0, 1, 5).then(keras.callbacks.LearningRateScheduler(lambda e: 0.1))",
                        "counts epochs, and the text around it updates: give --unit epoch",
                        "keras.callbacks.LearningRateScheduler(lambda e: 0.1)"));
    }

    private static void assertTold(Mistake mistake, Horizon horizon) {
        NotationException error =
                catchThrowableOfType(NotationException.class, () -> Dialects.understand(mistake.text, horizon));

        assertThat(error).as(mistake.text).isNotNull();
        assertThat(error.problem()).contains(mistake.problem);
        assertThat(mistake.text.substring(error.span().start(), error.span().end()))
                .as(error.getMessage())
                .isEqualTo(mistake.place);
    }

    @ParameterizedTest
    @MethodSource("missing")
    void whatIsMissingIsAskedForByName(Mistake mistake) {
        assertTold(mistake, Horizon.UNKNOWN);
    }

    @Test
    void theNearestNameIsOneOfTheDialectThatIsNamed() {
        Horizon horizon = Horizon.parse("lr=0.1 steps=100");
        assertThatThrownBy(() -> Dialects.understand("optax.cosine_decay(0.1, 100)", horizon))
                .hasMessageEndingWith("did you mean 'cosine_decay_schedule'?");
        assertThatThrownBy(() -> Dialects.understand("keras.CosineDecai(0.1, 100)", horizon))
                .hasMessageEndingWith("did you mean 'CosineDecay'?");
        assertThatThrownBy(() -> Dialects.understand("torch.LRScheduler(o, 100)", horizon))
                .hasMessageStartingWith("unknown function")
                .hasMessageNotContaining("did you mean");
        assertThatThrownBy(() -> Dialects.understand("o = SGD(p, lr=0.1)\ns = Wibble(o, 3)", horizon))
                .hasMessage("no scheduler that is known here is called in this text");
        assertThatThrownBy(() -> Dialects.understand("optax.StepLr(o, 100)", horizon))
                .hasMessageEndingWith("did you mean 'StepLR'?");
    }

    @ParameterizedTest
    @MethodSource({"calls", "functions", "blocks"})
    void whatIsWrongIsPointedAt(Mistake mistake) {
        assertTold(mistake, Horizon.parse("lr=0.1 steps=100 epochs=10"));
    }
}
