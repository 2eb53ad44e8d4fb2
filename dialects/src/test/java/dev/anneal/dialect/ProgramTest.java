package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.anneal.Horizon;
import org.junit.jupiter.api.Test;

/** Whole programs: where they make their schedulers, when they step them, and what is asked for. */
class ProgramTest {

    private static Reading read(String program, String... facts) {
        return Dialects.understand(program, Horizon.parse(String.join(" ", facts)));
    }

    private static void assertSame(String program, String line, String... facts) {
        assertThat(read(program, facts).plan()).isEqualTo(read(line, facts).plan());
    }

    @Test
    void classOfJavaIsEnteredAndItsMapIsFilled() {
        assertSame("""
                public class Digits {
                    private static final double FIRST = 0.06;

                    public static void main(String[] args) throws Exception {
                        if (args.length > 0) {
                            System.out.println(args[0]);
                        }
                        Map<Integer, Double> rates = new HashMap<>();
                        rates.put(0, FIRST);
                        rates.put(200, FIRST / 2);
                        rates.put(200, 0.05);
                        MultiLayerConfiguration conf = new NeuralNetConfiguration.Builder()
                                .updater(new Nesterovs(new MapSchedule(ScheduleType.ITERATION, rates)))
                                .build();
                    }
                }
                """, "dl4j.MapSchedule(ScheduleType.ITERATION, {0: 0.06, 200: 0.05})");
    }

    @Test
    void choiceOfJavaThatIsNotKnownIsEnteredForItsScheduler() {
        assertSame("""
                class Net {
                    Net(boolean decays) {
                        if (decays) {
                            updater = new Adam(new StepSchedule(ScheduleType.EPOCH, 5e-5, 0.5, 5));
                        }
                    }
                }
                """, "dl4j.StepSchedule(ScheduleType.EPOCH, 5e-5, 0.5, 5)");
    }

    @Test
    void dictionaryIsFilledItemByItem() {
        assertSame("""
                factors = {}
                factors[10] = 0.5
                factors[20] = 0.1
                schedule = optax.piecewise_constant_schedule(1.0, factors)
                """, "optax.piecewise_constant_schedule(1.0, {10: 0.5, 20: 0.1})");
    }

    @Test
    void schedulerIsFoundBehindFunctionsThatCallEachOther() {
        String program = """
                def main():
                    args = parse()
                    if args.distributed:
                        spawn(worker, args)
                    else:
                        worker(0, args)

                def worker(device, args):
                    optimizer = torch.optim.SGD(net.parameters(), 0.2)
                    scheduler = StepLR(optimizer, 30)

                if __name__ == "__main__":
                    main()
                """;
        assertSame(program, "torch.StepLR(optimizer, 30)", "lr=0.2");
        assertThat(read(program, "lr=0.2").notes())
                .contains("line 3: the way that makes a scheduler is taken, as the condition is not known");
    }

    @Test
    void functionThatNobodyCallsIsReadWhereAllElseMakesNoScheduler() {
        assertSame("""
                def worker(rank):
                    optimizer = SGD(net.parameters(), lr=0.2)
                    return StepLR(optimizer, 7)

                def start():
                    spawn(worker)

                start()
                """, "torch.StepLR(optimizer, 7)", "lr=0.2");
    }

    @Test
    void functionsThatReturnFunctionsAreCalled() {
        assertSame("""
                def ramp(last):
                    def factor(step):
                        if step < last:
                            return step / last
                        return 1.0
                    return factor

                def wave(low, high, period=50):
                    return lambda x: low + (high - low) * x / period

                first = LambdaLR(SGD(net, lr=0.1), wave(0, 1))
                sched = LambdaLR(SGD(net, lr=0.1), ramp(10))
                """, "torch.LambdaLR(optimizer, lambda step: step / 10 if step < 10 else 1.0)", "lr=0.1");
        assertSame("""
                def power(start, by):
                    def rate(epoch):
                        return start * 0.1 ** (epoch / by)
                    return rate

                rate = power(0.01, by=20)
                slower = power(0.01, by=40)
                callback = keras.callbacks.LearningRateScheduler(rate)
                """, "keras.LearningRateScheduler(lambda epoch: 0.01 * 0.1 ** (epoch / 20))");
    }

