@NullMarked
package dev.anneal.dialect.torch;

import org.jspecify.annotations.NullMarked;
