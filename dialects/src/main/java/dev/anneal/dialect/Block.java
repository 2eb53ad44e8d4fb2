package dev.anneal.dialect;

import dev.anneal.dialect.Candidates.Bound;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Argument;
import dev.anneal.notation.Expression.Arguments;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Line;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.Operator;
import dev.anneal.notation.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks the lines of a pasted block from the first to the last and keeps what its names stand for. Nothing is run: loops are
 * passed over, and of choices only those are followed whose condition is known.
 */
final class Block {

    private static final Set<String> LOOPS = Set.of("for", "while", "do");

    /** Choices of Java, whose conditions are not read. */
    private static final Set<String> CHOICES = Set.of("if", "else", "switch", "case", "default");

    private static final int MOST_ENTERED = 100;
    private static final int DEEPEST = 20;

    private final Scope scope;
    private final Candidates candidates;
    private final Bodies bodies;
    private final Places places;
    private final Skips skips;
    private final Namespaces namespaces;
    private @Nullable Call call;
    private int version;
    private int entered;

    Block(Scope scope, Candidates candidates, Bodies bodies) {
        this.scope = scope;
        this.candidates = candidates;
        this.bodies = bodies;
        this.places = new Places(scope.text());
        this.skips = new Skips(places);
        this.namespaces = new Namespaces(scope);
    }

    /** The call of a function whose body is walked: what it returned, and how deep it stands. */
    private static final class Call {
        private final @Nullable Call outer;
        private final int depth;
        private boolean isOver;
        private Scope.@Nullable Term returned;

        Call(@Nullable Call outer) {
            this.outer = outer;
            this.depth = outer == null ? 1 : outer.depth + 1;
        }
    }

    Places places() {
        return places;
    }

    /** Walks all lines. */
    void read(List<Line> lines) {
        Expression main = new Expression.Str("__main__", Span.NONE);
        scope.assign("__name__", main, ++version);
        walk(lines, false);
        Line.Function uncalled = candidates.isEmpty() ? bodies.lastHolder() : null;
        if (uncalled != null) {
            version++;
            enterUncalled(uncalled);
        }
        skips.notes().forEach(scope::note);
        scope.forgetUses();
    }

    /** Walks lines; where no scheduler stands among them, they are looked for in what would be passed over. */
    private void walk(List<Line> lines, boolean found) {
        boolean straight = found || bodies.holdsStraight(lines);
        Line last = null;
        for (Line line : lines) {
            if (call != null && call.isOver) {
                return;
            }
            version++;
            if (!straight && isDefinition(line) && bodies.holds(line)) {
                if (last != null) {
                    skips.add(word(last), last.span());
                }
                last = line;
            }
            walk(line, straight);
        }
        if (last != null) {
            version++;
            enter(last);
        }
    }

    private boolean isDefinition(Line line) {
        return line instanceof Line.Function
                || line instanceof Line.Skipped skipped
                        && (skipped.word().equals("class") || bodies.isJavaDefinition(skipped));
    }

    private String word(Line line) {
        return line instanceof Line.Function function ? function.name() : bodies.title((Line.Skipped) line);
    }

    private void walk(Line line, boolean straight) {
        if (line instanceof Line.Assignment assignment) {
            assign(assignment);
        } else if (line instanceof Line.Alone alone) {
            make(alone.value());
            namespaces.declare(alone.value(), version - 1);
            change(alone);
            if (!call(alone.value(), List.of())) {
                candidates.find(alone.value(), version - 1, List.of());
            }
        } else if (line instanceof Line.Import imported) {
            scope.imports().add(imported.names());
        } else if (line instanceof Line.Function function) {
            define(function);
        } else if (line instanceof Line.Choice choice) {
            choose(choice, straight);
        } else if (line instanceof Line.Return end) {
            giveBack(end);
        } else if (line instanceof Line.Skipped skipped) {
            skip(skipped, straight);
        } else if (line instanceof Line.Unread unread) {
            unread.names().forEach(name -> scope.assignUnread(name, unread.problem(), version));
            if (bodies.isMentioned(unread)) {
                candidates.broken(unread.problem());
            }
        }
    }

