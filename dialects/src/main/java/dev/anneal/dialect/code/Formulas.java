package dev.anneal.dialect.code;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Expressions of the notation as terms. */
final class Formulas {

    private static final Set<String> TAME =
            Set.of("cos", "sin", "tanh", "atan", "abs", "min", "max", "floor", "ceil", "float", "int", "round");

    private Formulas() {}

    static Term term(Expression expression, List<Term.Var> parameters) {
        return new Reader(parameters).term(expression);
    }

    private record Reader(List<Term.Var> parameters) {

        Term term(Expression e) {
            if (e instanceof Expression.Num number) {
                return Term.num(number.value());
            } else if (e instanceof Expression.Constant constant) {
                return Term.num(constant.kind() == Expression.Constant.Kind.TRUE ? 1 : 0);
            } else if (e instanceof Expression.Name name) {
                return named(name.id());
            } else if (e instanceof Expression.Unary unary) {
                return unary(unary);
            } else if (e instanceof Expression.Binary binary) {
                return new Term.Binary(binary.operator().symbol(), term(binary.left()), term(binary.right()));
            } else if (e instanceof Expression.Logical logical) {
                return new Term.Logic(logical.operator().symbol(), term(logical.left()), term(logical.right()));
            } else if (e instanceof Expression.Comparison comparison) {
                return comparison(comparison);
            } else if (e instanceof Expression.Conditional choice) {
                return new Term.Choice(term(choice.condition()), term(choice.then()), term(choice.otherwise()));
            } else if (e instanceof Chain chain) {
                return chain(chain);
            }
            throw new IllegalStateException("an expression that no code can be written of: " + e);
        }

        private Term named(String name) {
            for (Term.Var parameter : parameters) {
                if (parameter.name().equals(name)) {
                    return parameter;
                }
            }
            return new Term.Name(name);
        }

        private Term unary(Expression.Unary unary) {
            Term operand = term(unary.operand());
            return switch (unary.operator()) {
                case NEGATE -> operand instanceof Term.Num n ? Term.num(-n.value()) : new Term.Negative(operand);
                case PLUS -> operand;
                default -> new Term.Not(operand);
            };
        }

        private Term comparison(Expression.Comparison comparison) {
            Term left = term(comparison.first());
            List<Term> all = new ArrayList<>();
            for (Expression.Comparison.Step step : comparison.rest()) {
                if (step.operator() == Operator.IN || step.operator() == Operator.NOT_IN) {
                    all.add(membership(left, step));
                    break;
                }
                Term right = term(step.operand());
                all.add(new Term.Compare(symbol(step.operator()), left, right));
                left = right;
            }
            return all.stream().reduce((a, b) -> new Term.Logic("and", a, b)).orElseThrow();
        }

        private static String symbol(Operator operator) {
            return operator == Operator.IS ? "==" : operator == Operator.IS_NOT ? "!=" : operator.symbol();
        }

        private Term membership(Term value, Expression.Comparison.Step step) {
            Term any = items(step.operand()).stream()
                    .map(item -> (Term) new Term.Compare("==", value, term(item)))
                    .reduce((a, b) -> new Term.Logic("or", a, b))
                    .orElse(new Term.Compare("<", Term.Num.ONE, Term.Num.ZERO));
            return step.operator() == Operator.IN ? any : new Term.Not(any);
        }

        private static List<Expression> items(Expression list) {
            return list instanceof Expression.ListOf items ? items.items() : ((Expression.TupleOf) list).items();
        }

        private Term chain(Chain chain) {
            int last = chain.links().size() - 1;
            String name = chain.head() instanceof Expression.Name head ? head.id() : "";
            for (Expression.Link link : chain.links()) {
                if (link instanceof Expression.Attribute attribute) {
                    // math.cos and np.cos are cos
                    name = attribute.name();
                }
            }
            if (!(chain.links().get(last) instanceof Expression.Arguments call)) {
                return new Term.Name(name);
            }
            List<Expression> values =
                    call.arguments().stream().map(Expression.Argument::value).toList();
            boolean listed = values.size() == 1
                    && (values.get(0) instanceof Expression.ListOf || values.get(0) instanceof Expression.TupleOf);
            return called(
                    name,
                    (listed ? items(values.get(0)) : values)
                            .stream().map(this::term).toList());
        }

