/** Training with PyTorch's C++ library, by the bindings of JavaCPP. */
@NullMarked
package dev.anneal.pytorch;

import org.jspecify.annotations.NullMarked;
