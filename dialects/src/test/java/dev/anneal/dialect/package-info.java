@NullMarked
package dev.anneal.dialect;

import org.jspecify.annotations.NullMarked;