    @Test
    void argumentsMayStandInDictionaries() {
        String program = """
                settings = dict(step_size=5, gamma=0.5)
                scheduler = StepLR(optimizer, **settings)
                """;
        assertSame(program, "torch.StepLR(optimizer, 5, 0.5)", "lr=0.1");
        assertThatThrownBy(() -> read("s = StepLR(optimizer, **hparams.scheduler)", "lr=0.1"))
                .hasMessageContaining("which arguments these are is not known");
        assertThatThrownBy(() -> read("s = StepLR(optimizer, 5, **{'step_size': 5})", "lr=0.1"))
                .hasMessageContaining("step_size is given twice");
        assertThatThrownBy(() -> read("s = StepLR(optimizer, 5, **{'size': 5})", "lr=0.1"))
                .hasMessageContaining("StepLR has no parameter 'size'");
    }

    @Test
    void wrappedOptimizerIsTheSame() {
        assertSame("""
                optimizer = AdamW(net.parameters(), lr=3e-5)
                batches_a, batches_b, net, optimizer = accelerator.prepare(loader_a, loader_b, net, optimizer)
                steps = 3 * len(batches_a)
                scheduler = get_scheduler("linear", optimizer, num_warmup_steps=0, num_training_steps=steps)
                """, "hf.get_scheduler('linear', optimizer, 0, 60)", "lr=3e-5", "steps_per_epoch=20");
    }

    @Test
    void filteredComprehensionIsAGroup() {
        assertSame("""
                plain = ["bias"]
                groups = [
                    {"params": [p for n, p in net.named() if not any(x in n for x in plain)], "lr": 0.2},
                    {"params": [p for n, p in net.named() if any(x in n for x in plain)]},
                ]
                scheduler = StepLR(SGD(groups, lr=0.1), 5)
                """, "torch.StepLR(optimizer, 5)", "lr=0.2,0.1");
    }

    @Test
    void lengthIsAskedForByName() {
        String program = "s = StepLR(optimizer, len(images) // 32)";

        assertThatThrownBy(() -> read(program, "lr=0.1")).hasMessageContaining("give --context images=LENGTH");
        assertSame(program, "torch.StepLR(optimizer, 10)", "lr=0.1", "images=320");
    }

    @Test
    void loopThatStepsOnceAnEpochAsksForTheUnit() {
        String program = """
                scheduler = StepLR(optimizer, 3)
                for epoch in range(10):
                    for batch in batches:
                        optimizer.step()
                    if epoch > 2:
                        scheduler.step()
                """;
        assertThat(read(program, "lr=0.1").notes())
                .contains(
                        "line 6 steps scheduler once an epoch, and its times are taken for updates: give --unit epoch "
                                + "to count epochs");
        assertThat(read(program, "lr=0.1", "unit=epoch").notes()).noneMatch(note -> note.contains("steps scheduler"));
        assertThat(read(program, "lr=0.1", "unit=step").notes()).noneMatch(note -> note.contains("steps scheduler"));
    }

    @Test
    void loopThatStepsAfterEachUpdateAsksForNothing() {
        String program = """
                scheduler = OneCycleLR(optimizer, 0.1, total_steps=100)
                for i in range(num_epochs):
                    for batch in range(steps_per_epoch):
                        optimizer.step()
                        scheduler.step()
                """;
        assertThat(read(program, "lr=0.1").notes()).noneMatch(note -> note.contains("steps scheduler"));
        assertThat(read(program, "lr=0.1", "unit=epoch").notes())
                .contains("line 5 steps scheduler after each update, and its times are taken for epochs: leave --unit "
                        + "epoch out to count updates");
    }

    @Test
    void epochOfOneUpdateAsksForNothing() {
        assertThat(read("""
                scheduler = StepLR(optimizer, 3)
                for epoch in range(10):
                    optimizer.step()
                    scheduler.step()
                """, "lr=0.1").notes()).noneMatch(note -> note.contains("steps scheduler"));
    }

    @Test
    void intervalOfAModuleIsKept() {
        assertThat(read("""
                def configure_optimizers(self):
                    scheduler = StepLR(SGD(self.parameters(), lr=0.1), 5)
                    return [], [{"scheduler": scheduler, "interval": "step"}]
                """).notes()).noneMatch(note -> note.contains("Lightning"));
    }