    private void assign(Line.Assignment line) {
        List<String> names = new ArrayList<>();
        line.targets().forEach(target -> names.addAll(Bodies.names(target)));
        List<Bound> bound = names.stream().map(name -> new Bound(name, version)).toList();
        Expression value;
        try {
            value = Operators.applied(scope, line);
        } catch (NotationException e) {
            names.forEach(name -> scope.assignUnread(name, e, version));
            return;
        }
        make(line.value());
        if (call(line.value(), line.targets())) {
            return;
        }
        if (mixes(value)) {
            candidates.broken(scope.error(
                    value.span(),
                    "what a scheduler answers is reckoned with here, which is not followed in a program"));
        }
        candidates.find(line.value(), version - 1, bound);
        namespaces.declare(line.value(), version - 1);
        Scope.Term term = new Scope.Term(value, version - 1);
        line.targets().forEach(target -> bind(target, term));
        Line.Function made = bodies.made(value);
        if (made != null && Bodies.parses(made)) {
            names.forEach(name -> namespaces.parsed(name, version));
        }
    }

    /** Whether a name that stands for a scheduler is an operand. */
    private boolean mixes(Expression value) {
        if (!(value instanceof Expression.Binary binary)) {
            return false;
        }
        scope.charge(value.span(), 1);
        return List.of(binary.left(), binary.right()).stream()
                .anyMatch(operand -> operand instanceof Expression.Name name ? isScheduler(name.id()) : mixes(operand));
    }

    private boolean isScheduler(String name) {
        return candidates.isFound(called(name, version - 1));
    }

    /** The call that a name stands for, or null: if nobody knows what it stands for, whoever needs it will be told why. */
    private @Nullable Chain called(String name, int line) {
        try {
            Scope.Term meant = scope.value(name, line);
            return meant != null && meant.expression() instanceof Chain chain ? chain : null;
        } catch (NotationException e) {
            return null;
        }
    }

    /** Makes a target stand for a value; the items of a tuple in pairs. */
    private void bind(Expression target, Scope.Term value) {
        List<Expression> targets = Items.literal(target);
        if (targets == null) {
            for (String name : Bodies.names(target)) {
                namespaces.assigned(name, value, version);
                scope.assign(name, value, version);
                rebind(name);
            }
            if (isSetByHand(target)) {
                skips.add("a rate set by hand", target.span());
            } else if (Bodies.names(target).isEmpty() && target instanceof Chain chain) {
                change(chain, Tables.set(scope, chain, value));
            }
            return;
        }
        List<Expression> values = items(value);
        for (int i = 0; i < targets.size(); i++) {
            if (values != null && values.size() == targets.size()) {
                bind(targets.get(i), new Scope.Term(values.get(i), value.line()));
            } else {
                lose(targets.get(i), value.expression());
            }
        }
        namespaces.assignedFirst(targets, value, version);
    }

    /** Nobody knows what a target stands for now, unless a call was given it, as one that wraps a model and an optimizer. */
    private void lose(Expression target, Expression value) {
        Arguments arguments = value instanceof Chain chain ? Registry.arguments(chain) : null;
        List<Argument> passed = arguments == null ? List.of() : arguments.arguments();
        for (String name : Bodies.names(target)) {
            boolean same = scope.amount(name, version) == null
                    && passed.stream()
                            .anyMatch(argument -> Bodies.names(argument.value()).equals(List.of(name)));
            if (!same) {
                String problem = "what " + name + " stands for cannot be told from what is assigned";
                scope.assignUnread(name, scope.error(target.span(), problem), version);
            }
        }
    }

    /** Somebody changes what a name stands for without giving it again: lists and tables that grow are followed. */
    private void change(Line.Alone line) {
        Expression list = Bodies.changedBy(line);
        if (line.value() instanceof Chain chain
                && String.valueOf(Registry.path(chain)).endsWith(".add_param_group")) {
            skips.add("add_param_group", line.span());
        }
        List<String> names = list == null ? List.of() : Bodies.names(list);
        if (list == null || names.size() != 1 || !(line.value() instanceof Chain chain)) {
            return;
        }
        Expression added = added(chain);
        if (added == null) {
            change(chain, Tables.put(scope, list, chain, version - 1));
        } else {
            scope.assign(names.get(0), new Expression.Binary(Operator.ADD, list, added, chain.span()), version);
        }
    }

    /** What a table is from now on; without it nobody knows. */
    private void change(Chain changed, @Nullable Expression table) {
        if (table != null && changed.head() instanceof Expression.Name name) {
            scope.assign(name.id(), table, version);
        } else {
            loseTrack(changed);
        }
    }

    /** The items that a last call adds to a list, or null. */
    private static @Nullable Expression added(Chain chain) {
        int last = chain.links().size() - 1;
        List<Argument> arguments = ((Arguments) chain.links().get(last)).arguments();
        String method = ((Expression.Attribute) chain.links().get(last - 1)).name();
        Expression only = arguments.size() == 1 ? arguments.get(0).value() : null;
        if (only == null || method.equals("extend")) {
            return only;
        }
        return method.equals("append") ? new Expression.ListOf(List.of(only), only.span()) : null;
    }

