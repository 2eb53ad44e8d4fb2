package dev.anneal.notation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One statement of a {@link Source}. Lines are immutable, and compare by what they say, not by where they stand. */
public sealed interface Line {
    /**
     * Where the line was read, its body included.
     *
     * @return its place in the whole text
     */
    Span span();

    /**
     * {@code a = b = 3}, {@code lr *= 0.1}, {@code x: float = 0.1}, and Java's {@code final float x = 0.1f;}. Types are
     * dropped.
     *
     * @param targets what is assigned to, from left to right, at least one; {@code a, b = …} has one
     *     {@link Expression.TupleOf}
     * @param operator {@code =}, or {@code +=} and its like
     * @param value the value
     * @param span where all was read
     */
    record Assignment(List<Expression> targets, String operator, Expression value, Span span) implements Line {
        /** Keeps a copy of the targets. */
        public Assignment {
            targets = List.copyOf(targets);
        }
    }

    /**
     * An expression alone.
     *
     * @param value the expression
     * @param span where it was read
     */
    record Alone(Expression value, Span span) implements Line {}

    /**
     * An import.
     *
     * @param names the dotted path of every local name: {@code o} of {@code torch.optim} for
     *     {@code import torch.optim as o}, {@code torch} of {@code torch} for {@code import torch.nn}, {@code d} of
     *     {@code a.b.c} for {@code from a.b import c as d}, {@code *} of {@code a} for {@code from a import *}
     * @param span where it was read
     */
    record Import(Map<String, String> names, Span span) implements Line {
        /** Keeps a copy of the names. */
        public Import {
            names = Map.copyOf(names);
        }
    }

    /**
     * A function with a name; what its types are is dropped.
     *
     * @param name its name
     * @param parameters its parameters
     * @param body its lines
     * @param span where all was read
     */
    record Function(String name, List<Parameter> parameters, List<Line> body, Span span) implements Line {
        /**
         * A parameter of a function.
         *
         * @param name its name; a star or two stand before that of {@code *args} and {@code **kwargs}
         * @param otherwise its default, or null when there is none
         */
        public record Parameter(String name, @Nullable Expression otherwise) {}

        /** Keeps copies of the lists. */
        public Function {
            parameters = List.copyOf(parameters);
            body = List.copyOf(body);
        }
    }

    /**
     * {@code if}, {@code elif} and {@code else}.
     *
     * @param branches the branches in their order, at least one
     * @param span where all was read
     */
    record Choice(List<Branch> branches, Span span) implements Line {
        /**
         * What is done under a condition.
         *
         * @param condition the condition, or null for {@code else}
         * @param body what is done
         */
        public record Branch(@Nullable Expression condition, List<Line> body) {
            /** Keeps a copy of the body. */
            public Branch {
                body = List.copyOf(body);
            }
        }

        /** Keeps a copy of the branches. */
        public Choice {
            branches = List.copyOf(branches);
        }
    }

    /**
     * The end of a function.
     *
     * @param value what it answers, or null when nothing is said
     * @param span where all was read
     */
    record Return(@Nullable Expression value, Span span) implements Line {}

    /**
     * What is of no interest here: loops, contexts, classes, assertions, decorators, {@code %magic}, {@code !shell}.
     *
     * @param word the word it begins with
     * @param body its lines, none when it has no body
     * @param span where all was read
     */
    record Skipped(String word, List<Line> body, Span span) implements Line {
        /** Keeps a copy of the body. */
        public Skipped {
            body = List.copyOf(body);
        }
    }

    /**
     * What cannot be read.
     *
     * @param names the names it would have assigned, as far as they can be told
     * @param problem why it cannot be read; to be thrown by whoever needs the line
     * @param span where it stands
     */
    record Unread(Set<String> names, NotationException problem, Span span) implements Line {
        /** Keeps a copy of the names. */
        public Unread {
            names = Set.copyOf(names);
        }
    }
}
