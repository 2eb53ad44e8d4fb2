package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anneal.Horizon;
import org.junit.jupiter.api.Test;

/** Blocks as they stand in documents and notebooks mean what the one line in them means. */
class BlockTest {

    private static Reading read(String text, String... horizon) {
        return Dialects.understand(text, Horizon.parse(String.join(" ", horizon)));
    }

    private static void assertSame(String block, String call, String... horizon) {
        assertThat(read(block).plan()).isEqualTo(read(call, horizon).plan());
    }

    @Test
    void optimizerGivesItsRateAndLoopsAreSkippedWithAWord() {
        String block = """
                import torch.optim as optim
                from torch.optim.lr_scheduler import StepLR

                model = Net().to(device)  # any model
                optimizer = optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
                scheduler = StepLR(optimizer, step_size=30, gamma=0.1, verbose=True)
                for epoch in range(100):
                    train_one(model)
                    scheduler.step()
                while not done():
                    pass
                for batch in extra:
                    pass
                """;
        Reading reading = read(block);

        assertSame(block, "torch.StepLR(optimizer, 30)", "lr=0.05");
        assertThat(reading.taken()).isEqualTo("torch.StepLR");
        assertThat(reading.notes())
                .containsExactlyInAnyOrder(
                        "for, lines 7 and 12, are skipped",
                        "line 10: while … is skipped",
                        "StepLR: verbose is of another version, and is put aside",
                        "line 9 steps scheduler once an epoch, and its times are taken for updates: give --unit epoch to "
                                + "count epochs");
    }

    @Test
    void optimizerGroupsHaveRatesOfTheirOwn() {
        assertSame("""
                lr = 1e-2
                optimizer = torch.optim.AdamW(
                    [{"params": body.parameters(), "lr": lr / 10}, {"params": head.parameters()}],
                    lr=lr, betas=(0.9, 0.98), weight_decay=unknown.decay)
                scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.9)
                """, "torch.ExponentialLR(optimizer, 0.9)", "lr=0.001,0.01");
    }

    @Test
    void textWinsAgainstTheRunAndSaysSo() {
        Reading reading = read("opt = SGD(p, lr=0.3)\nsched = StepLR(opt, 5)", "lr=0.1");

        assertThat(reading.plan())
                .isEqualTo(read("torch.StepLR(optimizer, 5)", "lr=0.3").plan());
        assertThat(reading.notes())
                .containsExactly("the optimizer's lr is 0.3 in the text, which is taken; the run's 0.1 is put aside");
    }

    @Test
    void runGivesWhatTheOptimizerIsNotTold() {
        assertThat(read("opt = torch.optim.SGD(p)\nsched = StepLR(opt, 5)", "lr=0.1")
                        .plan())
                .isEqualTo(read("torch.StepLR(optimizer, 5)", "lr=0.1").plan());
    }

    @Test
    void childrenHaveNames() {
        String call = "torch.SequentialLR(optimizer, [LinearLR(optimizer, 0.1, total_iters=5), "
                + "CosineAnnealingLR(optimizer, T_max=85)], milestones=[5])";
        Reading reading = read("""
                from torch.optim.lr_scheduler import LinearLR, CosineAnnealingLR, SequentialLR
                warm, total = 5, 90
                optimizer = SGD(net.parameters(), 0.1)
                first = LinearLR(optimizer, 0.1, total_iters=warm)
                second = CosineAnnealingLR(optimizer, T_max=total - warm)
                both = [first, second]
                scheduler = SequentialLR(optimizer, both, milestones=[warm])
                """);

        assertThat(reading.plan()).isEqualTo(read(call, "lr=0.1").plan());
        assertThat(reading.notes()).isEmpty();
    }

    @Test
    void schedulersThatAreAllSteppedActTogether() {
        Reading reading = read("""
                optimizer = SGD(net, 0.1)
                one = ConstantLR(optimizer, factor=0.1, total_iters=2)
                two = ExponentialLR(optimizer, gamma=0.9)
                for epoch in range(9):
                    one.step()
                    two.step()
                """);

        assertThat(reading.taken()).isEqualTo("torch.ChainedScheduler");
        assertThat(reading.plan())
                .isEqualTo(read(
                                "torch.ChainedScheduler([ConstantLR(optimizer, 0.1, 2), ExponentialLR(optimizer, 0.9)])",
                                "lr=0.1")
                        .plan());
        assertThat(reading.notes())
                .contains("the schedulers of lines 2 and 3 are all stepped, and act together as ChainedScheduler");
    }

