package dev.anneal.dialect;

import dev.anneal.Horizon;
import dev.anneal.notation.Expression;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a text that may be a config file; if it is none, it is a program's. */
final class ConfigReader {

    private static final int MOST_KEYS = 20;
    private static final int LONGEST_KEYS = 80;

    private final String text;
    private final Horizon horizon;
    private final Registry registry;

    ConfigReader(String text, Horizon horizon, Registry registry) {
        this.text = text;
        this.horizon = horizon;
        this.registry = registry;
    }

    Reading reading() {
        String prefix = Trees.prefix(text);
        Dialect named = prefix == null ? null : registry.dialect(prefix);
        if (named != null) {
            return bracketed(Trees.withoutPrefix(text), List.of(named));
        }
        if (Trees.isBracketed(text)) {
            return bracketed(text, registry.dialects());
        }
        return Trees.looksLikeYaml(text) ? yaml() : program();
    }

    private Reading program() {
        return new TextReader(text, horizon, registry).reading();
    }

    private Reading bracketed(String tree, List<Dialect> dialects) {
        Opened file = opened(Trees.bracketed(tree), dialects);
        if (file.kind == null) {
            throw unknown(file, dialects);
        }
        return file.reading();
    }

    /** The first line of a program may look like YAML, but not all of it. */
    private Reading yaml() {
        Expression tree;
        try {
            tree = new Yaml(text).tree();
        } catch (NotationException problem) {
            try {
                return program();
            } catch (NotationException e) {
                throw problem;
            }
        }
        Opened file = opened(tree, registry.dialects());
        if (file.kind == null) {
            throw unknown(file, registry.dialects());
        }
        return file.reading();
    }

    /** A file, and what kind of file it is; null if it is none that is known. */
    private record Opened(Scope scope, Value root, @Nullable Config kind) {
        Reading reading() {
            Reading read = Objects.requireNonNull(kind).meaning().apply(new ConfigFile(scope, root));
            List<String> notes = new ArrayList<>(scope.notes());
            return new Reading(
                    read.plan(),
                    read.clock(),
                    read.taken(),
                    notes,
                    scope.facts().told(),
                    read.position());
        }
    }

    private Opened opened(Expression tree, List<Dialect> dialects) {
        Scope scope = new Scope(text, horizon, registry, false);
        Value root = null;
        for (Dialect dialect : dialects) {
            root = new Value(scope, dialect, "the file", new Scope.Term(tree, 0), Span.NONE);
            for (Config kind : dialect.configs()) {
                if (kind.recognizes().test(root)) {
                    return new Opened(scope, root, kind);
                }
            }
        }
        return new Opened(scope, Objects.requireNonNull(root), null);
    }

    private NotationException unknown(Opened file, List<Dialect> dialects) {
        StringBuilder tried = new StringBuilder();
        for (Dialect dialect : dialects) {
            for (Config kind : dialect.configs()) {
                tried.append("; ").append(kind.name()).append(' ').append(kind.has());
            }
        }
        if (tried.isEmpty()) {
            return file.scope.error(Span.NONE, dialects.get(0).name() + " has no config files that are known here");
        }
        return file.scope.error(Span.NONE, "no config file that is known here, " + found(file.root) + tried);
    }

    private static String found(Value root) {
        if (!root.isTable()) {
            return root.isList() ? "but a list" : "but a single value";
        }
        String keys = root.entries().stream()
                .limit(MOST_KEYS)
                .map(entry -> entry.getKey().expression().toString())
                .collect(Collectors.joining(", "));
        return "with the keys " + (keys.length() > LONGEST_KEYS ? keys.substring(0, LONGEST_KEYS) + "…" : keys);
    }
}
