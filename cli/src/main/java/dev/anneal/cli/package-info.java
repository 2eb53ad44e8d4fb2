/**
 * The {@code anneal} command. {@link dev.anneal.cli.Anneal} is its front door; every command is a class of its own, and all
 * that take a schedule or a plan share one mixin for what is known of the run.
 */
@NullMarked
package dev.anneal.cli;

import org.jspecify.annotations.NullMarked;
