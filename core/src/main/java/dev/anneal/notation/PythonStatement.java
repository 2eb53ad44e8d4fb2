package dev.anneal.notation;

import dev.anneal.notation.Lexer.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one Python statement, or the header of one with a body. */
final class PythonStatement {
    private static final Set<String> ASSIGNMENTS =
            Set.of("=", "+=", "-=", "*=", "/=", "//=", "%=", "**=", "@=", "&=", "|=", "^=", "<<=", ">>=");

    private final String text;
    private final Span part;
    private final Parser parser;
    private final Lexer lexer;
    private String name = "";
    private final List<Line.Function.Parameter> parameters = new ArrayList<>();

    PythonStatement(String text, Span part, Limits limits) {
        this.text = text;
        this.part = part;
        this.lexer = new Lexer(text, part, Source.Language.PYTHON);
        this.parser = new Parser(text, limits, lexer);
    }

    Line read(String word) {
        Line line = switch (word) {
            case "import", "from" -> imports(word);
            case "return" -> {
                lexer.advance();
                yield new Line.Return(lexer.kind() == Kind.END ? null : expressions(), part);
            }
            default -> statement(word);
        };
        expectEnd("the end of the statement");
        return line;
    }

    Expression readAlone() {
        Expression expression = expressions();
        expectEnd("':'");
        return expression;
    }

    private void expectEnd(String expected) {
        if (lexer.kind() != Kind.END) {
            throw parser.unexpected(expected);
        }
    }

    private Line statement(String word) {
        Expression first = expressions();
        if (lexer.at(":") && isTarget(first)) {
            skipType("=");
            if (lexer.kind() == Kind.END) {
                return new Line.Skipped(word, List.of(), part);
            }
        }
        List<Expression> targets = new ArrayList<>();
        String operator = "";
        Expression value = first;
        while (ASSIGNMENTS.contains(lexer.word()) && (targets.isEmpty() || lexer.at("="))) {
            if (!isTarget(value)) {
                throw NotationException.at(text, value.span(), "expected a name before the assignment");
            }
            targets.add(value);
            operator = targets.size() == 1 ? lexer.word() : operator;
            lexer.advance();
            value = expressions();
        }
        return targets.isEmpty() ? new Line.Alone(value, part) : new Line.Assignment(targets, operator, value, part);
    }

    /** Expressions parted by commas are a tuple. */
    private Expression expressions() {
        int start = lexer.start();
        Expression first = parser.brackets().item();
        String strange = parser.brackets().takeStrange();
        if (!lexer.at(",") && strange == null) {
            return first;
        }
        List<Expression> items = new ArrayList<>();
        items.add(first);
        while (lexer.at(",")) {
            lexer.advance();
            if (lexer.kind() == Kind.END || ASSIGNMENTS.contains(lexer.word())) {
                break;
            }
            items.add(parser.brackets().item());
            String found = parser.brackets().takeStrange();
            strange = found == null ? strange : found;
        }
        return strange == null
                ? parser.limits().grown(new Expression.TupleOf(items, parser.since(start)), 0)
                : new Expression.Opaque(strange, text.substring(start, lexer.previousEnd()), parser.since(start));
    }

    private static boolean isTarget(Expression expression) {
        if (expression instanceof Expression.TupleOf tuple) {
            return tuple.items().stream().allMatch(PythonStatement::isTarget);
        } else if (expression instanceof Expression.ListOf list) {
            return list.items().stream().allMatch(PythonStatement::isTarget);
        } else if (expression instanceof Expression.Chain chain) {
            return !(chain.links().get(chain.links().size() - 1) instanceof Expression.Arguments);
        }
        return expression instanceof Expression.Name
                || expression instanceof Expression.Opaque opaque
                        && opaque.kind().contains("starred");
    }

    /** Skips a type, up to one of some symbols outside brackets. */
    private void skipType(String... ends) {
        lexer.advance();
        new Foreign(text, parser, Source.Language.PYTHON).skip(Set.of(ends));
    }

    private Line imports(String word) {
        Map<String, String> names = new LinkedHashMap<>();
        lexer.advance();
        if (word.equals("import")) {
            do {
                String path = path(names.isEmpty() ? "a module" : "a module after ','");
                String first = path.contains(".") ? path.substring(0, path.indexOf('.')) : path;
                String local = alias();
                names.put(local == null ? first : local, local == null ? first : path);
            } while (took(","));
            return new Line.Import(names, part);
        }
        String module = path("a module");
        if (!lexer.at("import")) {
            throw parser.unexpected("'import'");
        }
        lexer.advance();
        if (took("*")) {
            return new Line.Import(Map.of("*", module), part);
        }
        boolean bracketed = took("(");
        do {
            if (bracketed && lexer.at(")")) {
                break;
            }
            String found = path("a name");
            String local = alias();
            names.put(local == null ? found : local, (module.endsWith(".") ? module : module + ".") + found);
        } while (took(","));
        if (bracketed) {
            parser.expect(")", "',' or ')'");
        }
        return new Line.Import(names, part);
    }

    private @Nullable String alias() {
        return took("as") ? path("a name after 'as'") : null;
    }

    /** A dotted name; dots may stand before it. */
    private String path(String expected) {
        StringBuilder path = new StringBuilder();
        while (lexer.at(".") || lexer.at("...")) {
            path.append(lexer.word());
            lexer.advance();
        }
        if (!path.isEmpty() && lexer.at("import")) {
            return path.toString();
        }
        do {
            if (lexer.kind() != Kind.NAME) {
                throw parser.unexpected(expected);
            }
            path.append(path.isEmpty() || path.charAt(path.length() - 1) == '.' ? "" : ".")
                    .append(lexer.word());
            lexer.advance();
        } while (took("."));
        return path.toString();
    }

    private boolean took(String symbol) {
        boolean at = lexer.at(symbol);
        if (at) {
            lexer.advance();
        }
        return at;
    }

    /** Reads {@code def name(parameters) -> type}, up to the colon. */
    void readFunction() {
        took("async");
        lexer.advance();
        if (lexer.kind() != Kind.NAME) {
            throw parser.unexpected("a name after 'def'");
        }
        name = lexer.word();
        lexer.advance();
        parser.expect("(", "'('");
        while (!lexer.at(")")) {
            parameter();
            if (!lexer.at(")")) {
                parser.expect(",", "',' or ')'");
            }
        }
        lexer.advance();
        if (lexer.at("->")) {
            skipType();
        }
        expectEnd("':'");
    }

    private void parameter() {
        String star = lexer.at("*") || lexer.at("**") ? lexer.word() : "";
        if (!star.isEmpty() || lexer.at("/")) {
            lexer.advance();
            if (lexer.kind() != Kind.NAME) {
                return;
            }
        }
        if (lexer.kind() != Kind.NAME) {
            throw parser.unexpected("a parameter or ')'");
        }
        String parameter = star + lexer.word();
        lexer.advance();
        if (lexer.at(":")) {
            skipType("=", ",");
        }
        Expression otherwise = took("=") ? parser.expression() : null;
        parameters.add(new Line.Function.Parameter(parameter, otherwise));
    }

    String name() {
        return name;
    }

    /** The name of the function, as far as it was read. */
    Set<String> names() {
        return name.isEmpty() ? Set.of() : new LinkedHashSet<>(Set.of(name));
    }

    List<Line.Function.Parameter> parameters() {
        return parameters;
    }
}
