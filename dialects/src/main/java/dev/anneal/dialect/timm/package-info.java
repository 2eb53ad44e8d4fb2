/** timm: {@code timm.scheduler}. */
@NullMarked
package dev.anneal.dialect.timm;

import org.jspecify.annotations.NullMarked;
