@NullMarked
package dev.anneal.cli;

import org.jspecify.annotations.NullMarked;
