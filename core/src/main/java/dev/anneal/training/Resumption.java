package dev.anneal.training;

import dev.anneal.Feedback;
import dev.anneal.Plan;
import dev.anneal.notation.Numerals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A plan at a checkpoint. */
final class Resumption {

    /** How far, relatively, a rebased value may be off where no factor meets it. */
    private static final double ROUNDING = 1e-15;

    /** Enough for the last digit. */
    private static final int HALVINGS = 80;

    private final Plan plan;
    private final Layout layout;
    private final Checkpoint checkpoint;
    private final Resume mode;
    private final Map<Plan.Target, Checkpoint.Value> recorded = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();
    private final Course course;

    Resumption(Plan plan, Layout layout, Checkpoint checkpoint, Resume mode) {
        this.plan = plan;
        this.layout = layout;
        this.checkpoint = checkpoint;
        this.mode = mode;
        if (mode == Resume.EXACT && !plan.toString().equals(checkpoint.plan())) {
            throw new IllegalArgumentException("the plan must be the one of the checkpoint, but they differ:\n"
                    + PlanText.diff(checkpoint.plan(), plan.toString()));
        }
        checkJoined();
        record();
        checkGroups();
        List<Slot> slots = slots();
        Course unscaled = new Course(slots, rules(slots), checkpoint.joined());
        unscaled.look(checkpoint.step());
        course = mode == Resume.REBASE ? rebased(unscaled) : unscaled;
        if (mode == Resume.EXACT) {
            checkValues();
        }
        remarkOnWhatIsGone();
    }

    /** Where training goes on, looked at. */
    Course course() {
        return course;
    }

    /** What became of the plan. */
    String remark() {
        return String.join("; ", remarks);
    }

    private static IllegalArgumentException broken(String what) {
        return new IllegalArgumentException("the checkpoint must be one that a scheduler has made, but " + what);
    }

    private void checkJoined() {
        Set<String> names = new LinkedHashSet<>();
        for (Checkpoint.Joined member : checkpoint.joined()) {
            if (!names.add(member.group())) {
                throw broken("'" + member.group() + "' joined twice");
            }
        }
    }

    private void record() {
        for (Checkpoint.Value value : checkpoint.values()) {
            Plan.Target target = new Plan.Target(value.hyperparameter(), value.group());
            if (recorded.put(target, value) != null) {
                throw broken("it has two values of " + target);
            }
            if (!Double.isFinite(value.value())) {
                throw broken(target + " is " + Numerals.text(value.value()));
            }
        }
    }

