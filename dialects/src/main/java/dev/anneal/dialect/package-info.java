/**
 * The schedulers of other frameworks, under their own names and with their own parameters.
 *
 * <pre>{@code
 * Horizon run = Horizon.parse("lr=0.1 steps=100");
 * Plan plan = Dialects.read("torch.optim.lr_scheduler.StepLR(optimizer, 30)", run);
 * }</pre>
 *
 * <p>Text is the one way in: a call as it stands in somebody's program, or a pasted block of it. What it means is a
 * {@link dev.anneal.Plan}. Nothing of the text is ever executed. A {@link dev.anneal.dialect.Dialect} is a vocabulary of
 * {@linkplain dev.anneal.dialect.Entry entries}; dialects are found as services.
 */
@NullMarked
package dev.anneal.dialect;

import org.jspecify.annotations.NullMarked;
