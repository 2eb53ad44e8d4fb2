package dev.anneal.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "plot")
final class PlotCommand implements Callable<Integer> {
    PlotCommand(Console console) {
    }
    @Override
    public Integer call() { return 0; }
}
