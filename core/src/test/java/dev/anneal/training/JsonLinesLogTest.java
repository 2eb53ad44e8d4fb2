package dev.anneal.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anneal.Hyperparameter;
import dev.anneal.notation.Expression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesLogTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("events.jsonl");
    }

    @Test
    void everyEventIsALine() throws IOException {
        try (JsonLinesLog log = JsonLinesLog.create(file)) {
            LogEvents.ONE_OF_EACH.forEach(log::log);
        }
        assertThat(Files.readString(file)).isEqualTo("""
                {"event":"resumed","step":3,"mode":"KEEP_POSITION","remark":"the plan is another"}
                {"event":"applied","step":3,"group":"head","hyperparameter":"lr","applied":0.1,"next":0.05}
                {"event":"applied","step":3,"group":"head","hyperparameter":"momentum","applied":0.9,"next":0.85}
                {"event":"phase","step":4,"group":"head","hyperparameter":"lr","from":"warmup","to":"cosine"}
                {"event":"skipped","step":4,"skipped":1}
                {"event":"observed","step":4,"rule":"lr *= plateau(on=\\"val_loss\\")","metric":"val_loss","value":0.42,\
                "acted":true,"reason":"no better for 10 epochs"}
                {"event":"observed","step":4,"rule":"lr *= plateau(on=\\"val_loss\\")","metric":"val_loss","value":"nan",\
                "acted":false,"reason":"better"}
                {"event":"changed","step":4,"group":"head","hyperparameter":"lr","from":0.05,"to":0.01}
                {"event":"joined","step":4,"group":"late","ownClock":true}
                {"event":"applied","step":4,"group":"head","hyperparameter":"lr","applied":0.01,"next":0.01}
                {"event":"applied","step":4,"group":"head","hyperparameter":"momentum","applied":0.85,"next":0.8}
                {"event":"applied","step":4,"group":"late","hyperparameter":"lr","applied":1,"next":"inf"}
                """);
    }

    @Test
    void whateverNamesHoldIsEscaped() throws IOException {
        Random random = new Random(3);
        List<String> groups =
                random.ints(300).mapToObj(i -> Checkpoints.hostile(random)).toList();
        double[] values = random.longs()
                .mapToDouble(Double::longBitsToDouble)
                .filter(Double::isFinite)
                .limit(300)
                .toArray();
        try (JsonLinesLog log = JsonLinesLog.create(file)) {
            for (int i = 0; i < values.length; i++) {
                log.log(new Event.Applied(i, groups.get(i), Hyperparameter.SCALE, values[i], 0));
            }
        }
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(values.length).allMatch(line -> line.chars().allMatch(c -> c >= ' ' && c < 0x7f));
        for (int i = 0; i < values.length; i++) {
            Expression.DictOf object = (Expression.DictOf) Expression.parse(lines.get(i));
            assertThat(field(object, "group")).isEqualTo(groups.get(i));
            assertThat(field(object, "applied")).isEqualTo(values[i]);
        }
    }

    private static Object field(Expression.DictOf object, String name) {
        for (Expression.DictOf.Entry entry : object.entries()) {
            if (entry.key() instanceof Expression.Str key && key.value().equals(name)) {
                return entry.value() instanceof Expression.Str text
                        ? text.value()
                        : Double.parseDouble(entry.value().toString());
            }
        }
        throw new AssertionError(name);
    }

    @Test
    void goesOnWithWholeLines() throws IOException {
        try (JsonLinesLog log = JsonLinesLog.create(file)) {
            log.log(new Event.Skipped(5, 1));
        }
        assertThatThrownBy(() -> JsonLinesLog.create(file))
                .hasMessage("cannot write " + file + ": it is there already");
        Files.writeString(file, "{\"event\":\"skip", StandardOpenOption.APPEND);
        try (JsonLinesLog log = JsonLinesLog.append(file)) {
            log.log(new Event.Resumed(3, Resume.EXACT, ""));
        }
        assertThat(Files.readString(file)).isEqualTo("""
                {"event":"skipped","step":5,"skipped":1}
                {"event":"resumed","step":3,"mode":"EXACT","remark":""}
                """);
    }

    @Test
    void goesOnOnlyWithItsOwnFiles() throws IOException {
        assertThatThrownBy(() -> JsonLinesLog.append(file))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot read " + file + ": no such file or folder");
        Files.writeString(file, "step,lr\n0,1\n");
        assertThatThrownBy(() -> JsonLinesLog.append(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + " must have lines that begin with {\"event\":, got 'step,lr'");
        assertThat(file).hasContent("step,lr\n0,1\n");
    }
}
