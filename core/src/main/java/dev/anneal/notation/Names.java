package dev.anneal.notation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names that statements assign. */
final class Names {
    private Names() {}

    /** Adds the names that lines assign, in whatever branch. */
    static void collect(List<Line> lines, Set<String> names) {
        for (Line line : lines) {
            if (line instanceof Line.Assignment assignment) {
                assignment.targets().forEach(target -> collect(target, names));
            } else if (line instanceof Line.Import imported) {
                names.addAll(imported.names().keySet());
            } else if (line instanceof Line.Function function) {
                names.add(function.name());
            } else if (line instanceof Line.Choice choice) {
                choice.branches().forEach(branch -> collect(branch.body(), names));
            } else if (line instanceof Line.Skipped skipped) {
                collect(skipped.body(), names);
            } else if (line instanceof Line.Unread unread) {
                names.addAll(unread.names());
            }
        }
    }

    private static void collect(Expression target, Set<String> names) {
        if (target instanceof Expression.Name name) {
            names.add(name.id());
        } else if (target instanceof Expression.TupleOf tuple) {
            tuple.items().forEach(item -> collect(item, names));
        } else if (target instanceof Expression.ListOf list) {
            list.items().forEach(item -> collect(item, names));
        } else if (target instanceof Expression.Chain chain && chain.head() instanceof Expression.Name head) {
            StringBuilder path = new StringBuilder(head.id());
            for (Expression.Link link : chain.links()) {
                if (!(link instanceof Expression.Attribute attribute)) {
                    break;
                }
                path.append('.').append(attribute.name());
            }
            names.add(path.toString());
        }
    }

    /** The dotted names before the last equals sign outside brackets of a statement that cannot be read. */
    static Set<String> assigned(PythonText text, Span span) {
        String word = text.text().substring(span.start(), text.wordEnd(span.start()));
        if (word.equals("import") || word.equals("from")) {
            return imported(text, span);
        }
        Set<String> names = new LinkedHashSet<>();
        Set<String> found = new LinkedHashSet<>();
        int depth = 0;
        boolean type = false;
        for (int at = span.start(); at < span.end(); ) {
            char c = text.at(at);
            int end = text.wordEnd(at);
            if (end > at) {
                while (text.at(end) == '.' && text.wordEnd(end + 1) > end + 1) {
                    end = text.wordEnd(end + 1);
                }
                if (depth == 0 && !type && Words.startsName(c)) {
                    found.add(text.text().substring(at, end));
                }
                at = end;
                continue;
            }
            depth += text.isOpening(at) && !text.isUnclosed(at) ? 1 : text.isClosing(at) && depth > 0 ? -1 : 0;
            if (c == '=' && depth == 0 && text.at(at + 1) != '=' && "=!<>".indexOf(text.at(at - 1)) < 0) {
                names.addAll(found);
                found.clear();
            }
            type = type && c != '=' || c == ':';
            if (text.isUnclosed(at)) {
                break;
            }
            at = text.next(at);
        }
        return names;
    }

    private static Set<String> imported(PythonText text, Span span) {
        Set<String> names = new LinkedHashSet<>();
        boolean after = false;
        for (int at = span.start(); at < span.end(); ) {
            int end = text.wordEnd(at);
            String word = text.text().substring(at, end);
            after |= word.equals("import");
            if (after && Words.isName(word) && !word.equals("import") && !word.equals("as")) {
                names.add(word);
            }
            at = end > at ? end : text.next(at);
        }
        return names;
    }
}
