package dev.anneal.dialect;

import dev.anneal.notation.Expression;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.Operator;
import dev.anneal.notation.Span;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads YAML 1.2 by its core schema. What aliases stand for counts each time: neither depth nor size can be had for less
 * than they cost.
 */
final class Yaml {

    private static final int LONGEST = 16_000_000;
    private static final int DEEPEST = 200;
    private static final int MOST = 1_000_000;

    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setCodePointLimit(LONGEST).build();

    /** Asked for, a schema makes a new one. */
    private static final ScalarResolver RESOLVER = new CoreSchema().getScalarResolver();

    private static final Pattern DECIMAL = Pattern.compile("(\\.\\d+|\\d+(\\.\\d*)?)([eE][-+]?\\d+)?");
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    private static final Set<Tag> KNOWN = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL);

    /** Readers of the elder YAML take these for numbers. */
    private static final Pattern GROUPED = Pattern.compile("[-+]?\\d{1,3}(_\\d{3})+");

    private final String text;
    private final Map<String, Node> anchors = new HashMap<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private final int @Nullable [] places;
    private int nodes;
    private @Nullable Expression tree;

    Yaml(String text) {
        if (text.length() > LONGEST) {
            throw NotationException.at("", Span.NONE, "text must be at most " + LONGEST + " characters long");
        }
        this.text = text;
        this.places = text.codePointCount(0, text.length()) == text.length() ? null : places(text);
    }

    /** What an anchor stands for, and what it costs. */
    private record Node(Expression expression, int size, int height) {}

    /** A collection that is not closed yet. */
    private static final class Open {
        private final boolean mapping;
        private final int start;
        private final int nodesBefore;
        private final @Nullable String anchor;
        private final List<Expression> items = new ArrayList<>();
        private final List<Expression.DictOf.Entry> entries = new ArrayList<>();
        private final Set<Expression> keys = new HashSet<>();
        private @Nullable Expression key;
        private int height;

        Open(boolean mapping, int start, int nodesBefore, @Nullable String anchor) {
            this.mapping = mapping;
            this.start = start;
            this.nodesBefore = nodesBefore;
            this.anchor = anchor;
        }
    }

    private void put(Open into, Node node) {
        into.height = Math.max(into.height, node.height());
        Expression key = into.key;
        if (!into.mapping) {
            into.items.add(node.expression());
        } else if (key == null) {
            Trees.requireNew(text, into.keys, node.expression());
            into.key = node.expression();
        } else {
            into.entries.add(new Expression.DictOf.Entry(key, node.expression()));
            into.key = null;
        }
    }

    private static int[] places(String text) {
        int[] places = new int[text.codePointCount(0, text.length()) + 1];
        int place = 0;
        for (int i = 0; i < places.length; i++) {
            places[i] = place;
            place += place < text.length() ? Character.charCount(text.codePointAt(place)) : 0;
        }
        return places;
    }

    Expression tree() {
        try {
            ParserImpl events = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text));
            while (events.hasNext()) {
                take(events.next());
            }
        } catch (MarkedYamlEngineException e) {
            int at = place(e.getProblemMark().or(e::getContextMark));
            String context = e.getContext() == null ? "" : " " + e.getContext();
            throw NotationException.at(
                    text, new Span(at, Math.min(at + 1, text.length())), "no YAML" + context + ": " + e.getProblem());
        } catch (YamlEngineException e) {
            throw NotationException.at(text, Span.NONE, "no YAML: " + e.getMessage());
        }
        if (tree == null) {
            throw NotationException.at(text, Span.NONE, "the text says nothing");
        }
        return tree;
    }

    private void take(Event event) {
        Span span = new Span(place(event.getStartMark()), Math.max(place(event.getStartMark()), end(event)));
        if (event instanceof DocumentStartEvent && tree != null) {
            throw NotationException.at(text, span, "another document begins here: give one");
        } else if (event instanceof ScalarEvent scalar) {
            put(new Node(scalar(scalar, span), 1, 1), 1, anchor(scalar));
        } else if (event instanceof AliasEvent alias) {
            Node node = anchors.get(alias.getAlias().getValue());
            if (node == null) {
                throw NotationException.at(text, span, "nothing before this is called so");
            }
            put(node, node.size(), null);
        } else if (event instanceof MappingStartEvent mapping) {
            begin(mapping, mapping.getTag(), span);
        } else if (event instanceof SequenceStartEvent sequence) {
            begin(sequence, sequence.getTag(), span);
        } else if (event.getEventId() == Event.ID.MappingEnd || event.getEventId() == Event.ID.SequenceEnd) {
            end(span);
        }
    }

    private int end(Event event) {
        return place(event.getEndMark());
    }

    private int place(Optional<Mark> mark) {
        int index = mark.map(Mark::getIndex).orElse(0);
        int[] known = places;
        return known == null ? Math.min(index, text.length()) : known[Math.min(index, known.length - 1)];
    }

    private static @Nullable String anchor(NodeEvent event) {
        return event.getAnchor().map(anchor -> anchor.getValue()).orElse(null);
    }

    private void begin(NodeEvent event, Optional<String> tag, Span span) {
        boolean mapping = event instanceof MappingStartEvent;
        Tag own = mapping ? Tag.MAP : Tag.SEQ;
        if (tag.isPresent() && !tag.get().equals(own.getValue()) && !tag.get().equals("!")) {
            throw tagged(tag.get(), span);
        }
        if (open.size() >= DEEPEST) {
            throw NotationException.at(text, span, "nested deeper than " + DEEPEST);
        }
        open.push(new Open(mapping, span.start(), nodes, anchor(event)));
    }

    private NotationException tagged(String tag, Span span) {
        return NotationException.at(text, span, "the tag " + tag + " is none of YAML's own, and is not read");
    }

    private void end(Span last) {
        Open closed = open.pop();
        Expression whole = closed.mapping
                ? new Expression.DictOf(closed.entries, trimmed(closed.start, last))
                : new Expression.ListOf(closed.items, trimmed(closed.start, last));
        put(new Node(whole, nodes - closed.nodesBefore + 1, closed.height + 1), 1, closed.anchor);
    }

    /** A block ends where the next begins; what is shown of it ends with its last word. */
    private Span trimmed(int start, Span last) {
        int end = Math.max(start, last.end());
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return new Span(start, end);
    }

    /** Puts a node where it belongs; one that an alias stands for costs all that is in it. */
    private void put(Node node, int cost, @Nullable String anchor) {
        Span span = node.expression().span();
        nodes += cost;
        if (nodes > MOST) {
            throw NotationException.at(text, span, "more than " + MOST + " parts");
        }
        if (open.size() + node.height() > DEEPEST + 1) {
            throw NotationException.at(text, span, "nested deeper than " + DEEPEST);
        }
        if (anchor != null) {
            anchors.put(anchor, node);
        }
        Open into = open.peek();
        if (into == null) {
            tree = node.expression();
        } else {
            put(into, node);
        }
    }

    private Expression scalar(ScalarEvent scalar, Span span) {
        String value = scalar.getValue();
        String tag = scalar.getTag().orElse(scalar.isPlain() ? "" : "!");
        Tag meant = tag.isEmpty() ? resolved(value) : tag.equals("!") ? Tag.STR : new Tag(tag);
        if (!KNOWN.contains(meant)) {
            throw tagged(tag, span);
        }
        if (meant.equals(Tag.STR) || meant.equals(Tag.INT) || meant.equals(Tag.FLOAT)) {
            boolean grouped = tag.isEmpty() && GROUPED.matcher(value).matches();
            Expression number = meant.equals(Tag.STR) && !grouped ? null : number(value.replace("_", ""), span);
            return number == null ? new Expression.Str(value, span) : number;
        }
        Expression.Constant.Kind kind = meant.equals(Tag.NULL)
                ? Expression.Constant.Kind.NONE
                : value.equalsIgnoreCase("true") ? Expression.Constant.Kind.TRUE : Expression.Constant.Kind.FALSE;
        return new Expression.Constant(kind, span);
    }

    /** What a word without quotes is; one that asks for an environment's variable is a text. */
    private static Tag resolved(String value) {
        Tag tag = RESOLVER.resolve(value, true);
        return KNOWN.contains(tag) ? tag : Tag.STR;
    }

    /** A number of the core schema; null for what its tag only claims to be one. */
    private @Nullable Expression number(String value, Span span) {
        if (value.startsWith("-")) {
            Expression positive = number(value.substring(1), span);
            return positive == null ? null : new Expression.Unary(Operator.NEGATE, positive, span);
        }
        String bare = value.startsWith("+") ? value.substring(1) : value;
        String lower = bare.toLowerCase(Locale.ROOT);
        if (lower.equals(".inf") || lower.equals(".nan")) {
            return new Expression.Name(lower.substring(1), span);
        }
        boolean based = lower.startsWith("0x") || lower.startsWith("0o");
        if (!based && !DECIMAL.matcher(bare).matches()) {
            return null;
        }
        try {
            double number = based
                    ? new BigInteger(bare.substring(2), lower.charAt(1) == 'x' ? 16 : 8).doubleValue()
                    : Double.parseDouble(bare);
            return new Expression.Num(number, based || DIGITS.matcher(bare).matches(), span);
        } catch (IllegalArgumentException e) {
            throw NotationException.at(text, span, "the number is too large for a double");
        }
    }
}
