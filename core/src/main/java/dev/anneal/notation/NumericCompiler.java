package dev.anneal.notation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns an expression into nodes. With checks it refuses what Python refuses, at the time of computing. */
final class NumericCompiler {
    private final String text;
    private final List<String> parameters;
    private final Function<String, @Nullable Double> names;
    private final @Nullable Checks checks;

    NumericCompiler(
            String text, List<String> parameters, Function<String, @Nullable Double> names, @Nullable Checks checks) {
        this.text = text;
        this.parameters = parameters;
        this.names = names;
        this.checks = checks;
    }

    Node compile(Expression expression) {
        if (expression instanceof Expression.Num number) {
            return new Node.Literal(number.value());
        } else if (expression instanceof Expression.Constant constant
                && constant.kind() != Expression.Constant.Kind.NONE) {
            return new Node.Literal(constant.kind() == Expression.Constant.Kind.TRUE ? 1 : 0);
        } else if (expression instanceof Expression.Name name) {
            return name(name);
        } else if (expression instanceof Expression.Unary unary) {
            return unary(unary);
        } else if (expression instanceof Expression.Binary binary) {
            return binary(binary);
        } else if (expression instanceof Expression.Logical logical) {
            return logical(logical);
        } else if (expression instanceof Expression.Comparison comparison) {
            return comparison(comparison);
        } else if (expression instanceof Expression.Conditional choice) {
            return conditional(choice);
        } else if (expression instanceof Expression.Chain chain) {
            return chain(chain);
        }
        throw Mistakes.noNumber(text, expression);
    }

    private Node name(Expression.Name name) {
        return switch (parameters.indexOf(name.id())) {
            case 0 -> (x, y) -> x;
            case 1 -> (x, y) -> y;
            default -> named(name, name.id(), name.id());
        };
    }

    private Node named(Expression expression, String full, String plain) {
        Double value = names.apply(full);
        if (value == null) {
            value = MathFunction.CONSTANTS.get(plain);
        }
        if (value != null) {
            return new Node.Literal(value);
        }
        if (MathFunction.ALL.containsKey(plain)) {
            throw error(expression, plain + " is a function; call it with its arguments in brackets");
        }
        List<String> known = Stream.concat(
                        parameters.stream(),
                        MathFunction.CONSTANTS.keySet().stream().sorted())
                .toList();
        String shown = full.length() > 64 ? "" : " '" + full + "'";
        throw NotationException.at(text, expression.span(), "unknown name" + shown, Nearest.to(full, known));
    }

    private Node unary(Expression.Unary unary) {
        Node operand = compile(unary.operand());
        return switch (unary.operator()) {
            case NEGATE -> folded((x, y) -> -operand.at(x, y), operand);
            case PLUS -> operand;
            default -> folded((x, y) -> operand.at(x, y) == 0 ? 1 : 0, operand);
        };
    }

    private Node binary(Expression.Binary binary) {
        Node left = compile(binary.left());
        Node right = compile(binary.right());
        Checks check = checks;
        if (check != null) {
            return (x, y) -> check.apply(binary, left.at(x, y), right.at(x, y));
        }
        Node node = switch (binary.operator()) {
            case ADD -> (x, y) -> left.at(x, y) + right.at(x, y);
            case SUBTRACT -> (x, y) -> left.at(x, y) - right.at(x, y);
            case MULTIPLY -> (x, y) -> left.at(x, y) * right.at(x, y);
            case DIVIDE -> (x, y) -> left.at(x, y) / right.at(x, y);
            case FLOOR_DIVIDE -> (x, y) -> Arithmetic.floorDivide(left.at(x, y), right.at(x, y));
            case MODULO -> (x, y) -> Arithmetic.modulo(left.at(x, y), right.at(x, y));
            default -> (x, y) -> Arithmetic.power(left.at(x, y), right.at(x, y));
        };
        return folded(node, left, right);
    }

    private Node logical(Expression.Logical logical) {
        Node left = compile(logical.left());
        Node right = compile(logical.right());
        boolean decidedByTrue = logical.operator() == Operator.OR;
        return folded(
                (x, y) -> {
                    double first = left.at(x, y);
                    return first != 0 == decidedByTrue ? first : right.at(x, y);
                },
                left,
                right);
    }

    private Node conditional(Expression.Conditional choice) {
        Node condition = compile(choice.condition());
        Node then = compile(choice.then());
        Node otherwise = compile(choice.otherwise());
        return folded(
                (x, y) -> condition.at(x, y) != 0 ? then.at(x, y) : otherwise.at(x, y), condition, then, otherwise);
    }