    @Test
    void keywordsTellWhoseBareNameItIs() {
        assertThat(read("reduce = ReduceLROnPlateau(monitor='val_loss', factor=0.2)", "lr=0.1")
                        .taken())
                .isEqualTo("keras.ReduceLROnPlateau");
    }

    @Test
    void programWithoutSchedulersIsNotCorrected() {
        assertThatThrownBy(() -> read("""
                import os
                model = keras.Sequential()
                path = os.path.join(root, name)
                values = {k: v for k, v in table.items() if k not in names}
                """))
                .hasMessageContaining("no scheduler that is known here is called in this text");
        assertThatThrownBy(() -> read("import torch\ns = torch.optim.lr_scheduler.StepRL(optimizer, 3)"))
                .hasMessageContaining("did you mean 'StepLR'?");
    }

    @Test
    void functionThatIsNotDefinedIsAskedFor() {
        assertThatThrownBy(() -> read("c = keras.callbacks.LearningRateScheduler(decay)"))
                .hasMessageContaining("nothing in the text defines decay: paste its definition too");
    }

    @Test
    void environmentHasNothingSet() {
        String program = """
                import os
                epochs = int(os.environ.get("EPOCHS", 3))
                if os.getenv("FAST") is not None:
                    epochs = 1
                s = StepLR(optimizer, epochs)
                """;
        assertSame(program, "torch.StepLR(optimizer, 3)", "lr=0.1");
        assertThat(read(program, "lr=0.1").notes())
                .contains(
                        "EPOCHS is taken not to be set in the environment",
                        "FAST is taken not to be set in the environment");
    }

    @Test
    void trainerKnowsTheRun() {
        assertSame(
                "s = CosineAnnealingLR(optimizer, self.trainer.max_epochs)",
                "torch.CosineAnnealingLR(optimizer, 30)",
                "lr=0.1",
                "epochs=30",
                "unit=epoch",
                "steps_per_epoch=4");
        assertSame(
                "s = OneCycleLR(optimizer, 0.1, total_steps=self.trainer.estimated_stepping_batches)",
                "torch.OneCycleLR(optimizer, 0.1, total_steps=120)",
                "lr=0.1",
                "epochs=30",
                "steps_per_epoch=4");
    }

    @Test
    void wordsOfTheRunAreTaken() {
        String program =
                "s = get_scheduler(name=args.kind, optimizer=optimizer, num_warmup_steps=0, num_training_steps=9)";

        assertSame(program, "hf.get_scheduler('cosine', optimizer, 0, 9)", "lr=0.1", "kind=cosine");
        assertThatThrownBy(() -> read(program, "lr=0.1"))
                .hasMessageContaining("'args.kind' is not known: assign it in the text, or give --context kind=VALUE");
        assertThatThrownBy(() -> read("s = MultiStepLR(optimizer, settings.MILESTONES)", "lr=0.1"))
                .hasMessageContaining("milestones must be a list, and 'settings.MILESTONES' is not known");
    }

    @Test
    void whatAConditionDecidesIsAskedFor() {
        String program = """
                if machine.is_large():
                    period = 30
                else:
                    period = 20
                s = StepLR(optimizer, period)
                """;
        assertThatThrownBy(() -> read(program, "lr=0.1")).hasMessageContaining("give --context period=NUMBER");
        assertSame(program, "torch.StepLR(optimizer, 30)", "lr=0.1", "period=30");
    }

    @Test
    void arithmeticWithASchedulerIsNotPassedOver() {
        assertThatThrownBy(() -> read("""
                step = tf.train.get_or_create_global_step()
                rate = tf.train.polynomial_decay(tf.constant(value=0.1, shape=[]), step, 1000, 0.0)
                warm = tf.cast(step < 100, tf.float32)
                rate = (1.0 - warm) * rate + warm * 0.1
                """))
                .hasMessageContaining("line 4: what a scheduler answers is reckoned with here");
    }

    @Test
    void listsAreMadeOfLists() {
        String milestones = """
                epochs, parts = 60, [0.25, 0.5]
                s = MultiStepLR(optimizer, milestones=[int(part * epochs) for part in parts])
                """;
        assertSame(milestones, "torch.MultiStepLR(optimizer, [15, 30])", "lr=0.1");
        assertThatThrownBy(() -> read("s = MultiStepLR(optimizer, [m * size for m in (1, 2)])", "lr=0.1"))
                .hasMessageContaining("the items of this list are not known");
        assertThatThrownBy(() -> read("s = MultiStepLR(optimizer, [m for m in (1, 2) if m > 1])", "lr=0.1"))
                .hasMessageContaining("milestones must be a list");
    }

