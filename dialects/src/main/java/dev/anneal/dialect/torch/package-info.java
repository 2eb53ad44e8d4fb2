/** PyTorch: {@code torch.optim.lr_scheduler}. */
@NullMarked
package dev.anneal.dialect.torch;

import org.jspecify.annotations.NullMarked;
