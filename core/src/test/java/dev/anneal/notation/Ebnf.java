package dev.anneal.notation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A grammar as the documentation writes it. Rules in capitals are words, all others are made of words. */
final class Ebnf {
    /** A part of a rule. */
    sealed interface Part {}

    record Choice(List<Part> parts) implements Part {}

    record Row(List<Part> parts) implements Part {}

    record Optional(Part part) implements Part {}

    record Repeated(Part part) implements Part {}

    record Rule(String name) implements Part {}

    record Literal(String text) implements Part {}

    record Described(String description) implements Part {}

    private static final Pattern TOKEN =
            Pattern.compile("\\s*(\"[^\"]*\"|'[^']*'|\\?[^?]*\\?|[A-Za-z]+|[=;|()\\[\\]{}])");

    private final Map<String, Part> rules = new LinkedHashMap<>();
    private final List<String> tokens = new ArrayList<>();
    private int at;

    Ebnf(String grammar) {
        Matcher matcher = TOKEN.matcher(grammar);
        while (matcher.find()) {
            tokens.add(matcher.group(1));
        }
        while (at < tokens.size()) {
            String name = next();
            expect("=");
            rules.put(name, choice());
            expect(";");
        }
    }

    Part rule(String name) {
        return Objects.requireNonNull(rules.get(name), name);
    }

    static boolean isWord(String rule) {
        return Character.isUpperCase(rule.charAt(0));
    }

    /** The literals in the rules that are made of words. */
    List<String> symbols() {
        List<String> symbols = new ArrayList<>();
        rules.forEach((name, part) -> {
            if (!isWord(name)) {
                collect(part, symbols);
            }
        });
        return symbols;
    }

    private static void collect(Part part, List<String> symbols) {
        if (part instanceof Literal literal) {
            symbols.add(literal.text());
        } else if (part instanceof Choice choice) {
            choice.parts().forEach(inner -> collect(inner, symbols));
        } else if (part instanceof Row row) {
            row.parts().forEach(inner -> collect(inner, symbols));
        } else if (part instanceof Optional optional) {
            collect(optional.part(), symbols);
        } else if (part instanceof Repeated repeated) {
            collect(repeated.part(), symbols);
        }
    }

    private Part choice() {
        List<Part> parts = new ArrayList<>(List.of(row()));
        while (tokens.get(at).equals("|")) {
            at++;
            parts.add(row());
        }
        return parts.size() == 1 ? parts.get(0) : new Choice(parts);
    }

    private Part row() {
        List<Part> parts = new ArrayList<>();
        while (!"|)]};".contains(tokens.get(at))) {
            parts.add(part());
        }
        return parts.size() == 1 ? parts.get(0) : new Row(parts);
    }

    private Part part() {
        String token = next();
        return switch (token.charAt(0)) {
            case '[' -> new Optional(closed("]"));
            case '{' -> new Repeated(closed("}"));
            case '(' -> closed(")");
            case '"', '\'' -> new Literal(token.substring(1, token.length() - 1));
            case '?' -> new Described(token.substring(1, token.length() - 1).strip());
            default -> new Rule(token);
        };
    }

    private Part closed(String bracket) {
        Part part = choice();
        expect(bracket);
        return part;
    }

    private String next() {
        return tokens.get(at++);
    }

    private void expect(String token) {
        if (!next().equals(token)) {
            throw new IllegalStateException("expected " + token + " after " + tokens.subList(Math.max(0, at - 9), at));
        }
    }
}
