@NullMarked
package dev.anneal.dialect.code;

import org.jspecify.annotations.NullMarked;