    private Set<String> joined() {
        return checkpoint.joined().stream()
                .map(Checkpoint.Joined::group)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Set<String> groups() {
        return checkpoint.values().stream()
                .map(Checkpoint.Value::group)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void checkGroups() {
        Set<String> joined = joined();
        Set<String> missing = new LinkedHashSet<>(groups());
        missing.removeAll(joined);
        missing.removeAll(layout.groups());
        Set<String> lost = new LinkedHashSet<>(joined);
        lost.removeAll(layout.groups());
        lost.removeAll(layout.expected());
        missing.addAll(lost);
        Set<String> added = new LinkedHashSet<>(layout.groups());
        added.removeAll(joined);
        added.removeAll(groups());
        // a plan for some groups only has recorded nothing of the others
        boolean unrecorded = !PlanText.setsAllGroups(checkpoint.plan());
        if (!missing.isEmpty() || (!added.isEmpty() && !unrecorded)) {
            throw new IllegalArgumentException("the optimizer must have the groups of the checkpoint"
                    + (missing.isEmpty() ? "" : ", but has none named " + quoted(missing))
                    + (added.isEmpty() ? "" : ", but has also " + quoted(added)));
        }
    }

    private static String quoted(Set<String> names) {
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }

    /** In the order of the checkpoint, because rules count groups in it. */
    private List<Slot> slots() {
        Set<String> joined = joined();
        List<Slot> slots = new ArrayList<>();
        Stream.concat(groups().stream(), layout.groups().stream())
                .distinct()
                .filter(name -> !joined.contains(name))
                .forEach(name -> slots.addAll(layout.slots(layout.index(name, List.of()), name, 0)));
        for (Checkpoint.Joined member : checkpoint.joined()) {
            int index = layout.index(member.group(), checkpoint.joined());
            slots.addAll(layout.slots(index, member.group(), member.ownClock() ? member.step() : 0));
        }
        return slots.stream().map(this::asRecorded).toList();
    }

    private Slot asRecorded(Slot slot) {
        Checkpoint.Value value = recorded.get(slot.target());
        if (value == null) {
            return slot;
        }
        Slot byHand = value.byHand() ? slot.setTo(value.value()) : slot;
        // a new plan has not been rebased yet; what is set by hand stays as it is, on top of what it was
        boolean scaled = mode == Resume.EXACT || (mode == Resume.REBASE && value.byHand());
        if (!scaled && mode == Resume.KEEP_POSITION && value.scale() != 1) {
            remarks.add(slot.target() + " is no longer multiplied by " + Numerals.text(value.scale()));
        }
        return scaled ? byHand.scaled(value.scale()) : byHand;
    }

    private List<Acting> rules(List<Slot> slots) {
        List<Checkpoint.RuleState> left = new ArrayList<>(checkpoint.rules());
        List<Acting> rules = new ArrayList<>();
        for (Plan.Rule rule : plan.rules()) {
            Acting fresh = Acting.on(rule, slots);
            Checkpoint.RuleState state = left.stream()
                    .filter(one -> one.rule().equals(rule.toString()))
                    .findFirst()
                    .orElse(null);
            if (state == null) {
                remarks.add("'" + rule + "' starts anew");
                rules.add(fresh);
            } else {
                left.remove(state);
                rules.add(asSeen(fresh, state, slots));
            }
        }
        if (mode == Resume.EXACT && !(remarks.isEmpty() && left.isEmpty())) {
            throw broken("it has other rules than its plan");
        }
        left.forEach(state -> remarks.add("'" + state.rule() + "' no longer acts"));
        return rules;
    }

    private Acting asSeen(Acting fresh, Checkpoint.RuleState recordedState, List<Slot> slots) {
        Plan.Target target = fresh.rule().target();
        List<String> now = fresh.places().stream()
                .map(place -> slots.get(place).target().group())
                .toList();
        List<String> then = recorded.keySet().stream()
                .filter(slot -> Acting.isMet(target, slot))
                .map(Plan.Target::group)
                .toList();
        String line = recordedState.rule();
        if (!now.equals(then)) {
            if (mode == Resume.EXACT) {
                throw broken("'" + line + "' acts on other groups");
            }
            remarks.add("'" + line + "' starts anew, as it acts on other groups");
            return fresh;
        }
        if (fresh.state() == null) {
            return fresh;
        }
        Feedback.State state = read(fresh.rule(), recordedState.state());
        if (state.groups() != now.size()) {
            throw broken("'" + line + "' has seen " + state.groups() + " groups instead of " + now.size());
        }
        if (mode != Resume.EXACT) {
            remarks.add("'" + line + "' goes on");
        }
        return fresh.with(state);
    }

    private static Feedback.State read(Plan.Rule rule, String text) {
        try {
            return rule.feedback().state(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the state of '" + rule + "' in the checkpoint must be one of its own: " + e.getMessage(), e);
        }
    }

    private void checkValues() {
        if (course.count() != recorded.size()) {
            throw broken("it has " + recorded.size() + " values instead of " + course.count());
        }
        for (int i = 0; i < course.count(); i++) {
            Plan.Target target = course.slot(i).target();
            Checkpoint.Value value = recorded.get(target);
            if (value == null) {
                throw broken("it has no value of " + target);
            }
            double now = course.ahead()[i];
            if (now != value.value()) {
                throw new IllegalArgumentException("the plan must give the values of the checkpoint, but " + target
                        + " was " + Numerals.text(value.value()) + " at step " + checkpoint.step() + " and is "
                        + Numerals.text(now) + "; what prints alike, as Java functions do, is not the same");
            }
        }
    }

    private Course rebased(Course unscaled) {
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < unscaled.count(); i++) {
            Slot slot = unscaled.slot(i);
            Checkpoint.Value value = recorded.get(slot.target());
            if (value == null || slot.byHand()) {
                slots.add(slot);
            } else {
                slots.add(slot.scaled(scale(unscaled, i, value.value())));
            }
        }
        Course scaled = new Course(slots, unscaled.rules(), unscaled.joined());
        scaled.look(checkpoint.step());
        return scaled;
    }

    /** The factor of the schedule that makes a value what it was. Where rules bend it, it is searched for. */
    private double scale(Course unscaled, int slot, double wanted) {
        double said = unscaled.slot(slot).scheduled(checkpoint.step());
        double got = unscaled.ruled(slot, said);
        if (got == wanted) {
            return 1;
        }
        if (got == 0 || wanted == 0) {
            throw new IllegalArgumentException("a rebased value must not be 0 unless it was, but "
                    + unscaled.slot(slot).target() + " was " + Numerals.text(wanted) + " at step " + checkpoint.step()
                    + " and is " + Numerals.text(got) + " by the plan; no factor leads from one to the other");
        }
        double scale = near(unscaled, slot, wanted, wanted / got);
        if (Double.isNaN(scale)) {
            double sign = Math.signum(wanted / said);
            double factor = searched(some -> unscaled.ruled(slot, said * sign * some) / wanted);
            scale = near(unscaled, slot, wanted, sign * factor);
        }
        if (Double.isNaN(scale)) {
            throw new IllegalArgumentException("a rebased value must be what it was, but the rules make "
                    + Numerals.text(got) + " of " + unscaled.slot(slot).target() + " instead of "
                    + Numerals.text(wanted) + ", whatever it is multiplied by");
        }
        return scale;
    }

    /** The factor itself or one beside it, whichever makes a value what it was; NaN if none does. */
    private double near(Course unscaled, int slot, double wanted, double scale) {
        double said = unscaled.slot(slot).scheduled(checkpoint.step());
        for (double one : new double[] {scale, Math.nextUp(scale), Math.nextDown(scale)}) {
            if (unscaled.ruled(slot, said * one) == wanted) {
                return one;
            }
        }
        double off = Math.abs(unscaled.ruled(slot, said * scale) - wanted);
        return off <= ROUNDING * Math.abs(wanted) ? scale : Double.NaN;
    }

    /** A rule that keeps a value at its floor does so for many factors; where a greater one never gives less, one is found. */
    private static double searched(DoubleUnaryOperator share) {
        double low = 0x1p-200;
        double high = 0x1p200;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = Math.sqrt(low) * Math.sqrt(high);
            if (share.applyAsDouble(middle) < 1) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private void remarkOnWhatIsGone() {
        Set<Plan.Target> now =
                course.slots().stream().map(Slot::target).collect(Collectors.toCollection(LinkedHashSet::new));
        recorded.forEach((target, value) -> {
            if (!now.contains(target)) {
                remarks.add(target + " is no longer set" + (value.byHand() ? ", by hand neither" : ""));
            }
        });
        if (mode == Resume.REBASE) {
            course.slots().stream()
                    .filter(slot -> slot.scale() != 1 && !slot.byHand())
                    .forEach(slot -> remarks.add(slot.target() + " is multiplied by " + Numerals.text(slot.scale())));
        }
    }
}