    private void loseTrack(Chain changed) {
        if (changed.head() instanceof Expression.Name name && scope.isAssigned(name.id())) {
            NotationException problem = scope.error(changed.span(), "what is changed here is not followed");
            scope.assignUnread(name.id(), problem, version);
        }
    }

    /** Whether a target is a setting of an optimizer's group. */
    private static boolean isSetByHand(Expression target) {
        return target instanceof Chain chain
                && chain.links().stream()
                        .anyMatch(link -> link instanceof Expression.Attribute attribute
                                && attribute.name().equals("param_groups"));
    }

    private @Nullable List<Expression> items(Scope.Term value) {
        try {
            return Items.list(scope, scope.resolved(value));
        } catch (NotationException e) {
            return null;
        }
    }

    /** When a name stands for a scheduler that was made before, that is the last one now. */
    private void rebind(String name) {
        Chain chain = called(name, version);
        if (chain != null) {
            candidates.bind(chain, new Bound(name, version));
        }
    }

    private void define(Line.Function function) {
        try {
            Expression.Lambda lambda = Definitions.of(scope, function);
            scope.defaults(lambda, Definitions.defaults(function, version - 1));
            scope.assign(function.name(), lambda, version);
        } catch (NotationException e) {
            scope.assignUnread(function.name(), e, version);
        } catch (IllegalArgumentException e) {
            NotationException problem = scope.error(function.span(), String.valueOf(e.getMessage()));
            scope.assignUnread(function.name(), problem, version);
        }
    }

    private void choose(Line.Choice choice, boolean straight) {
        List<Line.Choice.Branch> open = new ArrayList<>();
        for (Line.Choice.Branch branch : choice.branches()) {
            Expression condition = branch.condition();
            Boolean holds = condition == null ? Boolean.TRUE : new Truth(scope, version - 1).of(condition);
            if (Boolean.TRUE.equals(holds) && open.isEmpty()) {
                walk(branch.body(), straight);
                return;
            }
            if (!Boolean.FALSE.equals(holds)) {
                open.add(branch);
            }
        }
        if (!open.isEmpty()) {
            undecided(choice, open, straight);
        }
    }

    /** A choice of which nobody knows how it comes out. */
    private void undecided(Line.Choice choice, List<Line.Choice.Branch> open, boolean straight) {
        List<Line.Choice.Branch> holding =
                open.stream().filter(branch -> bodies.holds(branch.body())).toList();
        Expression condition = open.get(0).condition();
        Span place = condition == null ? choice.span() : condition.span();
        if (!straight && holding.size() == 1) {
            scope.note(places.lines(List.of(choice.span()))
                    + ": the way that makes a scheduler is taken, as the condition is not known");
            walk(holding.get(0).body(), false);
            return;
        }
        if (!straight && holding.size() > 1) {
            candidates.broken(scope.error(
                    place,
                    "whether this holds is not known, and it decides which scheduler is made: assign its names above, "
                            + "or give them as --context name=VALUE"));
            return;
        }
        boolean complete = open.get(open.size() - 1).condition() == null;
        Set<String> names = new LinkedHashSet<>();
        open.forEach(branch -> names.addAll(Bodies.changed(branch.body())));
        names.stream()
                .filter(name -> complete || scope.assigned(name, version) < 0)
                .filter(name -> scope.imports().meanings(name).size() == 1)
                .forEach(name -> scope.assignUnread(name, undecided(name, place), version));
        skips.add("if", choice.span());
    }

    private NotationException undecided(String name, Span condition) {
        return scope.error(
                condition,
                "what " + name
                        + " is depends on this condition, which is not known: assign it above, or give --context "
                        + name.substring(name.lastIndexOf('.') + 1) + "=NUMBER");
    }

    private void giveBack(Line.Return end) {
        if (end.value() != null) {
            make(end.value());
        }
        if (end.value() == null || call == null) {
            if (end.value() != null) {
                candidates.find(end.value(), version - 1, List.of());
            }
        } else if (!call(end.value(), List.of())) {
            candidates.find(end.value(), version - 1, List.of());
            call.returned = new Scope.Term(end.value(), version - 1);
        }
        if (call != null) {
            call.isOver = true;
        }
    }

