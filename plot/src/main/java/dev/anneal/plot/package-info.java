/**
 * Figures of schedules and of runs: for the terminal, as PNG and SVG, and as one self-contained HTML page.
 *
 * <p>{@link dev.anneal.plot.Figure} is one picture, {@link dev.anneal.plot.Report} a page of several with tables and text,
 * {@link dev.anneal.plot.Columns} a file of recorded values.
 */
@NullMarked
package dev.anneal.plot;

import org.jspecify.annotations.NullMarked;
