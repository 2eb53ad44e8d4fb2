/** What tests of engines share: their contract, other processes, and what a plan costs. */
@NullMarked
package dev.anneal.lab.testkit;

import org.jspecify.annotations.NullMarked;
