package dev.anneal.dialect;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Attribute;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Line;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands in the bodies of a text's lines: schedulers, functions, assignments. */
final class Bodies {

    private static final Pattern CLASS = Pattern.compile("class\\s{1,8}(\\w{1,200})");
    private static final Pattern METHOD = Pattern.compile("(\\w{1,200})\\s{0,8}\\(");
    private static final Set<String> JAVA_CONTROL = Set.of(
            "if", "else", "for", "while", "do", "switch", "synchronized", "try", "catch", "finally", "{", "case");
    private static final int MOST_ROUNDS = 10;
    private static final Set<String> CHANGES = Set.of(
            "append",
            "extend",
            "update",
            "insert",
            "pop",
            "remove",
            "clear",
            "add",
            "setdefault",
            "sort",
            "reverse",
            "put");

    private final Scope scope;
    private final Candidates candidates;
    private final IdentityHashMap<Line, Boolean> holds = new IdentityHashMap<>();

    /** The functions whose bodies call schedulers, by the names by which they are called. */
    private final Map<String, Line.Function> holders = new LinkedHashMap<>();

    /** The functions that return functions or parsed options, by the names by which they are called. */
    private final Map<String, Line.Function> makers = new LinkedHashMap<>();

    Bodies(Scope scope, Candidates candidates, List<Line> lines) {
        this.scope = scope;
        this.candidates = candidates;
        Map<String, Line.Function> all = new LinkedHashMap<>();
        collect(lines, "", all);
        boolean more = true;
        for (int round = 0; more && round < MOST_ROUNDS; round++) {
            more = false;
            for (Map.Entry<String, Line.Function> function : all.entrySet()) {
                boolean makes = holds(function.getValue()) || calls(function.getValue());
                more |= makes && holders.putIfAbsent(function.getKey(), function.getValue()) == null;
            }
        }
        holds.clear();
        all.forEach((name, function) -> {
            if (!holders.containsKey(name) && (parses(function) || returnsFunction(function.body(), inner(function)))) {
                makers.put(name, function);
            }
        });
    }

    private static Set<String> inner(Line.Function function) {
        Set<String> inner = new LinkedHashSet<>();
        for (Line line : function.body()) {
            if (line instanceof Line.Function own) {
                inner.add(own.name());
            } else if (line instanceof Line.Assignment assignment && assignment.value() instanceof Expression.Lambda) {
                assignment.targets().forEach(target -> inner.addAll(names(target)));
            } else {
                bodies(line).forEach(body -> inner.addAll(defined(body, "")));
            }
        }
        return inner;
    }

    /** Whether a function parses the program's options. */
    static boolean parses(Line.Function function) {
        return function.body().stream()
                .flatMap(line -> values(line).stream())
                .anyMatch(value -> value instanceof Chain chain
                        && String.valueOf(Registry.path(chain)).matches("(?s).{1,200}\\.parse_(known_)?args"));
    }

    private static boolean returnsFunction(List<Line> lines, Set<String> inner) {
        return lines.stream()
                .anyMatch(line -> line instanceof Line.Return end
                                && (end.value() instanceof Expression.Lambda
                                        || end.value() instanceof Expression.Name name && inner.contains(name.id())
                                        || end.value() instanceof Chain chain
                                                && String.valueOf(Registry.path(chain))
                                                        .endsWith("partial"))
                        || !(line instanceof Line.Function)
                                && bodies(line).stream().anyMatch(body -> returnsFunction(body, inner)));
    }

    private boolean calls(Line line) {
        return values(line).stream().anyMatch(value -> called(value) != null)
                || bodies(line).stream().anyMatch(body -> body.stream().anyMatch(this::calls));
    }

    private void collect(List<Line> lines, String prefix, Map<String, Line.Function> all) {
        for (Line line : lines) {
            if (line instanceof Line.Function function) {
                all.put(prefix + function.name(), function);
            }
            boolean inner =
                    line instanceof Line.Skipped skipped && skipped.word().equals("class");
            bodies(line).forEach(body -> collect(body, inner ? "self." : prefix, all));
        }
    }

    /** All lists of lines that a line has. */
    static List<List<Line>> bodies(Line line) {
        if (line instanceof Line.Function function) {
            return List.of(function.body());
        } else if (line instanceof Line.Skipped skipped) {
            return List.of(skipped.body());
        }
        return line instanceof Line.Choice choice
                ? choice.branches().stream().map(Line.Choice.Branch::body).toList()
                : List.of();
    }

    /** The expressions of a line, but not those of its bodies. */
    static List<Expression> values(Line line) {
        if (line instanceof Line.Assignment assignment) {
            return List.of(assignment.value());
        } else if (line instanceof Line.Alone alone) {
            return List.of(alone.value());
        }
        return line instanceof Line.Return end && end.value() != null ? List.of(end.value()) : List.of();
    }

    /** Whether a scheduler is made in a line or in its bodies: by a call of it, or of a function that makes one. */
    boolean holds(Line line) {
        Boolean known = holds.get(line);
        if (known != null) {
            return known;
        }
        boolean found = line instanceof Line.Unread unread && isMentioned(unread)
                || values(line).stream().anyMatch(value -> candidates.holds(value) || called(value) != null)
                || bodies(line).stream().anyMatch(this::holds);
        holds.put(line, found);
        return found;
    }

    boolean holds(List<Line> lines) {
        return lines.stream().anyMatch(this::holds);
    }

