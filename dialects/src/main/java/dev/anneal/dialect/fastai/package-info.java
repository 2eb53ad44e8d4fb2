/** fastai: {@code fastai.callback}. */
@NullMarked
package dev.anneal.dialect.fastai;

import org.jspecify.annotations.NullMarked;