    private Node comparison(Expression.Comparison comparison) {
        Node first = compile(comparison.first());
        List<Operator> operators = new ArrayList<>();
        List<List<Node>> operands = new ArrayList<>();
        for (Expression.Comparison.Step step : comparison.rest()) {
            boolean membership = step.operator() == Operator.IN || step.operator() == Operator.NOT_IN;
            operators.add(step.operator());
            if (membership && operators.size() < comparison.rest().size()) {
                throw error(step.operand(), "a list cannot be compared further");
            }
            List<Expression> compared = membership ? items(step.operand()) : List.of(step.operand());
            operands.add(compileAll(compared));
        }
        return new ComparisonNode(first, operators, operands);
    }

    private Node chain(Expression.Chain chain) {
        Path path = Path.of(chain);
        if (path == null) {
            throw error(chain, "expected a number");
        }
        return path.call() == null ? named(chain, path.full(), path.name()) : call(chain, path, path.call());
    }

    private Node call(Expression.Chain chain, Path path, Expression.Arguments call) {
        String name = path.name();
        MathFunction function = MathFunction.ALL.get(name);
        if (function == null) {
            String shown = name.length() > 64 ? "" : " '" + name + "'";
            Span span = new Span(
                    chain.span().start(),
                    Math.max(chain.span().start(), call.span().start()));
            throw NotationException.at(
                    text, span, "unknown function" + shown, Nearest.to(name, MathFunction.ALL.keySet()));
        }
        for (Expression.Argument argument : call.arguments()) {
            if (argument.name() != null) {
                throw NotationException.at(text, argument.span(), name + " takes no keywords");
            }
        }
        List<Expression> values =
                call.arguments().stream().map(Expression.Argument::value).toList();
        List<Expression> listed = values.size() == 1 && function.folds() ? items(values.get(0)) : values;
        Node[] nodes = compileAll(listed).toArray(Node[]::new);
        if (!function.takes(nodes.length) && !(function.folds() && listed != values && nodes.length == 1)) {
            throw NotationException.at(
                    text, call.span(), name + " takes " + function.arity() + ", got " + nodes.length);
        }
        return folded(applied(chain, name, function, nodes), nodes);
    }

    private Node applied(Expression call, String name, MathFunction function, Node[] nodes) {
        Node first = nodes[0];
        Checks check = checks;
        DoubleUnaryOperator one = function.one();
        if (nodes.length == 1 && one != null) {
            return check == null
                    ? (x, y) -> one.applyAsDouble(first.at(x, y))
                    : (x, y) -> {
                        double a = first.at(x, y);
                        return check.result(call, name, one.applyAsDouble(a), a, null);
                    };
        }
        DoubleBinaryOperator two = Objects.requireNonNull(function.two());
        if (nodes.length != 2) {
            return fold(two, nodes);
        }
        Node second = nodes[1];
        return check == null
                ? (x, y) -> two.applyAsDouble(first.at(x, y), second.at(x, y))
                : (x, y) -> {
                    double a = first.at(x, y);
                    double b = second.at(x, y);
                    return check.result(call, name, two.applyAsDouble(a, b), a, b);
                };
    }

    private static Node fold(DoubleBinaryOperator two, Node[] nodes) {
        return (x, y) -> {
            double result = nodes[0].at(x, y);
            for (int i = 1; i < nodes.length; i++) {
                result = two.applyAsDouble(result, nodes[i].at(x, y));
            }
            return result;
        };
    }

    private List<Node> compileAll(List<Expression> expressions) {
        List<Node> nodes = new ArrayList<>();
        for (Expression expression : expressions) {
            nodes.add(compile(expression));
        }
        return nodes;
    }

    private List<Expression> items(Expression expression) {
        if (expression instanceof Expression.ListOf list) {
            return list.items();
        } else if (expression instanceof Expression.TupleOf tuple) {
            return tuple.items();
        }
        throw error(expression, "expected a list");
    }

    /** Computes at once what depends on nothing, unless there may be something to refuse later. */
    private Node folded(Node node, Node... operands) {
        boolean constant = checks == null && Stream.of(operands).allMatch(Node.Literal.class::isInstance);
        return constant ? new Node.Literal(node.at(0, 0)) : node;
    }

    private NotationException error(Expression expression, String problem) {
        return NotationException.at(text, expression.span(), problem);
    }
}
