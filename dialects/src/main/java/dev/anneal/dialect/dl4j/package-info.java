/** DL4J: {@code org.nd4j.linalg.schedule}. */
@NullMarked
package dev.anneal.dialect.dl4j;

import org.jspecify.annotations.NullMarked;
