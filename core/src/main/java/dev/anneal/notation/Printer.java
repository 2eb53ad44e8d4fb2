package dev.anneal.notation;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;

/** Writes expressions with as few brackets as they need. */
final class Printer {
    private static final int ANY = 0;
    private static final int CHOICE = 1;
    private static final int OR = 2;
    private static final int SIGN = 8;
    private static final int ATOM = 10;

    private final StringBuilder out = new StringBuilder();

    private Printer() {}

    static String text(Expression expression) {
        Printer printer = new Printer();
        printer.print(expression, ANY);
        return printer.out.toString();
    }

    /** Prints an expression, in brackets if it binds less tightly than its place demands. */
    private void print(Expression expression, int least) {
        boolean bracketed = precedence(expression) < least;
        out.append(bracketed ? "(" : "");
        printBare(expression);
        out.append(bracketed ? ")" : "");
    }

    private static int precedence(Expression expression) {
        if (expression instanceof Expression.Lambda) {
            return ANY;
        } else if (expression instanceof Expression.Conditional) {
            return CHOICE;
        } else if (expression instanceof Expression.Logical logical) {
            return logical.operator().precedence();
        } else if (expression instanceof Expression.Comparison) {
            return Operator.LESS.precedence();
        } else if (expression instanceof Expression.Binary binary) {
            return binary.operator().precedence();
        } else if (expression instanceof Expression.Unary unary) {
            return unary.operator().precedence();
        }
        return expression instanceof Expression.Opaque ? ANY : ATOM;
    }

    private void printBare(Expression expression) {
        if (expression instanceof Expression.Num number) {
            out.append(number(number));
        } else if (expression instanceof Expression.Str string) {
            quote(string.value());
        } else if (expression instanceof Expression.Constant constant) {
            out.append(constant(constant));
        } else if (expression instanceof Expression.Name name) {
            out.append(name.id());
        } else if (expression instanceof Expression.ListOf list) {
            printAll("[", list.items(), "]", item -> print(item, ANY));
        } else if (expression instanceof Expression.TupleOf tuple) {
            printAll("(", tuple.items(), tuple.items().size() == 1 ? ",)" : ")", item -> print(item, ANY));
        } else if (expression instanceof Expression.DictOf dictionary) {
            printAll("{", dictionary.entries(), "}", this::printEntry);
        } else if (expression instanceof Expression.Chain chain) {
            print(chain);
        } else if (expression instanceof Expression.Opaque opaque) {
            out.append(opaque.text());
        } else {
            printOperation(expression);
        }
    }

    private void printOperation(Expression expression) {
        if (expression instanceof Expression.Unary unary) {
            out.append(unary.operator().symbol()).append(unary.operator() == Operator.NOT ? " " : "");
            print(unary.operand(), unary.operator().precedence());
        } else if (expression instanceof Expression.Binary binary) {
            boolean power = binary.operator() == Operator.POWER;
            int precedence = binary.operator().precedence();
            print(binary.left(), power ? ATOM : precedence);
            printInfix(binary.operator(), binary.right(), power ? SIGN : precedence + 1);
        } else if (expression instanceof Expression.Logical logical) {
            print(logical.left(), logical.operator().precedence());
            printInfix(logical.operator(), logical.right(), logical.operator().precedence() + 1);
        } else if (expression instanceof Expression.Comparison comparison) {
            print(comparison.first(), Operator.LESS.precedence() + 1);
            comparison
                    .rest()
                    .forEach(step -> printInfix(step.operator(), step.operand(), Operator.LESS.precedence() + 1));
        } else if (expression instanceof Expression.Conditional choice) {
            print(choice.then(), OR);
            out.append(" if ");
            print(choice.condition(), OR);
            out.append(" else ");
            print(choice.otherwise(), ANY);
        } else if (expression instanceof Expression.Lambda lambda) {
            List<String> parameters = lambda.parameters();
            out.append(parameters.size() == 1 ? parameters.get(0) : "(" + String.join(", ", parameters) + ")");
            out.append(" -> ");
            print(lambda.body(), ANY);
        }
    }

    private void printInfix(Operator operator, Expression right, int least) {
        out.append(' ').append(operator.symbol()).append(' ');
        print(right, least);
    }

    private void print(Expression.Chain chain) {
        boolean bracketed =
                chain.head() instanceof Expression.Num && chain.links().get(0) instanceof Expression.Attribute;
        print(chain.head(), bracketed ? ATOM + 1 : ATOM);
        for (Expression.Link link : chain.links()) {
            if (link instanceof Expression.Attribute attribute) {
                out.append('.').append(attribute.name());
            } else if (link instanceof Expression.Arguments call) {
                printAll("(", call.arguments(), ")", this::printArgument);
            } else if (link instanceof Expression.Index index) {
                out.append('[');
                print(index.index(), ANY);
                out.append(']');
            }
        }
    }

    private void printEntry(Expression.DictOf.Entry entry) {
        print(entry.key(), ANY);
        out.append(": ");
        print(entry.value(), ANY);
    }

    private void printArgument(Expression.Argument argument) {
        out.append(argument.name() == null ? "" : argument.name() + "=");
        print(argument.value(), ANY);
    }

    private <T> void printAll(String open, List<T> items, String close, Consumer<T> print) {
        String separator = open;
        for (T item : items) {
            out.append(separator);
            print.accept(item);
            separator = ", ";
        }
        out.append(items.isEmpty() ? open + close : close);
    }

    private static String number(Expression.Num number) {
        String text = Numerals.text(number.value());
        boolean plain = text.chars().allMatch(Character::isDigit);
        if (number.integral()) {
            return plain ? text : new BigDecimal(text).toPlainString();
        }
        return plain ? text + ".0" : text;
    }

    private static String constant(Expression.Constant constant) {
        return switch (constant.kind()) {
            case TRUE -> "True";
            case FALSE -> "False";
            case NONE -> "None";
        };
    }

    private void quote(String value) {
        out.append('"');
        value.codePoints().forEach(this::quote);
        out.append('"');
    }

    private void quote(int codePoint) {
        switch (codePoint) {
            case '"', '\\' -> out.append('\\').append((char) codePoint);
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (isPrintable(codePoint)) {
                    out.appendCodePoint(codePoint);
                } else if (codePoint > 0xFFFF) {
                    out.append(String.format("\\U%08x", codePoint));
                } else {
                    out.append(String.format("\\u%04x", codePoint));
                }
            }
        }
    }

    /** Characters that a reader would not see are written as escapes. */
    private static boolean isPrintable(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.CONTROL
                && type != Character.SURROGATE
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
