/** MosaicML Composer: its schedulers. */
@NullMarked
package dev.anneal.dialect.composer;

import org.jspecify.annotations.NullMarked;
