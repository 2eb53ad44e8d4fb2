package dev.anneal.dialect;

import dev.anneal.Horizon;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Line;
import dev.anneal.notation.Nearest;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.Source;
import dev.anneal.notation.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one text: a scheduler's call, a block of a program, or the notation with calls of schedulers in it. */
final class TextReader {

    private final String text;
    private final Source source;
    private final Horizon horizon;
    private final Registry registry;
    private final List<Line> lines;
    private final Scope scope;
    private final Candidates candidates;

    TextReader(String text, Horizon horizon, Registry registry) {
        this(Source.parse(text), horizon, registry, null);
    }

    private TextReader(Source source, Horizon horizon, Registry registry, @Nullable List<Line> instead) {
        this.text = source.text();
        this.source = source;
        this.horizon = horizon;
        this.registry = registry;
        this.lines = instead == null ? Assigned.called(Lazy.called(source.lines(), text), registry) : instead;
        this.scope = new Scope(text, horizon, registry, source.language() == Source.Language.JAVA);
        this.candidates = new Candidates(scope, Bodies.defined(lines, text));
        // what is called is looked for before the lines are read in their order
        lines.stream()
                .filter(Line.Import.class::isInstance)
                .forEach(line -> scope.imports().add(((Line.Import) line).names()));
    }

    Reading reading() {
        Bodies bodies = new Bodies(scope, candidates, lines);
        boolean found = bodies.holds(lines);
        List<Line> typed = found ? null : Assigned.typed(lines, registry);
        if (typed != null) {
            return new TextReader(source, horizon, registry, typed).reading();
        }
        if (lines.size() == 1) {
            requireCalled(lines.get(0));
        }
        Call only = found && lines.size() == 1 ? only(lines.get(0)) : null;
        if (only != null) {
            return of(only);
        }
        boolean java = scope.isJava() && lines.size() == 1;
        if (java && lines.get(0) instanceof Line.Unread unread) {
            throw unread.problem();
        }
        if (found && !Notation.isMeant(lines)) {
            return block(bodies);
        }
        return found || !isProgram() ? notation() : nothing();
    }

    /** Somebody may ask for a scheduler by its name alone. */
    private void requireCalled(Line line) {
        Expression value = line instanceof Line.Alone ? Bodies.values(line).get(0) : null;
        String path = value instanceof Expression.Name name
                ? name.id()
                : value instanceof Chain chain && Registry.arguments(chain) == null ? Registry.path(chain) : null;
        List<Entry> entries = path == null || Notation.SCHEDULES.contains(path) ? List.of() : registry.entries(path);
        if (value != null && !entries.isEmpty()) {
            throw scope.error(value.span(), path + " must be called: " + entries.get(0));
        }
    }

    /** The scheduler that a text of one line is a call of, or null. */
    private @Nullable Call only(Line line) {
        boolean assigns = line instanceof Line.Assignment assignment
                && assignment.operator().equals("=")
                && assignment.targets().equals(List.of(new Expression.Name("lr", Span.NONE)));
        Expression value =
                line instanceof Line.Alone || assigns ? Bodies.values(line).get(0) : null;
        return value instanceof Chain chain && candidates.match(chain) != null ? Call.of(scope, chain, 0, null) : null;
    }

    private Reading of(Call call) {
        return of(call, call.plan());
    }

    private Reading of(Call call, Plan plan) {
        Clock clock = Units.countsEpochs(horizon, call.clock()) ? Clock.EPOCH : Clock.STEP;
        String taken = call.dialect().name() + "." + call.entry().name();
        others(call);
        return new Reading(
                plan,
                clock,
                taken,
                new ArrayList<>(scope.notes()),
                scope.facts().told(),
                null);
    }

    /** Says which dialect a bare name was taken for, if it might have been another. */
    private void others(Call call) {
        Span span = call.place().span();
        int open = span.start() < 0 ? -1 : text.indexOf('(', span.start());
        String written = open < 0 ? "" : text.substring(span.start(), open).strip();
        if (!Expression.Name.canBe(written)) {
            return;
        }
        String imported = scope.imports().meanings(written).get(0);
        if (!imported.equals(written)) {
            // a class of the dialect may be what is imported from
            int dot = imported.lastIndexOf('.');
            boolean own = registry.named(imported) == call.dialect()
                    || dot > 0 && registry.named(imported.substring(0, dot)) == call.dialect();
            if (!own) {
                scope.note(imported + " is taken for " + call.dialect().name() + "'s "
                        + call.entry().name());
            }
            return;
        }
        List<String> others = registry.dialects().stream()
                // who wraps a framework has its names again, and hardly means them where nothing else is of its own
                .filter(dialect -> dialect != call.dialect()
                        && !dialect.wraps().contains(call.dialect().name())
                        && registry.takes(dialect, written, call.written()))
                .map(Dialect::name)
                .toList();
        if (!others.isEmpty()) {
            scope.note(written + " is taken for " + call.dialect().name() + "'s; " + String.join(" and ", others)
                    + (others.size() == 1 ? " has" : " have") + " one too");
        }
    }

