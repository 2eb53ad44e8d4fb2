package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.timm.Timm;
import dev.anneal.notation.NotationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimmTest extends FrameworkTest {

    TimmTest() {
        super(new Timm());
    }

    private static Reading reading(String text) {
        return Dialects.understand(text, Horizon.parse("lr=0.1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CosineLRScheduler(optimizer, 100)                                  | cosine(0.1, 0, 100)
            CosineLRScheduler(optimizer, 10, cycle_mul=2, cycle_limit=3, lr_min=0.01) | cosine(0.1, 0.01, 10).repeat(3, stretching(2))
            CosineLRScheduler(optimizer, 10, cycle_decay=0.5, cycle_limit=3)   | cosine(0.1, 0, 10).repeat(3, scaling(0.5))
            CosineLRScheduler(optimizer, 90, warmup_t=5)                       | linear(0, 0.1, 5).then(cosine(0.1, 0, 90).skip(5))
            CosineLRScheduler(optimizer, 90, warmup_t=5, warmup_prefix=True)   | linear(0, 0.1, 5).then(cosine(0.1, 0, 90))
            CosineLRScheduler(optimizer, 50, k_decay=2)                        | ramp(0.1, 0, 50, kDecay(2))
            PolyLRScheduler(optimizer, 50, power=1)                            | linear(0.1, 0, 50)
            PolyLRScheduler(optimizer, 50)                                     | polynomial(0.1, 0, 50, 0.5)
            StepLRScheduler(optimizer, 30, 0.1)                                | exponential(0.1, 0.1, 30).staircase(30)
            MultiStepLRScheduler(optimizer, [30, 60], 0.1)                     | multiStep(0.1, 0.1, 29, 59)
            WSDLRScheduler(optimizer, 80, 20, decay_fn='linear')               | hold(0.1, 60).then(linear(0.1, 0, 20))
            WSDLRScheduler(optimizer, 80, 20, warmup_t=5)                      | linear(0, 0.1, 5).then(hold(0.1, 60)).then(ramp(0.1, 0, 20, oneMinusSqrt))
            create_scheduler_v2(optimizer, num_epochs=20)                      | cosine(0.1, 0, 20)
            create_scheduler_v2(optimizer, 'none')                             | constant(0.1)
            create_scheduler_v2(optimizer, 'constant', warmup_epochs=5)        | linear(1e-5, 0.1, 5)
            create_scheduler_v2(optimizer, num_epochs=20, step_on_epochs=False, updates_per_epoch=7) | cosine(0.1, 0, 140)
            """)
    void regularSchedulesAreClosedForms(String text, String notation) {
        for (String prefix : List.of("", "timm.", "timm.scheduler.", "timm.scheduler.scheduler_factory.")) {
            assertThat(reading(prefix + text).plan()).isEqualTo(Plan.of(Schedule.parse(notation)));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CosineLRScheduler(optimizer, 100)                                             | EPOCH
            CosineLRScheduler(optimizer, 100, t_in_epochs=False)                          | STEP
            create_scheduler_v2(optimizer, step_on_epochs=False, updates_per_epoch=10)    | STEP
            create_scheduler_v2(optimizer, 'plateau')                                     | EPOCH
            create_scheduler(SimpleNamespace(sched='step', sched_on_updates=True), optimizer, 10) | STEP
            create_scheduler(SimpleNamespace(sched='step'), optimizer)                    | EPOCH
            """)
    void anArgumentSaysWhatIsCounted(String text, Clock clock) {
        assertThat(reading(text).clock()).isEqualTo(clock);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CosineLRScheduler(optimizer, 50, noise_range_t=[10, 20])          | noise_range_t must be None here: noise is not imitated
            create_scheduler_v2(optimizer, noise=0.5)                         | noise must be None here: noise is not imitated
            CosineLRScheduler(optimizer, 50, cycle_mul=0)                     | cycle_mul must be > 0, got 0
            TanhLRScheduler(optimizer, 50, ub=-8)                             | ub must be > lb, got -8
            TanhLRScheduler(optimizer, 5, cycle_mul=0.5, warmup_t=10)         | warmup_t must end before cycles that shrink
            create_scheduler_v2(optimizer, num_epochs=0)                      | num_epochs must be > 0, got 0
            create_scheduler_v2(optimizer, **dict(num_epochs=0))              | num_epochs must be > 0, got 0
            create_scheduler(SimpleNamespace(epochs=9), optimizer)            | args must have a sched, got SimpleNamespace(epochs=9)
            create_scheduler(args, optimizer)                                 | what args.sched is stands nowhere: assign it in the text
            scheduler_kwargs(args)                                            | scheduler_kwargs only puts arguments together
            CosineLRScheduler(optimizer, 50, cycle_decay=2, cycle_limit=5000) | CosineLRScheduler: scaling of the last cycle must be finite
            """)
    void whatCannotBeReadIsRefusedInWords(String text, String problem) {
        assertThatThrownBy(() -> reading(text))
                .isInstanceOf(NotationException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void aFaultBehindTwoStarsIsShownWhereItStands() {
        String text = "create_scheduler_v2(optimizer, **dict(sched='cosine', num_epochs=0))";
        assertThatThrownBy(() -> reading(text))
                .isInstanceOfSatisfying(
                        NotationException.class,
                        e -> assertThat(e.getMessage().stripTrailing())
                                .endsWith("\n" + " ".repeat(2 + text.indexOf("=0") + 1) + "^"));
    }

    @Test
    void groupsHaveFactorsOfTheirOwn() {
        Plan plan = reading("optimizer = torch.optim.AdamW([{'params': a, 'lr_scale': 0.5}, {'params': b}], lr=0.1)\n"
                        + "CosineLRScheduler(optimizer, 100, warmup_t=5, warmup_lr_init=0.01)")
                .plan();
        assertThat(plan).hasToString("""
                        lr[0] = linear(0.01, 0.1, 5).then(cosine(0.1, 0, 100).skip(5)).times(0.5)
                        lr[1] = linear(0.01, 0.1, 5).then(cosine(0.1, 0, 100).skip(5))""");
        Plan known = Dialects.understand(
                        "timm.PlateauLRScheduler(optimizer)", Horizon.parse("lr=0.1 groups=2 lr_scale=0.5,1"))
                .plan();
        assertThat(known.assignments())
                .extracting(line -> line.schedule().at(0))
                .containsExactly(0.05, 0.1);
    }

    @Test
    void theOptionsOfAProgramAreFollowed() {
        String program = """
                from timm.scheduler import create_scheduler_v2, scheduler_kwargs
                parser = argparse.ArgumentParser()
                parser.add_argument('--sched', type=str, default='cosine')
                parser.add_argument('--warmup-epochs', type=int, default=3)
                parser.add_argument('--epochs', type=int, default=60)
                args = parser.parse_args()
                optimizer = create_optimizer_v2(model, opt='sgd', lr=0.2)
                scheduler, num_epochs = create_scheduler_v2(
                    optimizer, **scheduler_kwargs(args, decreasing_metric=lower), updates_per_epoch=updates)
                """;
        assertThat(reading(program).plan())
                .isEqualTo(Plan.of(Schedule.parse("linear(1e-5, 0.2, 3).then(cosine(0.2, 0, 60).skip(3))")));
        assertThat(reading("""
                        cfg = SimpleNamespace()
                        cfg.sched = 'poly'
                        cfg.decay_rate = 1
                        cfg.warmup_epochs = 0
                        scheduler, _ = create_scheduler(cfg, optimizer)
                        """).plan()).isEqualTo(Plan.of(Schedule.parse("linear(0.1, 0, 100)")));
    }

    @Test
    void optionsThatTheObjectDoesNotHaveAreThoseOfTheScript() {
        assertThat(reading("timm.create_scheduler(Namespace(sched='multistep'), optimizer)")
                        .plan())
                .isEqualTo(reading("timm.create_scheduler_v2(optimizer, 'multistep', 100, decay_milestones=[30, 60], "
                                + "warmup_epochs=5)")
                        .plan());
        assertThat(reading("timm.create_scheduler(Namespace(sched='plateau', eval_metric='loss'), optimizer)")
                        .plan())
                .isEqualTo(
                        reading("timm.create_scheduler_v2(optimizer, 'plateau', warmup_epochs=5, plateau_mode='min')")
                                .plan());
    }

    @Test
    void aRunThatIsLongerThanItsEpochsIsTold() {
        assertThat(reading("timm.create_scheduler_v2(optimizer, num_epochs=20, cooldown_epochs=5, warmup_epochs=2, "
                                + "warmup_prefix=True)")
                        .notes())
                .containsExactly("create_scheduler_v2 answers 27 epochs for the run");
        assertThat(reading("timm.create_scheduler_v2(optimizer, num_epochs=20)").notes())
                .isEmpty();
        assertThat(reading("timm.CosineLRScheduler(optimizer, 10, cycle_mul=0.5, cycle_limit=9)")
                        .notes())
                .singleElement()
                .asString()
                .contains("fails in timm from t = 20 on");
    }

    @Test
    void whatTheConstructorSetsIsTheFirstValue() {
        Schedule tanh = reading("timm.TanhLRScheduler(optimizer, 10, lb=-1, ub=1)")
                .plan()
                .assignments()
                .get(0)
                .schedule();
        assertThat(tanh.at(0)).isEqualTo(0.1);
        assertThat(tanh.at(1)).isLessThan(0.09);
        assertThat(reading("timm.MultiStepLRScheduler(optimizer, [1, 40], 0.5)").plan())
                .hasToString("lr = hold(0.1, 1).then(multiStep(0.1, 0.5, 0, 39).skip(1))");
    }

    @Test
    void aFunctionOfMathematicsMayBeTheDecay() {
        assertThat(reading("timm.WSDLRScheduler(optimizer, t_initial=45, decay_t=15, decay_fn=math.exp)")
                        .plan())
                .isEqualTo(reading(
                                "timm.WSDLRScheduler(optimizer, t_initial=45, decay_t=15, decay_fn=lambda x: math.exp(x))")
                        .plan());
    }
}
