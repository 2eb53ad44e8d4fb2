package dev.anneal.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SystemLogTest {

    /** A logger that is on from a level on, and keeps what it is told. */
    private record Kept(Level from, List<String> lines) implements System.Logger {

        @Override
        public String getName() {
            return "training";
        }

        @Override
        public boolean isLoggable(Level level) {
            return level.compareTo(from) >= 0;
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String text, @Nullable Throwable thrown) {
            lines.add(level + " " + text);
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String text, Object @Nullable ... values) {
            assertThat(values).isNull();
            lines.add(level + " " + text);
        }
    }

    private static List<String> told(System.Logger.Level from) {
        Kept logger = new Kept(from, new ArrayList<>());
        LogEvents.ONE_OF_EACH.forEach(new SystemLog(logger)::log);
        return logger.lines();
    }

    @Test
    void whatTrainingDoesIsToldAtInfo() {
        assertThat(told(System.Logger.Level.INFO))
                .containsExactly(
                        "INFO update 3: resumed, KEEP_POSITION: the plan is another",
                        "INFO update 4: lr[head] warmup → cosine",
                        "INFO update 4: val_loss 0.42: no better for 10 epochs",
                        "INFO update 4: lr[head] changed by hand from 0.05 to 0.01",
                        "INFO update 4: late joined, with a clock of its own");
    }

    @Test
    void whatIsQuietIsToldAtDebugAndValuesAtTrace() {
        assertThat(told(System.Logger.Level.DEBUG))
                .hasSize(7)
                .contains("DEBUG update 4: skipped, 1 in all", "DEBUG update 4: val_loss nan: better");
        assertThat(told(System.Logger.Level.TRACE))
                .hasSize(LogEvents.ONE_OF_EACH.size())
                .contains("TRACE update 3: lr[head] was 0.1, is 0.05 next");
    }

    @Test
    void namesCannotForgeLines() {
        Kept logger = new Kept(System.Logger.Level.INFO, new ArrayList<>());
        new SystemLog(logger).log(new Event.Joined(1, "{0}\nINFO", false));
        assertThat(logger.lines()).containsExactly("INFO update 1: {0}\\nINFO joined, on the shared clock");
    }
}
