/**
 * Training runs under a plan. A {@link dev.anneal.lab.Trainable} is a model with its data and optimizer, ready to take
 * updates; an {@link dev.anneal.lab.Engine} builds one; a {@link dev.anneal.lab.Run} trains it and leaves a folder of
 * plain files; a {@link dev.anneal.lab.Dataset} is what it learns from.
 */
@NullMarked
package dev.anneal.lab;

import org.jspecify.annotations.NullMarked;
