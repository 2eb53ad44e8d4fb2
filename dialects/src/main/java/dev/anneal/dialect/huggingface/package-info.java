/** Hugging Face's {@code transformers}. */
@NullMarked
package dev.anneal.dialect.huggingface;

import org.jspecify.annotations.NullMarked;
