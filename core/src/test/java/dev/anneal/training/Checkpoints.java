package dev.anneal.training;

import dev.anneal.Hyperparameter;
import java.util.List;
import java.util.Random;

/** Checkpoints for tests. */
final class Checkpoints {

    static final Checkpoint TYPICAL = new Checkpoint(
            1500,
            2,
            "lr = linear(0, 0.1, 500).then(cosine(0.1, 0, 9500))\nlr *= plateau(on=\"val_loss\")",
            List.of(
                    new Checkpoint.Value("backbone", Hyperparameter.LEARNING_RATE, 0.1 / 3, false, 1),
                    new Checkpoint.Value("head", Hyperparameter.LEARNING_RATE, 0.05, true, 1),
                    new Checkpoint.Value("head", Hyperparameter.MOMENTUM, 0.9, true, 0.5)),
            List.of(new Checkpoint.RuleState("lr *= plateau(on=\"val_loss\")", "best=0.31 bad=4")),
            List.of(new Checkpoint.Joined("head", 1200, false), new Checkpoint.Joined("late", 1500, true)));

    private static final String[] PIECES = {
        "",
        " ",
        "\n",
        "\r\n",
        "\\",
        "\\n",
        "\\u0041",
        "]",
        "[",
        "] 0.1 by hand",
        " at 5",
        " on its own clock",
        "\u0000",
        "\u2028",
        "\uFEFF",
        "\uD83D",
        "\uDE00",
        "\uD83D\uDE00",
        "é",
        "crc32c 00000000",
        "step 1",
        "\ncrc32c 0",
        "x",
        "\t",
        "anneal checkpoint 1",
        "\"",
        "'",
        "%n",
        "{0}"
    };

    private Checkpoints() {}

    static String hostile(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    static Checkpoint random(Random random) {
        long step = random.nextLong() >>> 1 + random.nextInt(60);
        List<Checkpoint.Value> values = random.ints(random.nextInt(4))
                .mapToObj(i -> new Checkpoint.Value(
                        hostile(random),
                        new Hyperparameter("h" + (i & 7)),
                        Double.longBitsToDouble(random.nextLong()),
                        random.nextBoolean(),
                        random.nextBoolean() ? 1 : random.nextGaussian()))
                .toList();
        List<Checkpoint.RuleState> rules = random.ints(random.nextInt(3))
                .mapToObj(i -> new Checkpoint.RuleState(hostile(random), hostile(random)))
                .toList();
        List<Checkpoint.Joined> joined = random.ints(random.nextInt(3))
                .mapToObj(i -> new Checkpoint.Joined(hostile(random), step >> (i & 7), random.nextBoolean()))
                .toList();
        return new Checkpoint(step, random.nextLong() >>> 1, hostile(random), values, rules, joined);
    }

    /** A text with the checksum that belongs to it. */
    static String sealed(String body) {
        return body + "crc32c " + CheckpointText.checksum(body) + "\n";
    }
}
