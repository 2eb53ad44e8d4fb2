package dev.anneal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Dialects;
import dev.anneal.dialect.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialectsCommandTest {

    static Stream<String> entries() {
        return Dialects.all().stream()
                .flatMap(dialect -> dialect.entries().stream().map(entry -> dialect.name() + "." + entry.name()))
                .distinct();
    }

    @Test
    void allDialectsAreListedInTheOrderOfLookup() {
        String list = Outcome.of("dialects").fine();
        List<String> names = new ArrayList<>();
        list.lines()
                .skip(1)
                .takeWhile(line -> !line.isBlank())
                .filter(line -> !line.startsWith(" "))
                .forEach(line -> names.add(line.split(" ", 2)[0]));
        assertThat(names).isEqualTo(Dialects.all().stream().map(Dialect::name).toList());
        assertThat(list).contains("torch.optim.lr_scheduler", "is looked up in this order");
        assertThat(list.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void aDialectListsSignaturesWithFormulas() {
        assertThat(Outcome.of("dialects", "torch").fine())
                .contains("StepLR(optimizer, step_size, gamma=0.1, last_epoch=-1)\n    base · gamma^⌊t / step_size⌋\n");
    }

    @Test
    void aSchedulerTellsAllThatItsEntryKnows() {
        assertThat(Outcome.of("dialects", "torch", "StepLR").fine())
                .startsWith("""
                        torch.StepLR
                        StepLR(optimizer, step_size, gamma=0.1, last_epoch=-1)

                        parameter   default  must
                        optimizer
                        step_size            not be 0
                        """)
                .contains(
                        "gamma       0.1\n",
                        "\nbase · gamma^⌊t / step_size⌋\n",
                        "\nt counts calls of step(), after each update or after each epoch\n",
                        "\n- Of other versions, taken and put aside: verbose.\n",
                        "\nsource: torch.optim.lr_scheduler",
                        "\nanneal show 'StepLR(optimizer, step_size=30, gamma=0.1)' --lr 0.1 --steps 100\n",
                        "\nexponential(0.1, 0.1, 30).staircase(30)\n",
                        "0.10 ┤");
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch.StepLR", "torch.optim.lr_scheduler.StepLR", "lr_scheduler.StepLR"})
    void whatMayStandBeforeANameMayStandHere(String name) {
        assertThat(Outcome.of("dialects", name).fine())
                .isEqualTo(Outcome.of("dialects", "torch", "StepLR").fine());
    }

    @Test
    void aBareNameTellsOfAllThatHaveIt() {
        assertThat(Outcome.of("dialects", "StepLR").fine())
                .startsWith(Outcome.of("dialects", "torch", "StepLR").fine())
                .contains(Outcome.of("dialects", "mmengine", "StepLR").fine());
    }

    @ParameterizedTest
    @MethodSource("entries")
    void everySchedulerHasAPageWhoseExampleReads(String name) {
        int dot = name.indexOf('.');
        String page = Outcome.of("dialects", name.substring(0, dot), name.substring(dot + 1))
                .fine();
        assertThat(page).contains("\nsource: ", "\nt counts ", "\nanneal show '");
        assertThat(page.lines().filter(line -> !line.startsWith("anneal show") && !line.contains("(")))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void everyExampleIsShownAsItStandsThere(String name) {
        Dialect dialect =
                Scheduler.dialect(name.substring(0, name.indexOf('.'))).orElseThrow();
        for (Scheduler scheduler : Scheduler.named(dialect, name)) {
            Entry.Example example = scheduler.entry().example();
            assertThat(example).as(name).isNotNull();
            String page = Outcome.of(
                            "dialects", dialect.name(), scheduler.entry().name())
                    .fine();
            List<String> words = words(page.lines()
                    .filter(line -> line.startsWith("anneal show "))
                    .findFirst()
                    .orElseThrow());
            Outcome shown = Outcome.of(words.toArray(String[]::new));
            // what only puts arguments together is shown within a call that takes them
            String called = example.text().contains(", **")
                    ? example.text().substring(0, example.text().indexOf('('))
                    : name;
            assertThat(shown.fine()).as(shown.err()).startsWith(called + ", as in ");
        }
    }

    /** The arguments of a command, as a shell parts them. */
    private static List<String> words(String command) {
        int open = command.indexOf('\'');
        int close = command.lastIndexOf('\'');
        List<String> words = new ArrayList<>(List.of("show"));
        words.add(command.substring(open + 1, close).replace("'\\''", "'"));
        Stream.of(command.substring(close + 1).split(" "))
                .filter(word -> !word.isEmpty())
                .forEach(words::add);
        return words;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                torhc        |         | unknown dialect or scheduler 'torhc'                    | torch
                StepLQ       |         | unknown dialect or scheduler 'StepLQ'                   | StepLR
                torch.StepLQ |         | unknown dialect or scheduler 'torch.StepLQ'             | StepLR
                torch        | StepLQ  | unknown scheduler 'StepLQ' in torch                     | StepLR
                torhc        | StepLR  | unknown dialect 'torhc'; known are torch, keras, optax  | torch
                """)
    void unknownNamesGetTheNearest(String name, String scheduler, String problem, String nearest) {
        String message = scheduler == null
                ? Outcome.of("dialects", name).wrong()
                : Outcome.of("dialects", name, scheduler).wrong();
        assertThat(message).startsWith(problem).contains(nearest);
    }

    @ParameterizedTest
    @CsvSource({"transformers, hf", "torch.optim.lr_scheduler, torch", "keras.optimizers.schedules, keras"})
    void aDialectGoesByItsPrefixesToo(String prefix, String dialect) {
        assertThat(Outcome.of("dialects", prefix).fine())
                .isEqualTo(Outcome.of("dialects", dialect).fine());
    }

    @Test
    void ofManyPrefixesTheFirstAreTold() {
        assertThat(Outcome.of("dialects", "keras").fine())
                .contains("before a name may stand keras, keras.optimizers, ")
                .containsPattern("\\band \\d+ more\\n");
    }

    @Test
    void completionOffersDialects() {
        assertThat(Outcome.of("completion").fine()).contains("\"torch\" \"keras\"");
    }
}
