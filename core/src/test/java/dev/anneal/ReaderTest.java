package dev.anneal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.anneal.notation.NotationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What texts mean, and what is said of those that mean nothing. */
class ReaderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            linear(0, 1)                             | linear(0, 1)        | linear needs length: linear(from, to, length)
            linear(0, 1, 5, 6)                       | 6                   | one argument too many: linear(from, to, length)
            linear(0, 1, length=-5)                  | -5                  | length must be finite and >= 0, got -5
            linear(0, 1, 5, to=2)                    | to=2                | 'to' is given twice
            linear                                   | linear              | 'linear' is called with arguments: linear(from, to, length)
            linear(0, 1, 5).then                     | then                | expected arguments: .then(next)
            linear(0, 1, 5).then()                   | then()              | then needs next: then(next)
            linear(0, 1, 5)(3)                       | (3)                 | expected an operator, as .then(…)
            linear(0, 1, 5)[3]                       | [3]                 | expected an operator, as .then(…)
            linear(0, 1, hold(1, 5))                 | hold(1, 5)          | expected a number, got a schedule
            linear(0, 1, total)                      | total               | 'total' is not known; the run must tell its steps, or its epochs and steps_per_epoch, or its epochs, samples and batch
            (0.1).then(constant(1))                  | then                | a number has no operators; constant(value) is a schedule
            ramp(0, 1, 5, power)                     | power               | power needs k: power(k)
            ramp(0, 1, 5, power(0))                  | power(0)            | power must be finite and > 0, got 0
            ramp(0, 1, 5, power(2).reverse())        | reverse             | expected .reversed(), the one operator of curves
            ramp(0, 1, 5, 3)                         | 3                   | expected a curve, as cosine or power(2) or p -> p ** 2
            ramp(0, 1, 5, p -> 2 * p)                | p -> 2 * p          | curve must lead from 0 to 1, got 2 at progress 1 of p -> 2 * p
            piecewise([1, 2])                        | [1, 2]              | expected times and values, as {0: 0.1, 30: 0.01}
            piecewise({1: 2})                        | piecewise({1: 2})   | piecewise must start at time 0, got 1
            formula(3)                               | 3                   | expected a lambda, as t -> 0.1 / (1 + t)
            formula(t -> t + x)                      | x                   | unknown name 'x'
            formula((a, b) -> a)                     | formula((a, b) -> a) | formula must have one parameter, the time, got 2 in (a, b) -> a
            iterate(0.1, 0.5, (k, x) -> x)           | 0.5                 | n must be a whole number in 1..10000000, got 0.5
            iterate(0.1, 5, x -> x)                  | x -> x              | next must have two parameters, the time and the value before, got x -> x
            linear(0, 1, 5).repeat(0.5)              | 0.5                 | n must be a whole number in 1..2147483647, got 0.5
            linear(0, 1, 5).repeat(stretching(0))    | stretching(0)       | stretching must be finite and > 0, got 0
            linear(0, 1, 5).repeat(3, 4)             | 4                   | expected stretching(factor), scaling(factor), or stretching(…).scaling(…)
            linear(0, 1, 5).repeat(scaling(1).stretching(2)) | stretching  | expected stretching(…).scaling(…) and nothing more
            linear(0, 1, 5) ** 2                     | linear(0, 1, 5) ** 2 | '**' takes numbers; schedules have + - * and / by a number
            2 / linear(0, 1, 5)                      | linear(0, 1, 5)     | only a number that is not 0 can be a divisor of schedules
            linear(0, 1, 5) < 3                      | linear              | expected a number, got a schedule
            sin(linear(0, 1, 5))                     | linear              | expected a number, got a schedule
            min()                                    | ()                  | min needs at least one argument
            min(constant(3), x=3)                    | x=3                 | min takes no keywords
            constant(1).then(constant(2))            | then(constant(2))   | what then() follows must last; hold(value, length) does, a constant has length 0, got constant(1)
            t -> 0.1 * t                             | t -> 0.1 * t        | expected a schedule or a number, got a lambda; formula(t -> …) makes a schedule of one
            None                                     | None                | expected a number, got None
            1/0                                      | 0                   | division by zero
            inf                                      | inf                 | value must be finite, got inf
            custom(5)                                | custom(5)           | a custom schedule is a Java function, and cannot be read
            multiStep(0.1, 0.1, 5, 3)                | multiStep(0.1, 0.1, 5, 3) | milestones must not fall, got 5 before 3
            """)
    void anErrorNamesTheProblemAndMarksThePlace(String text, String place, String problem) {
        NotationException error = refused(text);
        assertThat(error.problem()).isEqualTo(problem);
        assertThat(text.substring(error.span().start(), error.span().end())).isEqualTo(place);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            liner(0, 1, 5)                 | unknown function 'liner'       | linear
            linear(0, 1, lenght=5)         | linear has no argument 'lenght': linear(from, to, length) | length
            linear(0, 1, 5).thn(3)         | unknown operator 'thn'         | then
            linear(0, 1, epohc)            | unknown name 'epohc'           | epoch
            ramp(0, 1, 5, cosin)           | unknown curve 'cosin'          | cosine
            multi_step(0.1, 0.1, 5)        | unknown function 'multi_step'  | multiStep
            maxx(1, 2)                     | unknown function 'maxx'        | max
            """)
    void anUnknownNameIsAnsweredWithTheNearest(String text, String problem, String nearest) {
        assertThat(refused(text)).hasMessageEndingWith("\ndid you mean '" + nearest + "'?");
        assertThat(refused(text).problem()).isEqualTo(problem);
    }

    @Test
    void aMessageShowsTheLineAndACaret() {
        NotationException error =
                catchThrowableOfType(NotationException.class, () -> Plan.parse("lr = 0.1\nmomentum = liner(0, 1, 5)"));
        assertThat(error).hasMessage("""
                line 2: unknown function 'liner'
                  momentum = liner(0, 1, 5)
                             ^^^^^
                did you mean 'linear'?""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            linear(to=1, from=0, length=5)              | linear(0, 1, 5)
            linear(0, 1, length=2 * 3 - 1)              | linear(0, 1, 5)
            exponential(0.1, unit=30, gamma=0.5)        | exponential(0.1, 0.5, 30)
            2 * linear(0, 1, 5)                         | linear(0, 1, 5).times(2)
            linear(0, 1, 5) / 4                         | linear(0, 1, 5).times(0.25)
            -linear(0, 1, 5)                            | linear(0, 1, 5).times(-1)
            1 + linear(0, 1, 5)                         | linear(0, 1, 5).plus(1)
            linear(0, 1, 5) - 1                         | linear(0, 1, 5).plus(-1)
            1 - linear(0, 1, 5)                         | constant(1).plus(linear(0, 1, 5).times(-1))
            min(0.5, linear(0, 1, 5), 0.7)              | constant(0.5).min(linear(0, 1, 5)).atMost(0.7)
            max([linear(0, 1, 5), 0.5])                 | linear(0, 1, 5).atLeast(0.5)
            linear(0, min([3, 1, 2]), 5)                | linear(0, 1, 5)
            (0.1 + 0.2) * constant(10)                  | constant(3.0000000000000004)
            linear(0, 1, 5) if 2 > 1 else constant(0)   | linear(0, 1, 5)
            linear(0, 1, 5).repeat(stretching(2))       | linear(0, 1, 5).repeat(stretching(2))
            linear(0, 1, 5).repeat(evolution=scaling(0.5), n=3) | linear(0, 1, 5).repeat(3, scaling(0.5))
            ramp(0, 1, 5, lambda p: p * p)              | ramp(0, 1, 5, p -> p * p)
            ramp(0, 1, 5, linear)                       | linear(0, 1, 5)
            formula(t -> 1 / (1 + t), 30)               | formula(t -> 1 / (1 + t), 30)
            math.pi * constant(1)                       | constant(3.141592653589793)
            """)
    void textsMeanTheirCanonicalForm(String text, String canonical) {
        assertThat(Schedule.parse(text)).hasToString(canonical);
        assertThat(Schedule.parse(canonical)).isEqualTo(Schedule.parse(text));
    }

    private static NotationException refused(String text) {
        return catchThrowableOfType(NotationException.class, () -> Schedule.parse(text));
    }
}
