package dev.anneal;

/** Only there to let the module compile here. */
public enum Scratch {}