    private Reading block(Bodies bodies) {
        Block block = new Block(scope, candidates, bodies);
        block.read(lines);
        List<Candidates.Candidate> all = candidates.all();
        if (all.isEmpty()) {
            throw scope.error(Span.NONE, "no scheduler is left of this text: all stand in what is not read");
        }
        return of(all, new Chosen(scope, block.places(), new Stepping(scope, lines)));
    }

    /** The rate that is chosen, and beside it what a method sets as the momentum. */
    private Reading of(List<Candidates.Candidate> all, Chosen chosen) {
        List<Candidates.Candidate> momenta =
                all.stream().filter(Candidates.Candidate::isOfMomentum).toList();
        if (momenta.isEmpty()) {
            return of(chosen.of(all));
        }
        Call momentum = chosen.of(momenta);
        List<Candidates.Candidate> rates = all.stream()
                .filter(candidate -> candidate.isOfRate() && !scope.isUsed(candidate.chain()))
                .toList();
        if (rates.isEmpty()) {
            return of(momentum, Plan.of(Hyperparameter.MOMENTUM, "", momentum.schedule()));
        }
        Call rate = chosen.of(rates);
        if (rate.clock() != momentum.clock()) {
            throw momentum.error("the momentum " + momentum.clock().words() + ", and the rate "
                    + rate.clock().words() + ": read one without the other");
        }
        return of(rate, rate.plan().with(Hyperparameter.MOMENTUM, "", momentum.schedule()));
    }

    /** Whether the text is a program, and no text of the notation with a mistake in it. */
    private boolean isProgram() {
        return lines.stream()
                .anyMatch(line -> line instanceof Line.Import
                        || line instanceof Line.Function
                        || line instanceof Line.Choice
                        || line instanceof Line.Skipped
                        || lines.size() > 1
                                && Bodies.values(line).stream().anyMatch(value -> Optimizers.isKnown(scope, value)));
    }

    private Reading nothing() {
        NotationException derived = candidates.derived(lines);
        NotationException unknown = derived == null ? unknown(lines) : derived;
        throw unknown == null
                ? scope.error(Span.NONE, "no scheduler that is known here is called in this text")
                : unknown;
    }

    private @Nullable NotationException unknown(List<Line> among) {
        for (Line line : among) {
            NotationException problem = null;
            for (Expression value : Bodies.values(line)) {
                problem = problem == null ? unknown(value) : problem;
            }
            for (List<Line> body : Bodies.bodies(line)) {
                problem = problem == null ? unknown(body) : problem;
            }
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private @Nullable NotationException unknown(Expression value) {
        NotationException problem = value instanceof Chain chain ? misspelled(chain) : null;
        for (Expression part : Size.parts(value)) {
            problem = problem == null ? unknown(part) : problem;
        }
        return problem;
    }

    /** What is wrong with a call whose name is near to that of a scheduler, or null. */
    private @Nullable NotationException misspelled(Chain chain) {
        if (Optimizers.isKnown(scope, chain)) {
            return null;
        }
        String path = Registry.path(chain);
        String nearest = path == null || Registry.arguments(chain) == null ? null : registry.nearest(path);
        return nearest == null || path == null || isProgram() && !candidates.isNear(path, nearest)
                ? null
                : NotationException.at(text, chain.span(), "unknown scheduler '" + path + "'", nearest);
    }

    /** A text of the notation, in which schedulers may be called. */
    private Reading notation() {
        boolean epochs = Units.callerCountsEpochs(horizon);
        Plan plan = Plan.parse(text, epochs ? Units.countingEpochs(horizon) : horizon, this::extended);
        return new Reading(plan, epochs ? Clock.EPOCH : Clock.STEP, "", new ArrayList<>(scope.notes()));
    }

    private Plan.@Nullable Extended extended(Chain chain) {
        Registry.Match match = registry.match(scope, chain, null);
        if (match != null) {
            Binding binding = new Binding(scope, match, chain, 0);
            Call call = binding.call();
            Schedule schedule = call.schedule();
            requireSameClock(call);
            return new Plan.Extended(schedule, binding.links());
        }
        if (Optimizers.isKnown(scope, chain)) {
            throw scope.error(chain.span(), Registry.path(chain) + " makes an optimizer, and calls no scheduler");
        }
        boolean own = chain.head() instanceof Expression.Name name
                && chain.links().get(0) instanceof Expression.Arguments
                && Character.isLowerCase(name.id().charAt(0))
                && name.id().indexOf('_') < 0
                && Nearest.to(name.id(), Notation.SCHEDULES) != null;
        String path = Registry.path(chain);
        NotationException misspelled = own || path != null && Plan.isRule(path) ? null : misspelled(chain);
        if (misspelled != null) {
            throw misspelled;
        }
        return null;
    }

    /** In the notation all times are of one unit. */
    private void requireSameClock(Call call) {
        boolean epochs = Units.callerCountsEpochs(horizon);
        if (call.clock() == Clock.EPOCH && !epochs) {
            throw call.error(call.entry().name() + " counts epochs, and the text around it updates: give --unit epoch, "
                    + "and all of it counts epochs");
        }
        if (call.clock() == Clock.STEP && epochs) {
            throw call.error(call.entry().name() + " counts updates, and the text around it epochs: leave --unit epoch "
                    + "out, and all of it counts updates");
        }
    }
}
