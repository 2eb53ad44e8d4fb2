/**
 * The notation as pure syntax: text becomes {@linkplain dev.anneal.notation.Expression expressions}, and expressions
 * become text again. It knows numbers, strings, lists, calls and arithmetic, and nothing about schedules.
 */
@NullMarked
package dev.anneal.notation;

import org.jspecify.annotations.NullMarked;
