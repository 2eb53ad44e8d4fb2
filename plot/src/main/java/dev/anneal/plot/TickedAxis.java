package dev.anneal.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.axis.ValueTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** An axis of JFreeChart with our ticks and range. */
final class TickedAxis extends NumberAxis {
    private static final long serialVersionUID = 1;

    private final transient List<Tick> ticks;

    TickedAxis(List<Tick> ticks, double low, double high) {
        this.ticks = List.copyOf(ticks);
        setAutoRange(false);
        setRange(low, high);
    }

    @Override
    public List<ValueTick> refreshTicks(Graphics2D paper, AxisState state, Rectangle2D area, RectangleEdge edge) {
        return ticks.stream().map(tick -> placed(tick, edge)).toList();
    }

    private static ValueTick placed(Tick tick, RectangleEdge edge) {
        TextAnchor anchor = RectangleEdge.isTopOrBottom(edge)
                ? TextAnchor.TOP_CENTER
                : RectangleEdge.LEFT.equals(edge) ? TextAnchor.CENTER_RIGHT : TextAnchor.CENTER_LEFT;
        TickType type = tick.label().isEmpty() ? TickType.MINOR : TickType.MAJOR;
        return new NumberTick(type, tick.at(), tick.label(), anchor, anchor, 0);
    }
}