    boolean isMentioned(Line.Unread line) {
        String text = scope.text();
        int end = Math.min(line.span().end(), text.length());
        return candidates.mentions(text.substring(Math.min(line.span().start(), end), end));
    }

    /** Whether a scheduler is made where these lines are run, whatever is skipped. */
    boolean holdsStraight(List<Line> lines) {
        return lines.stream().anyMatch(this::holdsStraight);
    }

    private boolean holdsStraight(Line line) {
        if (line instanceof Line.Unread) {
            return holds(line);
        }
        return values(line).stream().anyMatch(value -> candidates.holds(value) || called(value) != null)
                || line instanceof Line.Skipped skipped && isRun(skipped) && holdsStraight(skipped.body())
                || line instanceof Line.Choice choice && isMain(choice) && holdsStraight(body(choice));
    }

    static boolean isRun(Line.Skipped line) {
        return Set.of("with", "try", "finally").contains(line.word())
                || line.word().equals("async");
    }

    private static List<Line> body(Line.Choice choice) {
        return choice.branches().get(0).body();
    }

    /** Whether a choice asks whether the text is the program that is run. */
    static boolean isMain(Line.Choice choice) {
        return choice.branches().get(0).condition() instanceof Expression.Comparison comparison
                && comparison.first() instanceof Expression.Name name
                && name.id().equals("__name__");
    }

    /** The function of the text that a value is a call of, if its body calls schedulers; or null. */
    Line.@Nullable Function called(Expression value) {
        String path = value instanceof Chain chain && Registry.arguments(chain) != null ? Registry.path(chain) : null;
        return path == null ? null : holders.get(path);
    }

    /** The function of the text that a value is a call of, if it returns a function or parsed options; or null. */
    Line.@Nullable Function made(Expression value) {
        boolean only = value instanceof Chain chain
                && chain.links().get(chain.links().size() - 1) == Registry.arguments(chain);
        String path = only ? Registry.path((Chain) value) : null;
        return path == null ? null : makers.get(path);
    }

    /** The last function of the text whose body calls schedulers, or null. */
    Line.@Nullable Function lastHolder() {
        Line.Function last = null;
        for (Line.Function function : holders.values()) {
            last = function.body().stream().anyMatch(this::holds) ? function : last;
        }
        return last;
    }

    /** The name of a class. */
    String className(Line.Skipped line) {
        return named(CLASS, head(line));
    }

    /** What a class or a method is called in a note. */
    String title(Line.Skipped line) {
        String head = head(line);
        String name = named(CLASS, head);
        return name.isEmpty() ? named(METHOD, head) : "class " + name;
    }

    private static String named(Pattern pattern, String head) {
        Matcher named = pattern.matcher(head);
        return named.find() ? named.group(1) : "";
    }

    private String head(Line line) {
        String text = scope.text();
        int start = Math.min(line.span().start(), text.length());
        return text.substring(start, Math.min(start + 300, text.length()));
    }

    /** Whether a line of Java with a body of its own is a class or a method. */
    boolean isJavaDefinition(Line.Skipped line) {
        return scope.isJava() && !line.body().isEmpty() && !JAVA_CONTROL.contains(line.word());
    }

    /** The names of all functions and classes. */
    static Set<String> defined(List<Line> lines, String text) {
        Set<String> names = new LinkedHashSet<>();
        for (Line line : lines) {
            if (line instanceof Line.Function function) {
                names.add(function.name());
            } else if (line instanceof Line.Skipped skipped && skipped.word().equals("class")) {
                int start = Math.min(line.span().start(), text.length());
                Matcher named = CLASS.matcher(text.substring(start, Math.min(start + 300, text.length())));
                if (named.find()) {
                    names.add(named.group(1));
                }
            }
            bodies(line).forEach(body -> names.addAll(defined(body, text)));
        }
        return names;
    }

    /** The names that lines assign or change, in whatever body but those of functions. */
    static Set<String> changed(List<Line> lines) {
        Set<String> names = new LinkedHashSet<>();
        for (Line line : lines) {
            if (line instanceof Line.Assignment assignment) {
                assignment.targets().forEach(target -> names.addAll(names(target)));
            } else if (line instanceof Line.Alone alone) {
                Expression changed = changedBy(alone);
                names.addAll(changed == null ? List.of() : names(changed));
            } else if (line instanceof Line.Unread unread) {
                names.addAll(unread.names());
            }
            if (!(line instanceof Line.Function)) {
                bodies(line).forEach(body -> names.addAll(changed(body)));
            }
        }
        return names;
    }

    /** What a line such as {@code list.append(3)} changes, or null. */
    static @Nullable Expression changedBy(Line.Alone line) {
        if (!(line.value() instanceof Chain chain)) {
            return null;
        }
        int last = chain.links().size() - 1;
        boolean changes = last >= 1
                && chain.links().get(last) instanceof Expression.Arguments
                && chain.links().get(last - 1) instanceof Attribute method
                && CHANGES.contains(method.name());
        if (!changes) {
            return null;
        }
        return last == 1 ? chain.head() : new Chain(chain.head(), chain.links().subList(0, last - 1), chain.span());
    }

    /** The dotted names of a target, or of the targets in a tuple. */
    static List<String> names(Expression target) {
        List<Expression> items = Items.literal(target);
        if (items != null) {
            List<String> names = new ArrayList<>();
            items.forEach(item -> names.addAll(names(item)));
            return names;
        }
        String path = target instanceof Expression.Name name
                ? name.id()
                : target instanceof Chain chain ? Numbers.keys(chain) : null;
        return path == null ? List.of() : List.of(path);
    }
}
