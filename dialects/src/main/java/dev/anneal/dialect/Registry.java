package dev.anneal.dialect;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Arguments;
import dev.anneal.notation.Expression.Attribute;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Expression.Link;
import dev.anneal.notation.Nearest;
import dev.anneal.notation.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All dialects, and who knows which name. */
final class Registry {

    /** The order in which a bare name is looked up; dialects from outside follow, by their names. */
    static final List<String> ORDER = List.of(
            "torch",
            "keras",
            "optax",
            "hf",
            "tf1",
            "timm",
            "fastai",
            "ignite",
            "composer",
            "mmengine",
            "deepspeed",
            "megatron",
            "paddle",
            "fvcore",
            "djl",
            "dl4j",
            "smile",
            "lrscheduler",
            "notebook");

    /** The dialects that this process knows. */
    static final Registry INSTALLED = new Registry(Registry::installed);

    /** No dialect has longer names, prefix and all. */
    private static final int LONGEST_PATH = 200;

    private final Supplier<List<Dialect>> finding;
    private volatile @Nullable Known known;

    /** Finds the dialects when one is first asked for: a text of the notation needs none, and making entries takes time. */
    Registry(Supplier<List<Dialect>> finding) {
        this.finding = finding;
    }

    private record Optimizer(Dialect dialect, Signature signature) {}

    /** What the dialects know. */
    private static final class Known {
        private final List<Dialect> dialects;
        private final Map<String, Map<String, List<Entry>>> entries = new HashMap<>();
        private final Set<String> names = new HashSet<>();
        private final Map<String, Set<String>> prefixes = new HashMap<>();
        private final Map<String, List<Optimizer>> optimizers = new LinkedHashMap<>();

        Known(List<Dialect> dialects) {
            this.dialects = List.copyOf(dialects);
            for (Dialect dialect : dialects) {
                Map<String, List<Entry>> byName = new LinkedHashMap<>();
                for (Entry entry : dialect.entries()) {
                    entry.names()
                            .forEach(name -> byName.computeIfAbsent(name, key -> new ArrayList<>(1))
                                    .add(entry));
                }
                entries.put(dialect.name(), byName);
                byName.forEach((name, own) -> {
                    if (own.get(0).decisive() == null) {
                        names.add(name.substring(name.lastIndexOf('.') + 1));
                    }
                });
                Set<String> all = new LinkedHashSet<>(dialect.prefixes());
                all.add(dialect.name());
                prefixes.put(dialect.name(), all);
                dialect.optimizers().stream()
                        .map(Signature::of)
                        .forEach(optimizer -> optimizers
                                .computeIfAbsent(optimizer.name(), key -> new ArrayList<>(1))
                                .add(new Optimizer(dialect, optimizer)));
            }
        }
    }

    private Known known() {
        Known present = known;
        if (present == null) {
            present = new Known(finding.get());
            known = present;
        }
        return present;
    }

    private Set<String> prefixes(Dialect dialect) {
        return known().prefixes.getOrDefault(dialect.name(), Set.of());
    }

    private static List<Dialect> installed() {
        List<Dialect> found = new ArrayList<>();
        ServiceLoader.load(Dialect.class, Registry.class.getClassLoader()).forEach(found::add);
        found.sort((a, b) -> {
            int order = Integer.compare(rank(a), rank(b));
            return order != 0 ? order : a.name().compareTo(b.name());
        });
        return found;
    }

    private static int rank(Dialect dialect) {
        int rank = ORDER.indexOf(dialect.name());
        return rank < 0 ? ORDER.size() : rank;
    }

    /** Whether some dialect has a scheduler of that name, whatever stands before it. */
    boolean isName(String name) {
        return known().names.contains(name);
    }

    /** What a call names: the entries of that name in one dialect, and how many links the name and its arguments take. */
    record Match(Dialect dialect, String name, List<Entry> entries, int links) {}

    List<Dialect> dialects() {
        return known().dialects;
    }

