package dev.anneal.dialect.fastai;

import static dev.anneal.dialect.Condition.number;
import static dev.anneal.dialect.Condition.positive;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Condition;
import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Value;
import dev.anneal.dialect.torch.OnPlateau;
import dev.anneal.feedback.Change;
import dev.anneal.feedback.Comparison;
import dev.anneal.feedback.Patience;
import dev.anneal.feedback.Plateau;
import java.util.ArrayList;
import java.util.List;

/** {@code fastai.callback}: schedules of the position in a run, and the methods of a Learner that follow them. */
public final class FastAi implements Dialect {

    static final String SCHEDULE = "fastai.callback.schedule, fastai 2.8.12";

    private static final Condition NUMBER = number("be a number", value -> true);

    /** Made by the service loader. */
    public FastAi() {}

    @Override
    public String name() {
        return "fastai";
    }

    @Override
    public String title() {
        return "fastai";
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "Read are the schedules of fastai.callback.schedule, ParamScheduler, LRFinder, ReduceLROnPlateau, and the methods of a Learner that train along a schedule, as fastai 2.8.12 has them. A method goes by its name, whatever its Learner is called.",
                "fastai schedules by the position in the run: give --steps-per-epoch, and --steps or --epochs where the call does not say how long it trains.");
    }

    @Override
    public List<String> prefixes() {
        return List.of(
                "fastai.callback.tracker",
                "fastai.callback.schedule",
                "fastai.callback.all",
                "fastai.basics",
                "fastai.vision.all",
                "fastai.text.all",
                "fastai.tabular.all",
                "fastai.collab",
                "fastai.medical.imaging",
                "schedule",
                "tracker");
    }

    @Override
    public List<String> wraps() {
        return List.of("torch");
    }

    @Override
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>(Annealers.entries());
        entries.addAll(Fits.entries());
        entries.add(plateau());
        return List.copyOf(entries);
    }

    private static Entry plateau() {
        return Entry.of("ReduceLROnPlateau(monitor='valid_loss', comp=None, min_delta=0.0, patience=1, factor=10.0, "
                        + "min_lr=0, reset_on_fit=True)")
                .toldBy("monitor", List.of("valid_loss", "train_loss", "error_rate")::contains)
                .where("min_delta", NUMBER)
                .where("patience", NUMBER)
                .where("factor", positive())
                .where("min_lr", NUMBER)
                .clock(Clock.EPOCH)
                .formula("max(rate / factor, min_lr) after patience epochs without a better monitor")
                .means(FastAi::plan)
                .quirk("The rate is divided by factor: one below 1 raises it.")
                .quirk(
                        "Less is better if monitor has 'loss' or 'error' in its name, else more, where comp does not say.")
                .quirk("A rate below min_lr is raised to it.")
                .example("fastai.ReduceLROnPlateau(monitor='valid_loss', patience=3, factor=2.0)", "lr=0.1 epochs=60")
                .source("fastai.callback.tracker, fastai 2.8.12");
    }

    private static Plan plan(Call call) {
        double factor = call.number("factor");
        double floor = call.number("min_lr");
        Plan plan = call.rates(Schedule::constant);
        boolean below = call.groups().stream().anyMatch(group -> group.rate() < floor);
        if (factor == 1 && !below) {
            return plan;
        }
        if (factor < 1 && below || factor == 1) {
            throw call.value("min_lr").refused("be at most the rate where the factor is <= 1");
        }
        double delta = call.number("min_delta");
        Comparison better = isLess(call) ? Comparison.lower() : Comparison.higher();
        Plateau rule = Plateau.on(call.word("monitor"))
                .judging(better.byAbsolute(delta))
                .waiting(Patience.of(OnPlateau.count(Math.ceil(call.number("patience")) - 1)))
                .changing(Change.by(1 / factor).floor(floor).eps(Double.NEGATIVE_INFINITY));
        return plan.with(Hyperparameter.LEARNING_RATE, "", rule);
    }

    private static boolean isLess(Call call) {
        String monitor = call.word("monitor");
        if (!call.has("comp")) {
            return monitor.contains("loss") || monitor.contains("error");
        }
        Value comparison = call.value("comp");
        String name = comparison.isWord() ? comparison.word() : comparison.toString();
        return switch (name) {
            case "less" -> true;
            case "greater" -> false;
            default -> throw comparison.refused("be np.less or np.greater");
        };
    }
}
