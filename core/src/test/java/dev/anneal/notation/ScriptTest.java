package dev.anneal.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {
    private static List<String> read(String text) {
        return Script.parse(text).stream().map(Script.Statement::toString).toList();
    }

    @Test
    void statementsStandOnLinesOrBetweenSemicolons() {
        assertThat(read("lr = 1; momentum = 0.9;\n\n# nothing\nlr[backbone] *= lr * 0.1 # comment\r\n\tx\r;y"))
                .containsExactly("lr = 1", "momentum = 0.9", "lr[backbone] *= lr * 0.1", "x", "y");
        assertThat(read("a /= 1\na += 2\na -= 3")).containsExactly("a /= 1", "a += 2", "a -= 3");
        assertThat(read(" \n # only a comment")).isEmpty();
        assertThat(read("\uFEFFx")).containsExactly("x");
    }

    @Test
    void linesGoOn() {
        assertThat(read("lr = linear(0, 1,\n  # five\n  5)\n\n  # then\n  .then(hold(1,\n5)) \\\n  .times(2)\n.5\nx"))
                .containsExactly("lr = linear(0, 1, 5).then(hold(1, 5)).times(2)", "0.5", "x");
        assertThat(read("a \\\r\n + b")).containsExactly("a + b");
    }

    @Test
    void oneExpressionIsAScript() {
        String text = "\nlinear(0, 1, 5)\n  .then(hold(1, 2))\n";
        Script.Statement statement = Script.parse(text).get(0);
        assertThat(statement.target()).isNull();
        assertThat(statement.operator()).isEmpty();
        assertThat(statement.value()).isEqualTo(Expression.parse(text));
        assertThat(statement).isEqualTo(Script.parse(statement.toString()).get(0));
    }

    @Test
    void assignmentsKnowTheirParts() {
        String text = "a; lr[0] *= f(1) ";
        Script.Statement statement = Script.parse(text).get(1);
        assertThat(statement.target()).isEqualTo(Expression.parse("lr[0]"));
        assertThat(statement.operator()).isEqualTo("*=");
        assertThat(text.substring(statement.span().start(), statement.span().end()))
                .isEqualTo("lr[0] *= f(1)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "a = b = c",
                "f(x) = 1",
                "a.b = 1",
                "(a) = 1",
                "1 = 2",
                "a[0][1] = 2",
                "; a",
                "a =",
                "a\n= 1",
                "a = 1, 2",
                "a := 1",
                "a ]\n b",
                "a +\nb"
            })
    void whatIsNoStatementIsRefused(String text) {
        assertThatThrownBy(() -> Script.parse(text)).isInstanceOf(NotationException.class);
    }

    @Test
    void errorsNameTheLine() {
        assertThatThrownBy(() -> Script.parse("lr = 1\nmomentum 0.9"))
                .hasMessage("line 2: expected the end of the statement, found a number\n"
                        + "  momentum 0.9\n           ^^^");
    }
}
