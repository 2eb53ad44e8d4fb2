package dev.anneal.notation;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Random sentences of a grammar. */
final class Sentences {
    private static final int LONG = 60;

    private final Ebnf grammar;
    private final Random random;
    private final Set<String> names = new HashSet<>();
    private StringBuilder out = new StringBuilder();

    Sentences(Ebnf grammar, long seed) {
        this.grammar = grammar;
        this.random = new Random(seed);
    }

    String next(String rule) {
        out = new StringBuilder();
        names.clear();
        write(new Ebnf.Rule(rule), false);
        return out.toString();
    }

    private void write(Ebnf.Part part, boolean inWord) {
        if (part instanceof Ebnf.Rule rule) {
            writeRule(rule.name(), inWord);
        } else if (part instanceof Ebnf.Literal literal) {
            out.append(literal.text()).append(inWord ? "" : blank());
        } else if (part instanceof Ebnf.Described described) {
            out.append(character(described.description()));
        } else if (part instanceof Ebnf.Row row) {
            row.parts().forEach(inner -> write(inner, inWord));
        } else if (part instanceof Ebnf.Choice choice) {
            write(pick(choice.parts(), inWord), inWord);
        } else if (part instanceof Ebnf.Optional optional && random.nextInt(3) == 0 && goesOn(inWord)) {
            write(optional.part(), inWord);
        } else if (part instanceof Ebnf.Repeated repeated && random.nextInt(4) == 0 && goesOn(inWord)) {
            write(repeated.part(), inWord);
        }
    }

    /** Words are short anyway; all else comes to its end once the sentence is long. */
    private boolean goesOn(boolean inWord) {
        return inWord || out.length() < LONG;
    }

    /** At the end the first choice that is a rule of its own, which never leads back to where it stands. */
    private Ebnf.Part pick(List<Ebnf.Part> parts, boolean inWord) {
        if (goesOn(inWord)) {
            return parts.get(random.nextInt(parts.size()));
        }
        for (Ebnf.Part part : parts) {
            if (part instanceof Ebnf.Rule rule && !rule.name().equals("lambda")) {
                return part;
            }
        }
        return parts.get(0);
    }

    private void writeRule(String name, boolean inWord) {
        int start = out.length();
        boolean word = Ebnf.isWord(name);
        do {
            out.setLength(start);
            write(grammar.rule(name), word);
        } while (name.equals("NAME")
                && (Words.RESERVED.contains(out.substring(start)) || !names.add(out.substring(start))));
        if (word && !inWord) {
            out.append(blank());
        }
    }

    private String blank() {
        return random.nextInt(5) == 0 ? " \t " : " ";
    }

    private String character(String description) {
        String characters = switch (description) {
            case "a letter of any script" -> "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZéλЖ学";
            case "a character other than a quote, a backslash or a line end" -> " aB9#(]{;\t\u0000é→";
            case "a line end" -> "\n";
            default -> throw new IllegalArgumentException(description);
        };
        return String.valueOf(characters.charAt(random.nextInt(characters.length())));
    }
}