        private static Term called(String name, List<Term> arguments) {
            if (name.equals("pow")) {
                return new Term.Binary("**", arguments.get(0), arguments.get(1));
            }
            if (name.equals("min") || name.equals("max")) {
                return arguments.stream()
                        .reduce((a, b) -> Term.call(name, a, b))
                        .orElseThrow();
            }
            if (name.equals("log") && arguments.size() == 2) {
                return new Term.Binary("/", Term.call("log", arguments.get(0)), Term.call("log", arguments.get(1)));
            }
            return name.equals("float") ? arguments.get(0) : new Term.Call(name, arguments);
        }
    }

    /** How often a whole number goes into one, with integers: single precision would miss some by one. */
    static Term counted(Term term) {
        if (!(term instanceof Term.Call call)
                || !(call.arguments().get(0) instanceof Term.Binary b)
                || !b.operator().equals("/")
                || !b.left().whole()
                || !b.right().whole()
                || !(b.right() instanceof Term.Num by)
                || by.value() < 1) {
            return term;
        }
        return switch (call.function()) {
            case "floor" -> new Term.Binary("//", b.left(), by);
            case "ceil" -> new Term.Binary("//", Term.plus(b.left(), Term.num(by.value() - 1)), by);
            case "int" -> isAtLeastZero(b.left()) ? new Term.Binary("//", b.left(), by) : term;
            default -> term;
        };
    }

    /** Whether something may be divided by zero, overflow, or have no value, at some time &gt;= 0. */
    static boolean hazardous(Term term) {
        boolean[] found = new boolean[1];
        term.mapped(part -> {
            found[0] |= isHazard(part);
            return part;
        });
        return found[0];
    }

    private static boolean isHazard(Term part) {
        if (part instanceof Term.Call call) {
            boolean sqrt = call.function().equals("sqrt")
                    && isAtLeastZero(call.arguments().get(0));
            return !sqrt && !TAME.contains(call.function());
        }
        if (!(part instanceof Term.Binary binary)) {
            return false;
        }
        return switch (binary.operator()) {
            case "/", "//", "%" -> !isPositive(binary.right());
            case "**" -> !isTamePower(binary);
            default -> false;
        };
    }

    /** One that stays in the range of doubles: of something below 1, or to a small exponent. */
    private static boolean isTamePower(Term.Binary power) {
        boolean falls = power.left() instanceof Term.Num base
                && base.value() > 0
                && base.value() <= 1
                && isAtLeastZero(power.right());
        boolean small = power.right() instanceof Term.Num exponent
                && exponent.value() >= 0
                && exponent.value() <= 8
                && (isAtLeastZero(power.left()) || exponent.value() == Math.rint(exponent.value()));
        boolean root = power.right() instanceof Term.Num exponent
                && Math.abs(exponent.value()) <= 8
                && isPositive(power.left());
        return falls || small || root;
    }

    private static boolean isPositive(Term term) {
        if (term instanceof Term.Num number) {
            return number.value() > 0;
        } else if (term instanceof Term.Name name) {
            return !name.name().equals("nan");
        } else if (term instanceof Term.Binary b && b.operator().equals("+")) {
            return isPositive(b.left()) && isAtLeastZero(b.right()) || isAtLeastZero(b.left()) && isPositive(b.right());
        } else if (term instanceof Term.Call call && call.function().equals("max")) {
            return isPositive(call.arguments().get(0)) && call.arguments().get(1) instanceof Term.Num
                    || isPositive(call.arguments().get(1));
        }
        return false;
    }

    private static boolean isAtLeastZero(Term term) {
        if (term instanceof Term.Var || isPositive(term)) {
            return true;
        } else if (term instanceof Term.Num number) {
            return number.value() >= 0;
        } else if (term instanceof Term.Binary b) {
            boolean both = isAtLeastZero(b.left()) && isAtLeastZero(b.right());
            return both && !b.operator().equals("-");
        }
        return term instanceof Term.Call call && call.function().equals("sqrt");
    }
}