    @Test
    void loopsInFunctionsGoOverListsThatAreKnown() {
        assertSame("""
                def factor(epoch):
                    rate = 1.0
                    for i, (at, by) in enumerate([(5, 0.5), (10, 0.1)]):
                        if epoch >= at:
                            rate = rate * by
                    return rate
                s = LambdaLR(optimizer, factor)
                """, """
                torch.LambdaLR(optimizer, lambda epoch:
                    (1.0 * 0.5 if epoch >= 5 else 1.0) * 0.1 if epoch >= 10 else (1.0 * 0.5 if epoch >= 5 else 1.0))
                """, "lr=0.1");
        assertThatThrownBy(() -> read("""
                def factor(epoch):
                    for at in batches:
                        rate = at
                    return rate
                s = LambdaLR(optimizer, factor)
                """, "lr=0.1")).hasMessageContaining("a function with 'for' is not read");
    }

    @Test
    void linesBetweenPointsAreNumpys() {
        Reading reading = read("s = LambdaLR(optimizer, lambda t: np.interp(t, [0, 5, 30], [0.5, 1, 0]))", "lr=0.1");

        var schedule = reading.plan().assignments().get(0).schedule();
        assertThat(schedule.at(0)).isEqualTo(0.05);
        assertThat(schedule.at(1)).isCloseTo(0.06, within(1e-15));
        assertThat(schedule.at(5)).isEqualTo(0.1);
        assertThat(schedule.at(10)).isCloseTo(0.08, within(1e-15));
        assertThat(schedule.at(40)).isEqualTo(0.0);
        assertThatThrownBy(() -> read("s = LambdaLR(optimizer, lambda t: np.interp(t, [0, 5], [1]))", "lr=0.1"))
                .hasMessageContaining("interp needs as many places as values");
    }

    @Test
    void settingsHaveOthersInTheirPlace() {
        String program = """
                settings = {"name": "Step", "more": None}
                def make(optimizer, settings=None):
                    settings = settings or {}
                    more = settings.get("more", {}) or {"size": 7}
                    if settings.get("name", "none").lower() == "step":
                        return StepLR(optimizer, more.get("size", 3))
                    if settings.get("name", "none").upper() == "COSINE":
                        return CosineAnnealingLR(optimizer, 10)
                scheduler = make(optimizer, settings)
                """;
        assertSame(program, "torch.StepLR(optimizer, 7)", "lr=0.1");
    }

    @Test
    void classOfASchedulerIsNamed() {
        assertThatThrownBy(() -> read("""
                class Warmup(optim.lr_scheduler.LambdaLR):
                    def __init__(self, optimizer):
                        super().__init__(optimizer, self.factor)
                s = Warmup(optimizer)
                """))
                .hasMessageContaining("Warmup is a LambdaLR of its own, and no class is read");
    }

    @Test
    void whatNobodyAsksForMayBeUnknown() {
        assertSame("""
                images, labels = next(iter(batches))
                images = images.to(device)
                labels[1, 0] = 1
                labels = labels.float()
                s = StepLR(optimizer, 3)
                """, "torch.StepLR(optimizer, 3)", "lr=0.1");
    }

    @Test
    void optionsMayBeParsedInAFunction() {
        assertSame("""
                def options(known=False):
                    parser = argparse.ArgumentParser()
                    parser.add_argument("--kind", type=str, default="linear")
                    parser.add_argument("--warmup-steps", type=int, default=5)
                    parser.add_argument("--cosine", action="store_true", help="another curve")
                    opt = parser.parse_args()
                    return opt

                def main(opt):
                    if opt.cosine:
                        return CosineAnnealingLR(optimizer, 10)
                    return get_scheduler(opt.kind, optimizer, opt.warmup_steps, 50)

                if __name__ == "__main__":
                    args = options()
                    main(args)
                """, "hf.get_scheduler('linear', optimizer, 5, 50)", "lr=0.1");
    }
}