    private void skip(Line.Skipped line, boolean straight) {
        String word = line.word();
        if (Bodies.isRun(line)) {
            walk(line.body(), straight);
        } else if (word.equals("class")) {
            String name = bodies.className(line);
            namespaces.constants(name, line.body(), version);
        } else if (LOOPS.contains(word) || scope.isJava() && CHOICES.contains(word)) {
            if (!straight && bodies.holds(line)) {
                skips.entered(word, line.span());
                walk(line.body(), false);
                return;
            }
            Span head = new Span(line.span().start(), line.span().start() + word.length());
            NotationException problem = scope.error(
                    head,
                    LOOPS.contains(word)
                            ? "what is asked for is changed in this loop, which is not run: assign it after"
                            : "what is assigned here depends on a condition, which is not known: assign it after");
            Bodies.changed(line.body()).forEach(name -> scope.assignUnread(name, problem, version));
            skips.add(word, line.span());
        }
    }

    /** Walks the body of one of the text's own functions if it makes a scheduler; whether it does. */
    private boolean call(Expression value, List<Expression> targets) {
        Line.Function function = bodies.called(value);
        if (function == null || entered == MOST_ENTERED || call != null && call.depth == DEEPEST) {
            return false;
        }
        Scope.Term returned = enter(function, Registry.arguments((Chain) value));
        if (call != null && targets.isEmpty() && returned != null) {
            call.returned = returned;
        }
        targets.forEach(target -> {
            if (returned == null) {
                Bodies.names(target).forEach(name -> scope.forget(name, version));
            } else {
                bind(target, returned);
            }
        });
        return true;
    }

    private void enter(Line line) {
        if (line instanceof Line.Function function) {
            enterUncalled(function);
        } else if (line instanceof Line.Skipped skipped && scope.isJava()) {
            skips.entered(bodies.title(skipped), skipped.span());
            walk(skipped.body(), false);
        } else if (line instanceof Line.Skipped skipped) {
            enterClass(skipped);
        }
    }

    private void enterUncalled(Line.Function function) {
        skips.entered(function.name(), function.span());
        enter(function, null);
    }

    /** What a class sets up, and the last of its functions that makes a scheduler. */
    private void enterClass(Line.Skipped line) {
        Line.Function setup = null;
        Line.Function last = null;
        for (Line inner : line.body()) {
            if (inner instanceof Line.Function function && function.name().equals("__init__")) {
                setup = function;
            } else if (inner instanceof Line.Function function && bodies.holds(function)) {
                last = function;
            }
        }
        if (setup != null) {
            Scope.Term made = namespaces.constructed(bodies.className(line));
            enter(setup, made == null ? null : Registry.arguments((Chain) made.expression()));
        }
        if (last != null && (setup == null || !bodies.holdsStraight(setup.body()))) {
            enterUncalled(last);
        }
    }

    private Scope.@Nullable Term enter(Line.Function function, @Nullable Arguments arguments) {
        entered++;
        Set<String> names = Bodies.changed(function.body());
        names.addAll(Bodies.defined(function.body(), scope.text()));
        int before = version;
        int first = ++version;
        List<Line.Function.Parameter> parameters = Definitions.parameters(function);
        Map<String, Expression> given = given(parameters, arguments);
        for (Line.Function.Parameter parameter : parameters) {
            names.add(parameter.name());
            Expression value = given.getOrDefault(parameter.name(), parameter.otherwise());
            if (value == null) {
                scope.forget(parameter.name(), version);
            } else {
                scope.assign(parameter.name(), new Scope.Term(value, before), version);
                if (value instanceof Expression.Name passed) {
                    scope.alias(parameter.name(), passed.id(), before, version);
                }
            }
        }
        Call own = new Call(call);
        call = own;
        walk(function.body(), false);
        call = own.outer;
        Scope.Term returned = own.returned;
        scope.frame(first, version);
        version++;
        scope.restore(names, before, version);
        version++;
        return returned;
    }

    /** Walks the functions of the text that are called somewhere in a value and return functions. */
    private void make(Expression value) {
        scope.charge(value.span(), 1);
        if (value instanceof Expression.Lambda) {
            return;
        }
        Size.parts(value).forEach(this::make);
        Line.Function function = bodies.made(value);
        if (function != null && entered < MOST_ENTERED && (call == null || call.depth < DEEPEST)) {
            Scope.Term returned = enter(function, Registry.arguments((Chain) value));
            if (returned != null) {
                scope.made((Chain) value, returned);
            }
        }
    }

    private static Map<String, Expression> given(
            List<Line.Function.Parameter> parameters, @Nullable Arguments arguments) {
        Map<String, Expression> given = new HashMap<>();
        int position = 0;
        for (Argument argument : arguments == null ? List.<Argument>of() : arguments.arguments()) {
            String name = argument.name();
            if (name == null && position < parameters.size()) {
                name = parameters.get(position++).name();
            }
            if (name != null) {
                given.put(name, argument.value());
            }
        }
        return given;
    }
}