    @Test
    void lastOfSeveralIsTakenAndTheOthersAreNamed() {
        Reading reading = read("a = StepLR(o, 3)\nb = ExponentialLR(o, 0.9)", "lr=0.1");

        assertThat(reading.taken()).isEqualTo("torch.ExponentialLR");
        assertThat(reading.notes())
                .containsExactly("ExponentialLR, line 2, is taken as the last scheduler; that of line 1 is put aside");
    }

    @Test
    void nameThatIsGivenAgainStandsForTheLast() {
        Reading reading = read("s = StepLR(o, 3)\ns = ExponentialLR(o, 0.9)", "lr=0.1");

        assertThat(reading.taken()).isEqualTo("torch.ExponentialLR");
        assertThat(reading.notes()).containsExactly("what line 1 makes is replaced later, and is put aside");
    }

    @Test
    void tableOfSchedulersGivesTheOneThatIsTakenOut() {
        assertThat(read("all = {'a': StepLR(o, 3), 'b': ExponentialLR(o, 0.9)}\ns = all['a']", "lr=0.1")
                        .taken())
                .isEqualTo("torch.StepLR");
    }

    @Test
    void functionsOfAFewIfsAreRead() {
        assertSame(
                """
                def factor(step: int, warm=4) -> float:
                    \"""Up, then down.\"""
                    total = 20
                    if step < warm:
                        return float(step) / warm
                    elif step > total:
                        scale = 0.0
                    else:
                        scale = (total - step) / (total - warm)
                    scale *= 2
                    print(scale)
                    return max(scale / 2, 0.01)

                optimizer = Adam(net.parameters(), lr=1e-3)
                scheduler = LambdaLR(optimizer, lr_lambda=factor)
                """,
                "torch.LambdaLR(optimizer, lambda step: float(step) / 4 if step < 4 "
                        + "else max(0.0 * 2 / 2, 0.01) if step > 20 "
                        + "else max((20 - step) / (20 - 4) * 2 / 2, 0.01))",
                "lr=0.001");
    }

    @Test
    void partialFunctionsAndKeywordsOfOwnFunctionsAreRead() {
        String block = """
                import functools
                def decay(step, *, rate, floor=0.0):
                    return max(floor, rate ** step)
                optimizer = Adam(net, lr=1e-3)
                scheduler = LambdaLR(optimizer, %s)
                """;
        String call = "torch.LambdaLR(optimizer, lambda step: max(0.1, 0.9 ** step))";

        assertSame(block.formatted("functools.partial(decay, rate=0.9, floor=0.1)"), call, "lr=0.001");
        assertSame(block.formatted("lambda step: decay(step, floor=0.1, rate=0.9)"), call, "lr=0.001");
    }

    @Test
    void functionSeesTheNamesOfTheFunctionThatMakesIt() {
        assertSame("""
                rate = 0.5
                def make(optimizer, rate, cap=1.0):
                    def curve(step):
                        return min(cap, rate ** step)
                    return LambdaLR(optimizer, curve)
                opt = Adam(net, lr=0.2)
                sched = make(opt, rate=0.9)
                """, "torch.LambdaLR(optimizer, lambda step: min(1, 0.9 ** step))", "lr=0.2");
    }

    @Test
    void optionsHaveTheirDefaults() {
        assertSame("""
                parser = argparse.ArgumentParser()
                parser.add_argument("--lr", type=float, default=0.1)
                parser.add_argument("-n", "--max-epochs", default=30, help="how long")
                args, rest = parser.parse_known_args()

                def main():
                    optimizer = torch.optim.SGD(net.parameters(), args.lr)
                    scheduler = StepLR(optimizer, args.max_epochs)

                if __name__ == "__main__":
                    main()
                """, "torch.StepLR(optimizer, 30)", "lr=0.1");
    }

