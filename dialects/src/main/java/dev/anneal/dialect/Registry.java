package dev.anneal.dialect;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Arguments;
import dev.anneal.notation.Expression.Attribute;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Expression.Link;
import dev.anneal.notation.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
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

    private final Supplier<List<Dialect>> finding;
    private volatile @Nullable List<Dialect> found;
    private final Map<String, Vocabulary> vocabularies = new ConcurrentHashMap<>();

    /** What a dialect knows. It is made when first asked for: a text of the notation needs none. */
    private static final class Vocabulary {
        private final Map<String, List<Entry>> entries = new LinkedHashMap<>();
        private final Set<String> prefixes;
        private final Map<String, List<Signature>> optimizers = new LinkedHashMap<>();

        Vocabulary(Dialect dialect) {
            for (Entry entry : dialect.entries()) {
                entry.names()
                        .forEach(name -> entries.computeIfAbsent(name, key -> new ArrayList<>(1))
                                .add(entry));
            }
            prefixes = new LinkedHashSet<>(dialect.prefixes());
            prefixes.add(dialect.name());
            dialect.optimizers().stream()
                    .map(Signature::of)
                    .forEach(optimizer -> optimizers
                            .computeIfAbsent(optimizer.name(), key -> new ArrayList<>(1))
                            .add(optimizer));
        }
    }

    /** Calls for the dialects when the first of them is needed. */
    Registry(Supplier<List<Dialect>> finding) {
        this.finding = finding;
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

    /** What a call names: the entries of that name in one dialect, and how many links the name and its arguments take. */
    record Match(Dialect dialect, String name, List<Entry> entries, int links, List<String> others) {}

    List<Dialect> dialects() {
        List<Dialect> all = found;
        if (all == null) {
            all = List.copyOf(finding.get());
            found = all;
        }
        return all;
    }

    private Vocabulary vocabulary(Dialect dialect) {
        return vocabularies.computeIfAbsent(dialect.name(), name -> new Vocabulary(dialect));
    }

    @Nullable
    Dialect dialect(String name) {
        return dialects().stream()
                .filter(d -> d.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    List<Entry> entries(String dialect, String name) {
        Dialect known = dialect(dialect);
        return known == null ? List.of() : vocabulary(known).entries.getOrDefault(name, List.of());
    }

    private List<Signature> optimizers(Dialect dialect, String name) {
        return vocabulary(dialect).optimizers.getOrDefault(name, List.of());
    }

    /**
     * The optimizer of that name whose signature suits best, or null. One of the dialect that its prefix names comes before
     * those of others, then one of the given dialect.
     */
    @Nullable
    Signature optimizer(String path, Arguments arguments, @Nullable Dialect context) {
        String name = path.substring(path.lastIndexOf('.') + 1);
        Dialect named = named(path);
        Dialect own = named == null ? context : named;
        List<Signature> ordered = new ArrayList<>(own == null ? List.of() : optimizers(own, name));
        for (Dialect dialect : dialects()) {
            ordered.addAll(dialect == own ? List.of() : optimizers(dialect, name));
        }
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

    /** What a chain calls; null if no dialect knows it. A bare name is looked up in the given dialect first. */
    @Nullable
    Match match(Scope scope, Chain chain, @Nullable Dialect context) {
        String written = path(chain);
        Arguments arguments = arguments(chain);
        if (written == null || arguments == null) {
            return null;
        }
        int links = chain.links().indexOf(arguments) + 1;
        int dot = written.indexOf('.');
        String imported = scope.imported(dot < 0 ? written : written.substring(0, dot));
        if (imported != null) {
            Match match = match(imported + (dot < 0 ? "" : written.substring(dot)), links, context);
            if (match != null) {
                return match;
            }
        }
        return match(written, links, context);
    }

    private @Nullable Match match(String path, int links, @Nullable Dialect context) {
        Match first = null;
        List<String> others = new ArrayList<>();
        for (Dialect dialect : inOrder(context)) {
            String name = nameIn(dialect, path);
            if (name == null) {
                continue;
            }
            if (first == null) {
                first = new Match(dialect, name, entries(dialect.name(), name), links, others);
            } else {
                others.add(dialect.name());
            }
        }
        return first;
    }

    private List<Dialect> inOrder(@Nullable Dialect context) {
        if (context == null) {
            return dialects();
        }
        Set<Dialect> ordered = new LinkedHashSet<>(List.of(context));
        for (String wrapped : context.wraps()) {
            Dialect dialect = dialect(wrapped);
            if (dialect != null) {
                ordered.add(dialect);
            }
        }
        ordered.addAll(dialects());
        return List.copyOf(ordered);
    }

    /** The entry's name in a path, whose beginning must be one of the dialect's prefixes, or nothing. */
    private @Nullable String nameIn(Dialect dialect, String path) {
        Map<String, List<Entry>> own = vocabulary(dialect).entries;
        Set<String> allowed = vocabulary(dialect).prefixes;
        for (int from = 0; from >= 0; from = path.indexOf('.', from) + 1) {
            String name = path.substring(from);
            if (own.containsKey(name) && (from == 0 || allowed.contains(path.substring(0, from - 1)))) {
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
        Set<String> known = new TreeSet<>();
        dialects().forEach(dialect -> known.addAll(vocabulary(dialect).entries.keySet()));
        return Nearest.to(path.substring(path.lastIndexOf('.') + 1), known);
    }

    /** The dialect that a path's beginning names, or null. */
    @Nullable
    Dialect named(String path) {
        int dot = path.lastIndexOf('.');
        String prefix = dot < 0 ? "" : path.substring(0, dot);
        for (Dialect dialect : dialects()) {
            if (vocabulary(dialect).prefixes.contains(prefix)) {
                return dialect;
            }
        }
        return null;
    }
}
