package dev.anneal.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anneal.Plan;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rule says of the last observation. */
class ReasonsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            plateau()                        | 0.5               | val_loss 0.5 is the first
            plateau()                        | 0.43 0.42         | val_loss 0.42 is better than 0.43
            plateau()                        | 0.42 0.42         | val_loss 0.42 is not below 0.419958 (the best, 0.42, less 0.01 %): 1 of 10 put up with
            plateau()                        | 1 0.99990000001   | val_loss 0.99990000001 is not below 0.9999 (the best, 1, less 0.01 %): 1 of 10 put up with
            plateau(relative=0)              | 1 1               | val_loss 1 is not below the best, 1: 1 of 10 put up with
            plateau(absolute=0.01)           | 1 1               | val_loss 1 is not below 0.99 (the best, 1, less 0.01): 1 of 10 put up with
            plateau("acc", mode="max", relative=0.01, absolute=0.5) | 1 1 | acc 1 is not above 1.51 (the best, 1, plus 1 % and 0.5): 1 of 10 put up with
            plateau(patience=1)              | 1 1 1             | val_loss 1 is not below 0.9999 (the best, 1, less 0.01 %): 2 in a row, × 0.1
            plateau(patience=0, relative=0)  | 1 1               | val_loss 1 is not below the best, 1: × 0.1
            plateau(patience=0, relative=0, floor=0.02)  | 1 1   | val_loss 1 is not below the best, 1: × 0.1, down to the floor 0.02
            plateau(patience=0, relative=0, floor=0.02)  | 1 1 1 | val_loss 1 is not below the best, 1: at the floor 0.02 already
            plateau(patience=0, relative=0, floor=0.2)   | 1 1   | val_loss 1 is not below the best, 1: below the floor 0.2 already
            plateau(patience=0, relative=0, factor=2, ceiling=0.1) | 1 1 | val_loss 1 is not below the best, 1: at the ceiling 0.1 already
            plateau(patience=0, relative=0, eps=0.1)     | 1 1   | val_loss 1 is not below the best, 1: × 0.1 is left out, a change of no more than 0.1
            plateau(patience=0, cooldown=3)  | 1 1 0.5           | val_loss 0.5 is better than 1; cooling down, 2 more
            plateau(patience=0, cooldown=1)  | 1 1 1             | val_loss 1 is not below 0.9999 (the best, 1, less 0.01 %); cooling down, for the last time
            plateau(patience=0, rest=3)      | 1 1 0.5           | resting, 2 more
            plateau(start=500)               | 1                 | does not listen before update 500
            plateau()                        | 1 nan             | val_loss nan is not a number, and never better: 1 of 10 put up with
            plateau(nan="skip")              | 1 nan             | val_loss is not a number, and passed over
            plateau(relative=1)              | 1                 | val_loss 1 cannot be better than inf: 1 of 10 put up with
            plateau(mean=3)                  | 1 1               | waits for the mean of 3 val_loss, of which it has 2
            plateau(mean=3)                  | 1 2 3             | val_loss 2 (mean of 3) is the first
            plateau(window=3)                | 1 2               | val_loss 1.5 (mean of the last 2) is not below 0.9999 (the best, 1, less 0.01 %): 1 of 10 put up with
            plateau(counted="good")          | 1                 | val_loss 1 is the first: 1 of 10 waited for
            newbob()                         | 1                 | val_loss 1 has nothing to improve on
            newbob()                         | 1 0.9             | val_loss 0.9 is 10 % better than 1 before it
            newbob()                         | 1 0.999           | val_loss 0.999 is 0.1 % better than 1 before it, and should be 0.25 %: × 0.5
            newbob(patience=2)               | 1 1.5             | val_loss 1.5 is 50 % worse than 1 before it, and should be 0.25 %: 1 of 2 put up with
            newbob()                         | 1 nan             | val_loss nan cannot be compared
            adaptive()                       | 1                 | loss 1 is the first
            adaptive()                       | 1 0.5             | loss 0.5 is below 0.9999 (the best, 1, less 1e-4)
            adaptive()                       | 1 1               | loss 1 is above 0.9999 (the best, 1, less 1e-4): 1 of 9 put up with
            adaptive(patience=0)             | 1 1               | loss 1 is above 0.9999 (the best, 1, less 1e-4): / 5
            adaptive()                       | 1 nan             | loss is not a number, and not counted
            greedy(patience=0)               | 1                 | loss 1 is the first: × 1.05263
            greedy(patience=0, floor=0.15, factor=0.5) | 1 1     | loss 1 is not below 0.999999 (the best, 1, less 1e-6): × 0.5, down to the floor 0.15; begins anew after 499 more
            """)
    void tellWhyItActsOrNot(String rule, String metrics, String reason) {
        Observing observing = new Observing(
                Plan.parse("lr = 0.1; lr *= " + rule).rules().get(0).feedback(), 0.1);
        double[] observed = Arrays.stream(metrics.split(" "))
                .mapToDouble(metric -> metric.equals("nan") ? Double.NaN : Double.parseDouble(metric))
                .toArray();
        assertThat(observing.reason(observed)).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"1, × 0.1", "0.05, '× 0.1 in 1 of 2 groups, down to the floor 0.02'"})
    void tellInHowManyGroups(double first, String does) {
        Plateau rule = Plateau.on("loss")
                .waiting(Patience.of(0))
                .changing(Change.by(0.1).floor(0.02));
        Observing observing = new Observing(rule, first, first == 1 ? 1 : 0.01);
        assertThat(observing.reason(1, 1)).endsWith(": " + does);
    }
}
