package dev.anneal.dialect;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Argument;
import dev.anneal.notation.Expression.Arguments;
import dev.anneal.notation.Expression.Attribute;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Expression.Link;
import dev.anneal.notation.Nearest;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the arguments of a chain under the names of the entry that it calls. */
final class Binding {

    private final Scope scope;
    private final Registry.Match match;
    private final Chain chain;
    private final int line;
    private final Entry entry;
    private final int links;

    Binding(Scope scope, Registry.Match match, Chain chain, int line) {
        this.scope = scope;
        this.match = match;
        this.chain = chain;
        this.line = line;
        this.entry = chosen(match.entries(), arguments());
        this.links = entry.signature().builder() ? builderLinks() : match.links();
    }

    /** Of several entries of one name the first that takes so many arguments. */
    static Entry chosen(List<Entry> entries, Arguments arguments) {
        int count = arguments.arguments().size();
        boolean named = arguments.arguments().stream().anyMatch(a -> a.name() != null);
        return entries.stream()
                .filter(entry -> entries.size() == 1
                        || (named
                                ? takesNames(entry, arguments)
                                : entry.signature().takes(count)))
                .findFirst()
                .orElse(entries.get(0));
    }

    /** Of several entries of one name the first that has parameters of these names. */
    static Entry chosen(List<Entry> entries, Set<String> names) {
        return entries.stream()
                .filter(entry ->
                        names.stream().allMatch(name -> entry.signature().parameter(name) != null))
                .findFirst()
                .orElse(entries.get(0));
    }

    private static boolean takesNames(Entry entry, Arguments arguments) {
        return arguments.arguments().stream()
                .allMatch(a -> a.name() == null || entry.signature().parameter(a.name()) != null);
    }

    private Arguments arguments() {
        return (Arguments) chain.links().get(match.links() - 1);
    }

    /** How many links of the chain belong to the call. */
    int links() {
        return links;
    }

    private int builderLinks() {
        for (int i = match.links(); i + 1 < chain.links().size(); i += 2) {
            if (chain.links().get(i) instanceof Attribute method
                    && method.name().equals("build")) {
                return i + 2;
            }
        }
        return chain.links().size();
    }

    Call call() {
        Span span = new Span(
                chain.head().span().start(), chain.links().get(links - 1).span().end());
        Call.Place place = new Call.Place(span, line);
        return entry.signature().builder()
                ? new Call(scope, match.dialect(), entry, place, methods(span))
                : bound(scope, match.dialect(), entry, arguments(), place).on(object());
    }

    /** What the call is a method of, or null. */
    private @Nullable Expression object() {
        int method = match.links() - 2;
        return method < 0
                ? null
                : method == 0
                        ? chain.head()
                        : new Chain(chain.head(), chain.links().subList(0, method), chain.span());
    }

    static Call bound(Scope scope, Dialect dialect, Entry entry, Arguments arguments, Call.Place place) {
        Map<String, List<List<Scope.Term>>> given = arguments(scope, entry, arguments, place.line());
        requireAll(scope, entry, given, place.span());
        return new Call(scope, dialect, entry, place, given);
    }

    private static Map<String, List<List<Scope.Term>>> arguments(
            Scope scope, Entry entry, Arguments arguments, int line) {
        Map<String, List<List<Scope.Term>>> given = new LinkedHashMap<>();
        int position = 0;
        Signature.Parameter rest = entry.signature().rest();
        for (Argument argument : arguments.arguments()) {
            if (rest != null
                    && argument.name() == null
                    && position >= entry.signature().positions() - 1) {
                given.computeIfAbsent(rest.name(), name -> List.of(new ArrayList<>()))
                        .get(0)
                        .add(new Scope.Term(argument.value(), line));
                continue;
            }
            if (Starred.isKeywords(argument.value())) {
                Starred.entries(scope, argument.value(), line).forEach((name, term) -> {
                    if (isTaken(scope, entry, name, argument.span())
                            && given.put(name, List.of(List.of(term))) != null) {
                        throw scope.error(argument.span(), name + " is given twice");
                    }
                });
                continue;
            }
            String name = argument.name() == null ? positional(scope, entry, position++, argument) : argument.name();
            if (!isTaken(scope, entry, name, argument.span())) {
                continue;
            }
            if (given.put(name, List.of(List.of(new Scope.Term(argument.value(), line)))) != null) {
                throw scope.error(argument.span(), name + " is given twice");
            }
        }
        return given;
    }

