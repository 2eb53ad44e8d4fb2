/** PaddlePaddle: {@code paddle.optimizer.lr}. */
@NullMarked
package dev.anneal.dialect.paddle;

import org.jspecify.annotations.NullMarked;
