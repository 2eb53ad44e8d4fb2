package dev.anneal.dialect;

import dev.anneal.notation.Expression.Attribute;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Line;
import dev.anneal.notation.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a text calls {@code step()}: once in each round of a loop over epochs, in a loop inside of that, or elsewhere. */
final class Stepping {

    /** A loop whose variable is an epoch, or which counts up to a number of epochs. */
    private static final Pattern EPOCHS = Pattern.compile(
            "for\\s+\\w*epoch\\w*\\s+in\\b.*|for\\s.{1,80}?\\sin\\s.{0,40}?range\\(.{0,80}?"
                    + "(epochs|(max|num|n|total)_?epoch)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern INTERVAL = Pattern.compile("[\"']?interval[\"']?\\s{0,8}[:=]\\s{0,8}[\"']step[\"']");

    private static final int LONGEST_HEAD = 200;

    private final Scope scope;
    private final Set<String> all = new HashSet<>();
    private final Map<String, Span> eachEpoch = new LinkedHashMap<>();
    private final Map<String, Span> eachUpdate = new LinkedHashMap<>();
    private final List<Span> configured = new ArrayList<>();

    Stepping(Scope scope, List<Line> lines) {
        this.scope = scope;
        walk(lines, Where.ELSEWHERE);
        eachUpdate.keySet().forEach(eachEpoch::remove);
    }

    private enum Where {
        ELSEWHERE,
        EPOCH,
        WITHIN
    }

    /** Whether something like {@code name.step()} stands somewhere in the text. */
    boolean isStepped(String name) {
        return all.contains(name);
    }

    private void walk(List<Line> lines, Where where) {
        Map<String, Span> own = new LinkedHashMap<>();
        collect(lines, where, own);
        // where the optimizer is stepped as well, an epoch is one update
        boolean updates = own.keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.contains("optim") || name.endsWith("opt"));
        if (where == Where.EPOCH && !updates) {
            own.forEach(eachEpoch::putIfAbsent);
        } else if (where == Where.WITHIN) {
            own.forEach(eachUpdate::putIfAbsent);
        }
    }

    /** Takes down what is stepped on these lines, and walks the loops among them. */
    private void collect(List<Line> lines, Where where, Map<String, Span> own) {
        for (Line line : lines) {
            if (line instanceof Line.Alone alone && alone.value() instanceof Chain chain && isStep(chain)) {
                String path = String.valueOf(Registry.path(chain));
                String name = path.substring(0, Math.max(0, path.lastIndexOf('.')));
                all.add(name);
                own.putIfAbsent(name, line.span());
            }
            if (line instanceof Line.Function function) {
                if (function.name().equals("configure_optimizers")) {
                    configured.add(function.span());
                }
                walk(function.body(), Where.ELSEWHERE);
            } else if (line instanceof Line.Skipped skipped
                    && Set.of("for", "while").contains(skipped.word())) {
                boolean epochs = EPOCHS.matcher(head(skipped)).matches();
                walk(skipped.body(), epochs ? Where.EPOCH : where == Where.ELSEWHERE ? where : Where.WITHIN);
            } else {
                Bodies.bodies(line).forEach(body -> collect(body, where, own));
            }
        }
    }

    private static boolean isStep(Chain chain) {
        return chain.links().size() > 1
                && chain.links().get(chain.links().size() - 2) instanceof Attribute step
                && step.name().equals("step");
    }

    private String head(Line line) {
        String text = scope.text();
        int start = Math.min(line.span().start(), text.length());
        int end = Math.min(Math.min(line.span().end(), start + LONGEST_HEAD), text.length());
        int newline = text.indexOf('\n', start);
        return text.substring(start, newline >= 0 && newline < end ? newline : end);
    }

    /** What to tell of a scheduler that is stepped at other times than the run says, or null. */
    @Nullable
    String remark(Candidates.Candidate candidate, Call call, Places places) {
        String unit = scope.horizon().fact("unit");
        if (call.clock() != Clock.CALLER) {
            return null;
        }
        for (Candidates.Bound bound : candidate.names()) {
            Span epoch = eachEpoch.get(bound.name());
            Span update = eachUpdate.get(bound.name());
            if (epoch != null && unit == null) {
                return places.lines(List.of(epoch)) + " steps " + bound.name()
                        + " once an epoch, and its times are taken for updates: give --unit epoch to count epochs";
            } else if (update != null && "epoch".equals(unit)) {
                return places.lines(List.of(update)) + " steps " + bound.name()
                        + " after each update, and its times are taken for epochs: leave --unit epoch out to count updates";
            }
        }
        return unit == null && isConfigured(candidate.chain().span())
                ? "configure_optimizers has no interval of 'step', so that Lightning steps once an epoch, and its times "
                        + "are taken for updates: give --unit epoch to count epochs"
                : null;
    }

    /** Whether a scheduler is made for Lightning, which steps it once an epoch unless it is told otherwise. */
    private boolean isConfigured(Span made) {
        return configured.stream()
                .filter(function -> function.start() <= made.start() && made.start() < function.end())
                .anyMatch(function -> !INTERVAL.matcher(scope.text().substring(function.start(), function.end()))
                        .find());
    }
}