    @Nullable
    Dialect dialect(String name) {
        return dialects().stream()
                .filter(d -> d.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    List<Entry> entries(String dialect, String name) {
        return known().entries.getOrDefault(dialect, Map.of()).getOrDefault(name, List.of());
    }

    /** The entries that a dotted name stands for, in the first dialect that knows it. */
    List<Entry> entries(String path) {
        Match match = match(path, 0, dialects(), new Arguments(List.of(), Span.NONE));
        return match == null ? List.of() : match.entries();
    }

    /**
     * The optimizer of that name whose signature suits best, or null. One of the dialect that its prefix names comes before
     * those of others, then one of the given dialect.
     */
    @Nullable
    Signature optimizer(String path, Arguments arguments, @Nullable Dialect context) {
        List<Optimizer> all = known().optimizers.getOrDefault(path.substring(path.lastIndexOf('.') + 1), List.of());
        Dialect named = named(path);
        Dialect own = named == null ? context : named;
        List<Signature> ordered = new ArrayList<>();
        all.stream().filter(o -> o.dialect() == own).forEach(o -> ordered.add(o.signature()));
        all.stream().filter(o -> o.dialect() != own).forEach(o -> ordered.add(o.signature()));
        for (Signature signature : ordered) {
            if (arguments.arguments().stream()
                    .allMatch(a -> a.name() == null || signature.parameter(a.name()) != null)) {
                return signature;
            }
        }
        return ordered.isEmpty() ? null : ordered.get(0);
    }

    /** The dotted name that a chain begins with, or null. */
    static @Nullable String path(Chain chain) {
        if (!(chain.head() instanceof Expression.Name head)) {
            return null;
        }
        StringBuilder path = new StringBuilder(head.id());
        for (Link link : chain.links()) {
            if (!(link instanceof Attribute attribute)) {
                return link instanceof Arguments ? path.toString() : null;
            }
            path.append('.').append(attribute.name());
        }
        return path.toString();
    }

    /** The first arguments of a chain, or null. */
    static @Nullable Arguments arguments(Chain chain) {
        for (Link link : chain.links()) {
            if (link instanceof Arguments arguments) {
                return arguments;
            }
        }
        return null;
    }

    /** The entry to whose name a text may assign what it takes, or null. */
    @Nullable
    Match assignable(String path) {
        for (Dialect dialect : path.length() > LONGEST_PATH ? List.<Dialect>of() : dialects()) {
            String name = nameIn(dialect, path);
            List<Entry> entries = name == null ? List.of() : entries(dialect.name(), name);
            if (name != null && !entries.get(0).assigned().isEmpty()) {
                return new Match(dialect, name, entries, 0);
            }
        }
        return null;
    }

    /** What a chain calls; null if no dialect knows it. A bare name is looked up in the given dialect first. */
    @Nullable
    Match match(Scope scope, Chain chain, @Nullable Dialect context) {
        String written = path(chain);
        Arguments arguments = arguments(chain);
        if (written == null || arguments == null) {
            return null;
        }
        int links = chain.links().indexOf(arguments) + 1;
        List<Dialect> order = inOrder(context, scope.imports().roots());
        for (String meaning : scope.imports().meanings(written)) {
            Match match = match(meaning, links, order, arguments);
            if (match != null) {
                return match;
            }
        }
        return method(scope, chain, context);
    }

    /** The method of any object that is called on what another call makes: {@code vision_learner(dls).fit_one_cycle(3)}. */
    @Nullable
    Match method(Scope scope, Chain chain, @Nullable Dialect context) {
        List<Link> links = chain.links();
        for (int i = links.indexOf(arguments(chain)) + 1; i > 0 && i + 1 < links.size(); i++) {
            if (links.get(i) instanceof Attribute method && links.get(i + 1) instanceof Arguments told) {
                List<Dialect> order = inOrder(context, scope.imports().roots());
                Match match = isName(method.name()) ? match(method.name(), i + 2, order, told) : null;
                if (match != null && match.entries().get(0).isOfAnyObject()) {
                    return match;
                }
            }
        }
        return null;
    }

    /** The first dialect that knows the path; where nothing around the call decides, the first of those that suit it best. */
    private @Nullable Match match(String path, int links, List<Dialect> order, Arguments arguments) {
        boolean decided = !order.equals(dialects());
        Match first = null;
        for (Dialect dialect : path.length() > LONGEST_PATH ? List.<Dialect>of() : order) {
            String name = nameIn(dialect, path);
            if (name == null) {
                continue;
            }
            Match match = new Match(dialect, name, entries(dialect.name(), name), links);
            if (path.equals(name) && !isDecided(match.entries().get(0), arguments)) {
                continue;
            }
            if (first == null || !decided && suits(match, arguments) > suits(first, arguments)) {
                first = match;
            }
        }
        return first;
    }

    /** Whether a common name means this entry. */
    private static boolean isDecided(Entry entry, Arguments arguments) {
        String decisive = entry.decisive();
        return decisive == null || arguments.arguments().stream().anyMatch(a -> decisive.equals(a.name()));
    }

    /** Whether a dialect has a scheduler of a name that takes the arguments. */
    boolean takes(Dialect dialect, String name, @Nullable Arguments arguments) {
        return entries(dialect.name(), name).stream()
                .anyMatch(entry -> arguments == null || takes(entry, arguments.arguments()));
    }

    /** How well a call suits: 1 if all its arguments have a parameter, 2 if one of them also tells the dialect. */
    private static int suits(Match match, Arguments arguments) {
        return match.entries().stream()
                .filter(entry -> takes(entry, arguments.arguments()))
                .mapToInt(entry -> isTold(entry, arguments.arguments()) ? 2 : 1)
                .max()
                .orElse(0);
    }

    private static boolean isTold(Entry entry, List<Expression.Argument> arguments) {
        List<Signature.Parameter> parameters = entry.signature().parameters();
        for (int i = 0; i < arguments.size(); i++) {
            Expression.Argument argument = arguments.get(i);
            String unnamed = i < parameters.size() ? parameters.get(i).name() : "";
            String name = argument.name() == null ? unnamed : argument.name();
            if (argument.value() instanceof Expression.Str word && entry.isToldBy(name, word.value())) {
                return true;
            }
        }
        return false;
    }

    /** Whether every argument has a parameter of its own. */
    private static boolean takes(Entry entry, List<Expression.Argument> arguments) {
        Set<String> free = new LinkedHashSet<>(entry.formerly());
        free.addAll(entry.besides());
        entry.signature().parameters().forEach(parameter -> free.add(parameter.name()));
        List<String> named = new ArrayList<>();
        int unnamed = 0;
        for (Expression.Argument argument : arguments) {
            if (argument.name() == null) {
                unnamed++;
            } else {
                named.add(argument.name());
            }
        }
        entry.signature().parameters().stream().limit(unnamed).forEach(parameter -> free.remove(parameter.name()));
        return free.containsAll(named);
    }

    /** The dialect of the surrounding call first and what it wraps, then those from which something is imported. */
    private List<Dialect> inOrder(@Nullable Dialect context, Set<String> roots) {
        if (context == null && roots.isEmpty()) {
            return dialects();
        }
        Set<Dialect> ordered = new LinkedHashSet<>(context == null ? List.of() : List.of(context));
        for (String wrapped : context == null ? List.<String>of() : context.wraps()) {
            Dialect dialect = dialect(wrapped);
            if (dialect != null) {
                ordered.add(dialect);
            }
        }
        dialects().stream().filter(dialect -> isImported(dialect, roots)).forEach(ordered::add);
        ordered.addAll(dialects());
        return List.copyOf(ordered);
    }

    private boolean isImported(Dialect dialect, Set<String> roots) {
        return !roots.isEmpty()
                && prefixes(dialect).stream()
                        .anyMatch(prefix -> roots.contains(
                                prefix.indexOf('.') < 0 ? prefix : prefix.substring(0, prefix.indexOf('.'))));
    }

    /**
     * The entry's name in a path, whose beginning must be one of the dialect's prefixes, or nothing; before a method any name
     * that is no prefix.
     */
    private @Nullable String nameIn(Dialect dialect, String path) {
        Map<String, List<Entry>> own = known().entries.getOrDefault(dialect.name(), Map.of());
        Set<String> allowed = prefixes(dialect);
        for (int from = 0; from >= 0; from = path.indexOf('.', from) + 1) {
            String name = path.substring(from);
            List<Entry> found = own.get(name);
            boolean fits = from == 0 || allowed.contains(path.substring(0, from - 1));
            if (found != null && (fits || found.get(0).isOfAnyObject() && named(path) == null)) {
                return name;
            }
            if (path.indexOf('.', from) < 0) {
                return null;
            }
        }
        return null;
    }

    /** The name nearest to an unknown one, or null. */
    @Nullable
    String nearest(String path) {
        String name = path.substring(path.lastIndexOf('.') + 1);
        Dialect named = path.equals(name) ? null : named(path);
        if (named != null) {
            Map<String, List<Entry>> own = known().entries.getOrDefault(named.name(), Map.of());
            String nearest = Nearest.to(name, new TreeSet<>(own.keySet()));
            if (nearest != null) {
                return nearest;
            }
        }
        Set<String> known = new TreeSet<>();
        known().entries
                .values()
                .forEach(byName -> byName.forEach((entryName, entries) -> {
                    if (entries.get(0).decisive() == null) {
                        known.add(entryName);
                    }
                }));
        String nearest = Nearest.to(name, known);
        // the same name in another dialect is not what was meant
        return named != null && name.equals(nearest) ? null : nearest;
    }

    /** The dialect that a path's beginning names, or null. */
    @Nullable
    Dialect named(String path) {
        int dot = path.lastIndexOf('.');
        String prefix = dot < 0 ? "" : path.substring(0, dot);
        for (Dialect dialect : dialects()) {
            if (prefixes(dialect).contains(prefix)) {
                return dialect;
            }
        }
        return null;
    }
}
