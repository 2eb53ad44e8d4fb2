package dev.anneal.notation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads statements: one a line, or several parted by semicolons; {@code #} begins a comment. */
public final class Script {
    private static final Set<String> ASSIGNMENTS = Set.of("=", "*=", "/=", "+=", "-=");

    private Script() {}

    /**
     * One statement: an assignment such as {@code lr = 0.1}, {@code lr[backbone] = lr * 0.1} or
     * {@code lr *= plateau()}, or an expression alone.
     *
     * @param target the {@link Expression.Name} or {@code Name[index]} that is assigned to, or null for an expression
     *     alone
     * @param operator {@code =}, {@code *=}, {@code /=}, {@code +=} or {@code -=}, or empty for an expression alone
     * @param value the expression
     * @param span where all was read
     */
    public record Statement(@Nullable Expression target, String operator, Expression value, Span span) {
        /** Checks that target and operator belong together. */
        public Statement {
            if (target == null ? !operator.isEmpty() : !ASSIGNMENTS.contains(operator)) {
                throw new IllegalArgumentException("operator must be one of " + ASSIGNMENTS + ", got " + operator);
            }
            if (target != null && !isTarget(target)) {
                throw new IllegalArgumentException("target must be a name or name[index], got " + target);
            }
        }

        /**
         * The canonical text, which reads back as an equal statement.
         *
         * @return one line
         */
        @Override
        public String toString() {
            return target == null ? value.toString() : target + " " + operator + " " + value;
        }
    }

    /**
     * Reads statements. A line may go on inside brackets, after a backslash, or on a line that begins with a dot.
     *
     * @param text the text, at most 16 million characters
     * @return the statements in order; none for a text of blanks and comments
     * @throws NotationException if the text is no script, is nested deeper than 200, or is too large
     */
    public static List<Statement> parse(String text) {
        Parser parser = new Parser(text);
        Lexer lexer = parser.lexer();
        List<Statement> statements = new ArrayList<>();
        while (lexer.kind() != Lexer.Kind.END) {
            statements.add(statement(text, parser));
            boolean separated = false;
            while (lexer.at(";") || lexer.kind() == Lexer.Kind.NEWLINE) {
                separated = true;
                lexer.advance();
            }
            if (!separated && lexer.kind() != Lexer.Kind.END) {
                throw parser.unexpected("the end of the statement");
            }
        }
        return List.copyOf(statements);
    }

    private static Statement statement(String text, Parser parser) {
        Lexer lexer = parser.lexer();
        int start = lexer.start();
        Expression first = parser.expression();
        if (!ASSIGNMENTS.contains(lexer.word())) {
            if (lexer.at(":") && isTarget(first)) {
                throw parser.unexpected("'='");
            }
            return new Statement(null, "", first, parser.since(start));
        }
        if (!isTarget(first) || first.span().start() != start) {
            throw NotationException.at(
                    text, parser.since(start), "expected a name or name[index] before the assignment");
        }
        String operator = lexer.word();
        lexer.advance();
        return new Statement(first, operator, parser.expression(), parser.since(start));
    }

    private static boolean isTarget(Expression expression) {
        return expression instanceof Expression.Name
                || expression instanceof Expression.Chain chain
                        && chain.head() instanceof Expression.Name
                        && chain.links().size() == 1
                        && chain.links().get(0) instanceof Expression.Index;
    }
}