    @Test
    void tablesNamespacesAndClassesHoldNumbers() {
        assertSame("""
                class Config:
                    lr: float = 0.1
                    gamma = 0.5
                config = Config(gamma=0.7)
                table = {"steps": {"first": 3}}
                space = SimpleNamespace(more=[20])
                space.extra = 4
                optimizer = SGD(net, lr=config.lr)
                s = MultiStepLR(optimizer, [table["steps"]["first"], space.extra] + space.more, gamma=config.gamma)
                """, "torch.MultiStepLR(optimizer, [3, 4, 20], 0.7)", "lr=0.1");
    }

    @Test
    void listsAndTablesThatChangeAreFollowed() {
        assertSame("""
                table = {"steps": [3], "gamma": 0.9}
                table["gamma"] = table.get("gamma", 1) - 0.5
                table["steps"].append(9)
                more = []
                more.extend(table["steps"])
                more += [20]
                optimizer = SGD(net, lr=0.1)
                s = MultiStepLR(optimizer, more, gamma=table.get("gamma"))
                """, "torch.MultiStepLR(optimizer, [3, 9, 20], 0.9 - 0.5)", "lr=0.1");
    }

    @Test
    void methodOfAClassIsReadAsStraightLine() {
        Reading reading = read("""
                class Module(Base):
                    def __init__(self, lr=1e-3, size=10):
                        self.lr = lr
                        self.size = size

                    def configure_optimizers(self):
                        optimizer = torch.optim.Adam(self.parameters(), lr=self.lr)
                        scheduler = StepLR(optimizer, self.size)
                        return {"optimizer": optimizer, "lr_scheduler": {"scheduler": scheduler}}

                module = Module(lr=0.02)
                """);

        assertThat(reading.plan())
                .isEqualTo(read("torch.StepLR(optimizer, 10)", "lr=0.02").plan());
        assertThat(reading.notes())
                .containsExactly(
                        "line 6: the body of configure_optimizers is read as straight-line code",
                        "configure_optimizers has no interval of 'step', so that Lightning steps once an epoch, and its "
                                + "times are taken for updates: give --unit epoch to count epochs");
    }

    @Test
    void namesMeanWhatTheyWereAssignedBefore() {
        assertSame("""
                a, b = 3, 5
                a, b = b, a
                a += 1
                optimizer = SGD(net, lr=0.1)
                s = StepLR(optimizer, a)
                a = 100
                """, "torch.StepLR(optimizer, 6)", "lr=0.1");
    }

    @Test
    void choicesAreMadeWhereTheyAreKnown() {
        String block = """
                kind = "step"
                if kind == "cosine":
                    s = CosineAnnealingLR(o, 10)
                elif kind in ("step", "steps") and not None:
                    s = StepLR(o, 7)
                else:
                    s = ExponentialLR(o, 0.9)
                """;

        assertThat(read(block, "lr=0.1").plan())
                .isEqualTo(read("torch.StepLR(o, 7)", "lr=0.1").plan());
        assertThat(read(block.substring(14), "lr=0.1", "kind=cosine").taken()).isEqualTo("torch.CosineAnnealingLR");
    }

    @Test
    void onlyWayThatMakesASchedulerIsTaken() {
        Reading reading = read("if args.decay:\n    s = StepLR(o, 7)", "lr=0.1");

        assertThat(reading.taken()).isEqualTo("torch.StepLR");
        assertThat(reading.notes())
                .containsExactly("line 1: the way that makes a scheduler is taken, as the condition is not known");
    }

    @Test
    void kerasSchedulesAreFoundInsideOtherCalls() {
        assertSame("""
                from tensorflow import keras
                model.compile(
                    optimizer=keras.optimizers.SGD(
                        learning_rate=keras.optimizers.schedules.ExponentialDecay(0.1, decay_steps=1000, decay_rate=0.9)),
                    loss="mse")
                model.fit(x, y, epochs=5)
                """, "keras.ExponentialDecay(0.1, 1000, 0.9)");
    }

    @Test
    void kerasFunctionOfEpochAndRateStartsAtTheOptimizersRate() {
        String block = """
                def schedule(epoch, lr):
                    if epoch < 2:
                        return lr
                    return lr * tf.math.exp(-0.1)
                model.compile(tf.keras.optimizers.SGD(learning_rate=0.01), loss="mse")
                callback = tf.keras.callbacks.LearningRateScheduler(schedule)
                model.fit(x, y, epochs=4, callbacks=[callback])
                """;
        Reading reading = read(block);

        assertThat(reading.clock()).isEqualTo(Clock.EPOCH);
        assertThat(reading.plan().assignments().get(0).schedule().at(3))
                .isCloseTo(0.01 * Math.exp(-0.2), org.assertj.core.data.Offset.offset(1e-8));
    }