    /** A call whose arguments are not written as such, as those of a dictionary. */
    static Call put(Scope scope, Dialect dialect, Entry entry, Map<String, Scope.Term> arguments, Call.Place place) {
        Map<String, List<List<Scope.Term>>> given = new LinkedHashMap<>();
        arguments.forEach((name, term) -> {
            Span own = term.expression().span();
            if (isTaken(scope, entry, name, own.start() < 0 ? place.span() : own)) {
                given.put(name, List.of(List.of(term)));
            }
        });
        requireAll(scope, entry, given, place.span());
        return new Call(scope, dialect, entry, place, given);
    }

    /** Whether an entry has a parameter of that name, and not only in another version. */
    private static boolean isTaken(Scope scope, Entry entry, String name, Span span) {
        if (entry.formerly().contains(name)) {
            scope.note(entry.name() + ": " + name + " is of another version, and is put aside");
            return false;
        }
        if (entry.besides().contains(name)) {
            return false;
        }
        if (entry.signature().parameter(name) == null) {
            String problem = entry.name() + " has no parameter '" + name + "': " + entry;
            List<String> known = entry.signature().parameters().stream()
                    .map(Signature.Parameter::name)
                    .toList();
            throw NotationException.at(scope.text(), span, problem, Nearest.to(name, known));
        }
        return true;
    }

    private static String positional(Scope scope, Entry entry, int position, Argument argument) {
        List<Signature.Parameter> parameters = entry.signature().parameters();
        int positions = entry.signature().positions();
        if (position < positions) {
            return parameters.get(position).name();
        }
        if (position - positions < entry.formerly().size()) {
            return entry.formerly().get(position - positions);
        }
        throw scope.error(
                argument.span(),
                entry.name() + " takes at most " + positions + " arguments without a name: "
                        + entry.signature().text());
    }

    private static void requireAll(Scope scope, Entry entry, Map<String, List<List<Scope.Term>>> given, Span span) {
        for (Signature.Parameter parameter : entry.signature().parameters()) {
            // the optimizer is that of the run when the text does not name it
            boolean needed = parameter.otherwise() == null && !parameter.name().equals("optimizer");
            if (needed && !given.containsKey(parameter.name())) {
                throw scope.error(
                        span,
                        entry.name() + " needs " + parameter.name() + ": "
                                + entry.signature().text());
            }
        }
    }

    private Map<String, List<List<Scope.Term>>> methods(Span span) {
        Map<String, List<List<Scope.Term>>> given = arguments(scope, entry, arguments(), line);
        boolean built = false;
        for (int i = match.links(); i < links; i += 2) {
            Link link = chain.links().get(i);
            Link next = i + 1 < links ? chain.links().get(i + 1) : null;
            if (!(link instanceof Attribute method) || !(next instanceof Arguments arguments)) {
                throw scope.error(link.span(), "expected a call of the builder, as .build()");
            }
            if (method.name().equals("build")) {
                built = true;
                continue;
            }
            Signature.Parameter declared = entry.signature().parameter(method.name());
            if (declared == null || !declared.byNameOnly()) {
                String problem = entry.name() + " has no '" + method.name() + "': " + entry;
                List<String> known = entry.signature().parameters().stream()
                        .map(Signature.Parameter::name)
                        .toList();
                throw NotationException.at(scope.text(), link.span(), problem, Nearest.to(method.name(), known));
            }
            List<Scope.Term> terms = new ArrayList<>();
            arguments.arguments().forEach(a -> terms.add(new Scope.Term(a.value(), line)));
            given.computeIfAbsent(method.name(), key -> new ArrayList<>()).add(terms);
        }
        if (!built) {
            throw scope.error(span, entry.name() + " must end in .build()");
        }
        requireAll(scope, entry, given, span);
        return given;
    }
}
