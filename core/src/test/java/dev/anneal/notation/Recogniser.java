package dev.anneal.notation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells whether a text is a sentence of a grammar, by following every choice. */
final class Recogniser {
    private static final List<String> WORDS = List.of("NAME", "NUMBER", "STRING", "NEWLINE");

    /** A word of the text: its rule, or the symbol itself. */
    private record Word(String rule, String text) {}

    private final Ebnf grammar;
    private final List<Word> words = new ArrayList<>();
    private final Map<String, Set<Integer>> known = new HashMap<>();
    private String text = "";

    Recogniser(Ebnf grammar) {
        this.grammar = grammar;
    }

    boolean accepts(String rule, String candidate) {
        text = candidate;
        words.clear();
        known.clear();
        return cut() && ends(new Ebnf.Rule(rule), 0, false).contains(words.size());
    }

    /** The longest word counts, and of equally long ones the symbol. */
    private boolean cut() {
        int brackets = 0;
        for (int at = 0; at < text.length(); ) {
            char c = text.charAt(at);
            Word word = longest(at);
            if (word == null && c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (c == ' ' || c == '\t' || (c == '\n' && brackets > 0)) {
                at++;
            } else if (word == null) {
                return false;
            } else {
                brackets += "([{".contains(word.text()) ? 1 : ")]}".contains(word.text()) ? -1 : 0;
                words.add(word);
                at += word.text().length();
            }
        }
        return true;
    }

    private @Nullable Word longest(int at) {
        Word longest = null;
        for (String rule : WORDS) {
            for (int end : ends(new Ebnf.Rule(rule), at, true)) {
                if (longest == null || end - at > longest.text().length()) {
                    longest = new Word(rule, text.substring(at, end));
                }
            }
        }
        for (String symbol : grammar.symbols()) {
            if (text.startsWith(symbol, at)
                    && (longest == null || symbol.length() >= longest.text().length())) {
                longest = new Word(symbol, symbol);
            }
        }
        return longest;
    }

    private Set<Integer> ends(Ebnf.Part part, int at, boolean inWord) {
        if (part instanceof Ebnf.Rule rule) {
            return ruleEnds(rule.name(), at, inWord);
        } else if (part instanceof Ebnf.Literal literal) {
            boolean here = inWord ? text.startsWith(literal.text(), at) : isWord(literal.text(), at);
            return here ? Set.of(at + (inWord ? literal.text().length() : 1)) : Set.of();
        } else if (part instanceof Ebnf.Described described) {
            return at < text.length() && fits(described.description(), text.charAt(at)) ? Set.of(at + 1) : Set.of();
        }
        Set<Integer> ends = new TreeSet<>();
        if (part instanceof Ebnf.Choice choice) {
            choice.parts().forEach(inner -> ends.addAll(ends(inner, at, inWord)));
        } else if (part instanceof Ebnf.Row row) {
            ends.add(at);
            for (Ebnf.Part inner : row.parts()) {
                Set<Integer> next = new TreeSet<>();
                ends.forEach(end -> next.addAll(ends(inner, end, inWord)));
                ends.clear();
                ends.addAll(next);
            }
        } else if (part instanceof Ebnf.Optional optional) {
            ends.add(at);
            ends.addAll(ends(optional.part(), at, inWord));
        } else if (part instanceof Ebnf.Repeated repeated) {
            repeat(repeated.part(), at, inWord, ends);
        }
        return ends;
    }

    private void repeat(Ebnf.Part part, int at, boolean inWord, Set<Integer> ends) {
        if (ends.add(at)) {
            ends(part, at, inWord).forEach(end -> repeat(part, end, inWord, ends));
        }
    }

    private Set<Integer> ruleEnds(String name, int at, boolean inWord) {
        if (inWord) {
            return ends(grammar.rule(name), at, true);
        }
        if (Ebnf.isWord(name)) {
            return isWord(name, at) ? Set.of(at + 1) : Set.of();
        }
        String key = name + "@" + at;
        Set<Integer> ends = known.get(key);
        if (ends == null) {
            ends = ends(grammar.rule(name), at, false);
            known.put(key, ends);
        }
        return ends;
    }

    private boolean isWord(String rule, int at) {
        return at < words.size() && words.get(at).rule().equals(rule);
    }

    private static boolean fits(String description, char c) {
        return switch (description) {
            case "a letter of any script" -> Character.isLetter(c);
            case "a line end" -> c == '\n';
            default -> "'\"\\\n\r".indexOf(c) < 0;
        };
    }
}