    @Test
    void optaxSchedulesAreFoundInChains() {
        assertSame(
                """
                import optax
                warmup = optax.linear_schedule(0.0, 0.1, 10)
                decay = optax.cosine_decay_schedule(0.1, 90)
                schedule = optax.join_schedules([warmup, decay], boundaries=[10])
                tx = optax.chain(optax.clip(1.0), optax.adam(learning_rate=schedule))
                """,
                "optax.join_schedules([optax.linear_schedule(0.0, 0.1, 10), optax.cosine_decay_schedule(0.1, 90)], [10])");
    }

    @Test
    void transformersScheduleCountsBatches() {
        String block = """
                optimizer = AdamW(model.parameters(), lr=5e-5)
                epochs = 3
                steps = epochs * len(train_dataloader)
                scheduler = get_scheduler("linear", optimizer=optimizer, num_warmup_steps=0, num_training_steps=steps)
                model, optimizer, scheduler = accelerator.prepare(model, optimizer, scheduler)
                """;

        assertThat(read(block, "steps_per_epoch=100").plan()).hasToString("lr = linear(5e-5, 0, 300)");
    }

    @Test
    void promptsAndJavaAreRead() {
        assertSame(
                ">>> o = SGD(p, lr=0.1)\n>>> s = StepLR(o, 3)\n>>> for e in range(3):\n...     s.step()",
                "torch.StepLR(o, 3)",
                "lr=0.1");
        assertThat(read("""
                                int first = 7 / 2;
                                Tracker t = Tracker.multiFactor().setSteps(new int[] {first, 20}).optFactor(0.5f)
                                        .setBaseValue(1f).build();
                                """).plan()).hasToString("lr = multiStep(1, 0.5, 4, 21)");
    }

    @Test
    void bareNameThatSeveralFrameworksHaveIsTakenInOrder() {
        Reading reading = read("lr = exponential_decay(0.1, 100, 0.9)");

        assertThat(reading.taken()).isEqualTo("optax.exponential_decay");
        assertThat(reading.notes()).anyMatch(note -> note.startsWith("exponential_decay is taken for optax's; tf1"));
        assertThat(read("from tensorflow.compat.v1.train import exponential_decay\n"
                                + "lr = exponential_decay(0.1, global_step, 100, 0.9)")
                        .taken())
                .isEqualTo("tf1.exponential_decay");
    }

    @Test
    void bareNameIsThatOfTheFrameworkWhichHasTheParameters() {
        assertThat(read("lr = exponential_decay(0.1, global_step, decay_steps=100, decay_rate=0.9)")
                        .taken())
                .isEqualTo("tf1.exponential_decay");
        assertThat(read("lr = exponential_decay(0.1, global_step, 100, decay_rate=0.9)")
                        .taken())
                .isEqualTo("tf1.exponential_decay");
        assertThatThrownBy(() -> read("lr = exponential_decay(0.1, transition_step=100, decay_rate=0.9)"))
                .hasMessageContaining(
                        "exponential_decay has no parameter 'transition_step': exponential_decay(init_value");
    }

    @Test
    void nameFromAnUnknownPlaceIsToldOf() {
        assertThat(read("from mine.schedulers import StepLR\ns = StepLR(o, 3)", "lr=0.1")
                        .notes())
                .containsExactly("mine.schedulers.StepLR is taken for torch's StepLR");
    }

    @Test
    void schedulersMayStandInTheNotation() {
        assertThat(read("torch.StepLR(optimizer, 30).stretched(391)", "lr=0.1").plan())
                .hasToString("lr = exponential(0.1, 0.1, 30).staircase(30).stretched(391)");
        assertThat(read("linear(0, 0.1, 5).then(keras.CosineDecay(0.1, 100))").plan())
                .hasToString("lr = linear(0, 0.1, 5).then(cosine(0.1, 0, 100))");
        assertThat(read("lr = keras.CosineDecay(0.1, 100)\nmomentum = optax.linear_schedule(0.8, 0.9, 10)")
                        .plan())
                .hasToString("lr = cosine(0.1, 0, 100)\nmomentum = linear(0.8, 0.9, 10)");
    }
}
