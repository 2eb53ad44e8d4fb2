/** Training with PyTorch, by JavaCPP, to copy. */
@NullMarked
package dev.anneal.examples;

import org.jspecify.annotations.NullMarked;
