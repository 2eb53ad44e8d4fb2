package dev.anneal.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTest {
    @Test
    void aScriptOfPyTorchIsRead() {
        String text = """
                import torch.nn as nn, torch.optim
                from torch.optim.lr_scheduler import (
                    CosineAnnealingLR as Cosine,  # the main part
                    LinearLR,
                )
                opt = torch.optim.SGD([{'params': [p for p in net.parameters()]}, {'params': head, 'lr': 1e-3}], lr=0.1)
                warm = LinearLR(opt, 0.1, total_iters=5); main = Cosine(opt, T_max=85)
                for epoch in range(90):
                    train(net)
                    main.step()
                """;
        assertThat(Lines.text(text))
                .isEqualTo("import {nn=torch.nn, torch=torch}; "
                        + "import {Cosine=torch.optim.lr_scheduler.CosineAnnealingLR, "
                        + "LinearLR=torch.optim.lr_scheduler.LinearLR}; "
                        + "opt = torch.optim.SGD([{\"params\": [p for p in net.parameters()]}, "
                        + "{\"params\": head, \"lr\": 0.001}], lr=0.1); "
                        + "warm = LinearLR(opt, 0.1, total_iters=5); main = Cosine(opt, T_max=85); "
                        + "skipped for {train(net); main.step()}");
    }

    @Test
    void aFunctionOfKerasIsRead() {
        String text = """
                def rate(epoch: int, lr: float = 0.01, *rest, **more) -> float:
                    '''Halves
                    (at last'''
                    if epoch < 10: return lr
                    elif epoch < 20:
                        return lr * 0.5
                    else:
                        x = 2; return lr / x
                back = keras.callbacks.LearningRateScheduler(rate, verbose=1)
                """;
        assertThat(Lines.text(text))
                .isEqualTo("def rate(epoch, lr=0.01, *rest, **more) {\"Halves\\n    (at last\"; "
                        + "if epoch < 10 {return lr} if epoch < 20 {return lr * 0.5} else {x = 2; return lr / x}}; "
                        + "back = keras.callbacks.LearningRateScheduler(rate, verbose=1)");
    }

    @Test
    void promptsAndAnswersAreTakenOff() {
        String text = """
                ```python
                >>> sched = StepLR(opt,
                ...     step_size=30)
                >>> for epoch in range(100):
                >>>     sched.step()
                >>> sched.get_last_lr()
                [0.1]
                ```
                In [9]: if a:
                   ...:     b = 2
                In [10]: c = 3
                Out[10]: 3
                """;
        assertThat(Lines.text(text))
                .isEqualTo("sched = StepLR(opt, step_size=30); skipped for {sched.step()}; sched.get_last_lr(); "
                        + "if a {b = 2}; c = 3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a = b = 3 | a = b = 3
            a, b = 1, 2 | (a, b) = (1, 2)
            *a, b = c | *a, b = c
            x: float = 0.1 | x = 0.1
            x: Dict[str, int] | skipped x
            x **= 2 | x **= 2
            g['lr'] = g.lr = 1 | g["lr"] = g.lr = 1
            lambda: 0.1 | () -> 0.1
            lambda e, lr: lr * e | (e, lr) -> lr * e
            lambda e, k=2: e | lambda e, k=2: e
            f(a=1, *b, **c) | f(*b, **c, a=1)
            f(x for x in y) | f(x for x in y)
            {**a, 'b': 2} | {**a, 'b': 2}
            [*a, 1][0] | ([*a, 1])[0]
            {k: v for k, v in x} | {k: v for k, v in x}
            s[1:, ::2] | s[1:, ::2]
            a @ b if c & d else ~e | a @ b if c & d else ~e
            f"{x}" + r'\\d' + u'a' 'b' | (f"{x}") + "\\\\d" + "ab"
            print(n := 3, ...) | print(n := 3, ...)
            from . import x | import {x=.x}
            from ..a import * | import {*=..a}
            a = “it’s” + ‘b’ | a = "it’s" + "b"
            !pip install a && b | skipped !pip
            @jax.jit | skipped @jax.jit
            assert a == 1, 'no' | skipped assert
            return | return
            try: a = 1 | skipped try {a = 1}
            """)
    void statementsAreRead(String text, String read) {
        assertThat(Lines.text(text)).isEqualTo(read);
    }

    @Test
    void whatCannotBeReadIsKeptWithTheReason() {
        String text = "a = 1\nb, o.lr = f(2,\n    3\nc = g(4 5)\nd = 6\nh(\n  x,\n  y 2)\ndef k(a b): return 1\n";
        Source source = Source.parse(text);
        assertThat(Lines.text(source.lines()))
                .isEqualTo("a = 1; unread [b, o.lr]: the bracket is never closed; "
                        + "unread [c]: expected ',' or ')', found a number; d = 6; "
                        + "unread []: expected ',' or ')', found a number; "
                        + "unread [k]: expected ',' or ')', found 'b'");
        assertThat(((Line.Unread) source.lines().get(2)).problem()).hasMessage("""
                line 4: expected ',' or ')', found a number
                  c = g(4 5)
                          ^""");
    }

    @Test
    void aProblemIsToldAsThatOfAnExpression() {
        String text = "torch.StepLR(optimizer, 0.1 5";
        Line.Unread unread = (Line.Unread) Source.parse(text).lines().get(0);
        assertThatExceptionOfType(NotationException.class)
                .isThrownBy(() -> Expression.parse(text))
                .withMessage(unread.problem().getMessage());
    }

    @Test
    void placesAreThoseOfTheWholeText() {
        String text = ">>> a = 1\n>>> b = f(\n...   2)\n";
        Line.Assignment line = (Line.Assignment) Source.parse(text).lines().get(1);
        assertThat(text.substring(line.span().start(), line.span().end())).isEqualTo("b = f(\n...   2)");
        assertThat(text.substring(line.value().span().start())).startsWith("f(");
    }

    @Test
    void whatIsNotReadIsNoNumber() {
        Line.Alone line = (Line.Alone) Source.parse("1 + a[1:]").lines().get(0);
        assertThatExceptionOfType(NotationException.class)
                .isThrownBy(() -> Arithmetic.evaluate("1 + a[1:]", line.value(), name -> 1.0))
                .withMessageContaining("expected a number");
        Line.Alone set = (Line.Alone) Source.parse("1 + {2, 3}").lines().get(0);
        assertThatExceptionOfType(NotationException.class)
                .isThrownBy(() -> Arithmetic.evaluate("1 + {2, 3}", set.value(), name -> 1.0))
                .satisfies(e -> assertThat(e.problem()).isEqualTo("expected a number, got a set"));
    }
}
