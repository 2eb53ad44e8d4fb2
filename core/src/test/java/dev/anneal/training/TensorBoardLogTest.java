package dev.anneal.training;

import static dev.anneal.training.LogEvents.lr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.framework.DataType;
import org.tensorflow.framework.Summary;
import org.tensorflow.util.SessionLog;

/** What the log writes is read with TensorFlow's own messages. */
class TensorBoardLogTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000, 250_000_000));

    private static final String RULE = "lr *= plateau(on=\"val_loss\")";

    @TempDir
    private Path folder;

    private TensorBoardLog log() throws IOException {
        return TensorBoardLog.in(folder.resolve("run"), CLOCK);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("run"))) {
            return files.sorted().toList();
        }
    }

    /** All events of a file behind the first, which tells the version. */
    private static List<org.tensorflow.util.Event> events(Path file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<org.tensorflow.util.Event> events = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] length = new byte[8];
            in.get(length);
            assertThat(in.getInt()).isEqualTo(masked(length));
            byte[] bytes = new byte
                    [ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt()];
            in.get(bytes);
            assertThat(in.getInt()).isEqualTo(masked(bytes));
            var event = org.tensorflow.util.Event.parseFrom(bytes);
            assertThat(event.getUnknownFields().asMap()).isEmpty();
            assertThat(event.getWallTime()).isEqualTo(1_700_000_000.25);
            events.add(event);
        }
        assertThat(events.remove(0).getFileVersion()).isEqualTo("brain.Event:2");
        return events;
    }

    /** Bit by bit, from the polynomial; the mask is that of TensorFlow's crc32c.h. */
    private static int masked(byte[] bytes) {
        int crc = -1;
        for (byte b : bytes) {
            crc ^= b & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc >>> 1 ^ ((crc & 1) == 0 ? 0 : 0x82f63b78);
            }
        }
        crc = ~crc;
        return (crc >>> 15 | crc << 17) + 0xa282ead8;
    }

    private static String scalars(org.tensorflow.util.Event event) {
        StringBuilder text = new StringBuilder("" + event.getStep());
        for (Summary.Value value : event.getSummary().getValueList()) {
            assertThat(value.getValueCase()).isEqualTo(Summary.Value.ValueCase.SIMPLE_VALUE);
            text.append(' ').append(value.getTag()).append('=').append(value.getSimpleValue());
        }
        return text.toString();
    }

    private static String text(org.tensorflow.util.Event event) {
        Summary.Value value = event.getSummary().getValue(0);
        assertThat(value.getMetadata().getPluginData().getPluginName()).isEqualTo("text");
        assertThat(value.getTensor().getDtype()).isEqualTo(DataType.DT_STRING);
        assertThat(value.getTensor().hasTensorShape()).isTrue();
        assertThat(value.getTensor().getTensorShape().getDimCount()).isZero();
        return event.getStep() + " " + value.getTag() + ": "
                + value.getTensor().getStringVal(0).toStringUtf8();
    }

    @Test
    void anUpdateIsASummaryOfItsValues() throws IOException {
        try (TensorBoardLog log = log()) {
            for (long step = 0; step < 3; step++) {
                log.log(lr(step, "head", 0.1 * step));
                log.log(lr(step, "a/b \u00e9", Double.NaN));
                log.log(LogEvents.momentum(step, "head", 1L << step));
            }
        }
        assertThat(events(files().get(0)).stream().map(TensorBoardLogTest::scalars))
                .containsExactly(
                        "0 lr/head=0.0 lr/a/b \u00e9=NaN momentum/head=1.0",
                        "1 lr/head=0.1 lr/a/b \u00e9=NaN momentum/head=2.0",
                        "2 lr/head=0.2 lr/a/b \u00e9=NaN momentum/head=4.0");
    }

    @Test
    void whatElseHappensIsTexts() throws IOException {
        try (TensorBoardLog log = log()) {
            LogEvents.ONE_OF_EACH.forEach(log::log);
        }
        List<org.tensorflow.util.Event> events = events(files().get(0));
        assertThat(events.get(0).getSessionLog().getStatus()).isEqualTo(SessionLog.SessionStatus.START);
        assertThat(events.get(0).getStep()).isEqualTo(3);
        assertThat(text(events.get(1))).isEqualTo("3 resumed: update 3: resumed, KEEP\\_POSITION: the plan is another");
        assertThat(scalars(events.get(2))).isEqualTo("3 lr=0.1 momentum=0.9");
        assertThat(text(events.get(3))).isEqualTo("4 phases/lr/head: update 4: lr\\[head\\] warmup → cosine");
        assertThat(scalars(events.get(4))).isEqualTo("4 skipped=1.0");
        assertThat(scalars(events.get(5))).isEqualTo("4 observed/val_loss=0.42");
        assertThat(text(events.get(6)))
                .isEqualTo("4 acted/" + RULE + ": update 4: val\\_loss 0\\.42: no better for 10 epochs");
        assertThat(scalars(events.get(7))).isEqualTo("4 observed/val_loss=NaN");
        assertThat(text(events.get(8))).isEqualTo("4 waited/" + RULE + ": update 4: val\\_loss nan: better");
        assertThat(text(events.get(9))).startsWith("4 by hand/lr/head: ").contains("by hand from 0\\.05 to 0\\.01");
        assertThat(text(events.get(10))).startsWith("4 joined/late: ").contains("late joined");
        assertThat(scalars(events.get(11))).isEqualTo("4 lr=0.01 momentum=0.85 lr/late=1.0");
        assertThat(events).hasSize(12);
    }

    @Test
    void whatAMarkdownPageWouldTakeForItsOwnIsShownAsItIs() {
        assertThat(Markdown.plain("lr *= a<b> & `x` \\"))
                .isEqualTo("lr \\*= a&lt;b> &amp; \\`x\\` \\\\".replace(">", "\\>"));
    }

    @Test
    void largeNumbersAndLongNamesAreWhole() throws IOException {
        String name = "g".repeat(100_000);
        try (TensorBoardLog log = log()) {
            log.log(lr(Long.MAX_VALUE, name, -1e30));
            log.log(lr(Long.MAX_VALUE, "b", Double.POSITIVE_INFINITY));
        }
        assertThat(scalars(events(files().get(0)).get(0)))
                .isEqualTo(Long.MAX_VALUE + " lr/" + name + "=-1.0E30 lr/b=Infinity");
    }

    @Test
    void everyLogHasAFileOfItsOwn() throws IOException {
        try (TensorBoardLog first = log();
                TensorBoardLog second = log()) {
            first.log(new Event.Skipped(1, 1));
            second.log(new Event.Skipped(2, 1));
        }
        assertThat(files()).hasSize(2);
        assertThat(files().get(0).getFileName().toString())
                .matches("events\\.out\\.tfevents\\.1700000000\\.[A-Za-z0-9-]+\\.[0-9]+\\.0");
        assertThat(events(files().get(1)).get(0).getStep()).isEqualTo(2);
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Path plain = Files.createFile(folder.resolve("plain"));
        assertThatThrownBy(() -> TensorBoardLog.in(plain))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot write " + plain);
        assertThatThrownBy(() -> TensorBoardLog.in(plain.resolve("run")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot write " + plain.resolve("run"));
    }
}
