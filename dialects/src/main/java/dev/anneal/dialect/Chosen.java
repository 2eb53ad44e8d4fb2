package dev.anneal.dialect;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds which of a block's schedulers is its answer: the last that no other uses. */
final class Chosen {

    private final Scope scope;
    private final Places places;

    private final Stepping stepping;

    Chosen(Scope scope, Places places, Stepping stepping) {
        this.scope = scope;
        this.places = places;
        this.stepping = stepping;
    }

    /** A scheduler that was read. */
    private record Left(Candidates.Candidate candidate, Call call) {}

    /** The call that is the answer; every scheduler that is not part of another is read. */
    Call of(List<Candidates.Candidate> all) {
        Map<String, Candidates.Candidate> holders = new HashMap<>();
        for (Candidates.Candidate candidate : all) {
            candidate.names().forEach(bound -> holders.put(bound.name(), candidate));
        }
        List<Left> left = new ArrayList<>();
        List<Span> overwritten = new ArrayList<>();
        for (int i = all.size() - 1; i >= 0; i--) {
            Candidates.Candidate candidate = all.get(i);
            boolean lives = candidate.names().isEmpty()
                    || candidate.names().stream().anyMatch(bound -> holders.get(bound.name()) == candidate);
            if (scope.isUsed(candidate.chain())) {
                continue;
            } else if (!lives) {
                overwritten.add(candidate.chain().span());
                continue;
            }
            left.add(0, new Left(candidate, read(candidate)));
        }
        Call together = left.size() > 1 ? chained(left) : null;
        if (together != null) {
            remark(left.get(left.size() - 1));
            return together;
        }
        Left last = left.get(left.size() - 1);
        remark(last);
        tell(last, left.subList(0, left.size() - 1), overwritten);
        return last.call();
    }

    private void remark(Left taken) {
        String remark = stepping.remark(taken.candidate(), taken.call(), places);
        if (remark != null) {
            scope.note(remark);
        }
    }

    private Call read(Candidates.Candidate candidate) {
        Call call = new Binding(scope, candidate.match(), candidate.chain(), candidate.line()).call();
        call.plan();
        return call;
    }

    private void tell(Left taken, List<Left> others, List<Span> overwritten) {
        List<Span> aside = new ArrayList<>();
        others.forEach(other -> aside.add(other.candidate().chain().span()));
        String name = taken.call().entry().name();
        String where = places.lines(List.of(taken.candidate().chain().span()));
        if (!aside.isEmpty()) {
            scope.note(name + ", " + where + ", is taken as the last scheduler; "
                    + (aside.size() == 1 ? "that of " : "those of ") + places.lines(aside)
                    + (aside.size() == 1 ? " is" : " are") + " put aside");
        }
        if (!overwritten.isEmpty()) {
            scope.note("what " + places.lines(overwritten) + (overwritten.size() == 1 ? " makes" : " make")
                    + " is replaced later, and is put aside");
        }
    }

    /** Schedulers of one optimizer that are all stepped act together: what torch calls chained. */
    private @Nullable Call chained(List<Left> left) {
        Dialect torch = left.get(0).call().dialect();
        boolean together = torch.name().equals("torch")
                && !scope.registry().entries("torch", "ChainedScheduler").isEmpty()
                && left.stream()
                        .allMatch(one -> one.call().dialect() == torch
                                && one.candidate().names().stream().anyMatch(bound -> stepping.isStepped(bound.name())))
                && left.stream().map(one -> optimizer(one.call())).distinct().count() == 1;
        if (!together) {
            return null;
        }
        checkUnobserving(left);
        List<Expression> names = new ArrayList<>();
        for (Left one : left) {
            String name = "_chained_" + names.size();
            scope.assign(
                    name,
                    new Scope.Term(one.candidate().chain(), one.candidate().line()),
                    Scope.END);
            names.add(new Expression.Name(name, Span.NONE));
        }
        Map<String, Scope.Term> arguments = new LinkedHashMap<>();
        arguments.put("schedulers", new Scope.Term(new Expression.ListOf(names, Span.NONE), Scope.END));
        Left last = left.get(left.size() - 1);
        Call.Place place =
                new Call.Place(last.candidate().chain().span(), last.candidate().line());
        Call call = Call.of(scope, torch, "ChainedScheduler", arguments, place);
        call.plan();
        List<Span> spans =
                left.stream().map(one -> one.candidate().chain().span()).toList();
        scope.note(
                "the schedulers of " + places.lines(spans) + " are all stepped, and act together as ChainedScheduler");
        return call;
    }

    /** Where one follows a metric, what the others do does not go through it alone. */
    private void checkUnobserving(List<Left> left) {
        for (Left one : left) {
            if (!one.call().plan().rules().isEmpty()) {
                List<Span> spans = left.stream()
                        .map(each -> each.candidate().chain().span())
                        .toList();
                throw one.call()
                        .error("the schedulers of " + places.lines(spans) + " are all stepped, and "
                                + one.call().entry().name()
                                + " follows a metric: read it without the others, and put the plans together");
            }
        }
    }

    /** The optimizer of a call, to be compared: the place where it was made, or what is written. */
    private static Object optimizer(Call call) {
        if (call.entry().signature().parameter("optimizer") == null || !call.isGiven("optimizer")) {
            return "";
        }
        Expression made = call.value("optimizer").term().expression();
        return made instanceof Chain chain && chain.span().start() >= 0
                ? (Object) chain.span().start()
                : made.toString();
    }
}
