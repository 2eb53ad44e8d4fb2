/** Training with the Deep Java Library (DJL) on PyTorch's CPU library. */
@NullMarked
package dev.anneal.djl;

import org.jspecify.annotations.NullMarked;
