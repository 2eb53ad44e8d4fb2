package dev.anneal.examples;

import static dev.anneal.Hyperparameter.LEARNING_RATE;
import static dev.anneal.Hyperparameter.MOMENTUM;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.anneal.Horizon;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.dialect.Dialects;
import dev.anneal.dialect.Reading;
import dev.anneal.training.Checkpoint;
import dev.anneal.training.OptimizerSink;
import dev.anneal.training.Resume;
import dev.anneal.training.Scheduler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** A run that PyTorch has begun goes on here: in the middle of a one-cycle, with its weights and its momentum. */
public final class Halfway {

    /** What PyTorch used in an update, the loss that it saw, and the weights that it began with. */
    record Update(double lr, double momentum, double loss, List<Double> weights) {}

    /** Weights with their velocity, which PyTorch calls momentum_buffer. */
    record Tensor(NDArray weights, NDArray velocity) {

        void move(double lr, double momentum) {
            velocity.muli(momentum).addi(weights.getGradient());
            weights.stopGradient().subi(velocity.mul(lr));
            weights.getGradient().muli(0);
        }
    }

    private Halfway() {}

    /**
     * Runs the program.
     *
     * @param args not used
     * @throws IOException if a file cannot be read
     */
    public static void main(String[] args) throws IOException {
        Reading saved = Dialects.understand(text("state.json"), Horizon.UNKNOWN);
        Plan plan = saved.plan();
        System.out.println(saved.taken()); // torch.OneCycleLR
        System.out.println(plan.schedule(LEARNING_RATE, "").orElseThrow());
        // cosine(0.002, 0.05, 59).then(cosine(0.05, 2e-7, 140)).then(linear(2e-7, 6.494101260830984e-6, 1))

        List<Update> theirs = recorded();
        System.out.println(agree(plan, LEARNING_RATE, theirs, Update::lr)); // true
        System.out.println(agree(plan, MOMENTUM, theirs, Update::momentum)); // true

        OptimizerSink optimizer = OptimizerSink.pulling("all");
        Checkpoint checkpoint = saved.checkpoint(Horizon.UNKNOWN, optimizer.groups());
        Scheduler scheduler = Scheduler.resume(plan, checkpoint, optimizer, Resume.EXACT);
        System.out.println(scheduler.step()); // 100
        train(scheduler, theirs);
    }

    /** Before the first update is made here: the plan gives what was recorded over there. */
    private static boolean agree(
            Plan plan, Hyperparameter hyperparameter, List<Update> theirs, ToDoubleFunction<Update> value) {
        double[] ours = new double[theirs.size()];
        plan.schedule(hyperparameter, "").orElseThrow().fill(0, 1, ours);
        boolean agree = true;
        for (int step = 0; step < ours.length; step++) {
            agree &= Math.abs(ours[step] - value.applyAsDouble(theirs.get(step))) < 1e-15;
        }
        return agree;
    }

    private static void train(Scheduler scheduler, List<Update> theirs) throws IOException {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDList saved = NDList.decode(manager, bytes("weights.npz"));
            Tensor weight = new Tensor(saved.get("weight"), saved.get("weight.momentum_buffer"));
            Tensor bias = new Tensor(saved.get("bias"), saved.get("bias.momentum_buffer"));
            weight.weights().setRequiresGradient(true);
            bias.weights().setRequiresGradient(true);

            double losses = 0;
            double weights = 0;
            while (scheduler.step() < 200) {
                Update there = theirs.get((int) scheduler.step());
                weights = Math.max(weights, distance(there, weight, bias));
                losses = Math.max(losses, Math.abs(loss(manager, scheduler.step(), weight, bias) - there.loss()));
                if (scheduler.step() == 101) { // the first update here has been made
                    System.out.println(weights < 1e-15); // true
                }
                double lr = scheduler.value(LEARNING_RATE, "all");
                double momentum = scheduler.value(MOMENTUM, "all");
                weight.move(lr, momentum);
                bias.move(lr, momentum);
                scheduler.advance();
            }
            System.out.println(weights < 1e-12); // true
            System.out.println(losses < 1e-12); // true
        }
    }

    /** How far the weights are from those that the update over there began with. */
    private static double distance(Update there, Tensor weight, Tensor bias) {
        double[] weights = weight.weights().toDoubleArray();
        double furthest =
                Math.abs(bias.weights().toDoubleArray()[0] - there.weights().get(3));
        for (int i = 0; i < weights.length; i++) {
            furthest = Math.max(furthest, Math.abs(weights[i] - there.weights().get(i)));
        }
        return furthest;
    }

    /** The mean squared error of the next eight of 32 rows, and its gradients. */
    private static double loss(NDManager manager, long step, Tensor weight, Tensor bias) {
        double[][] x = new double[8][3];
        double[][] y = new double[8][1];
        for (int row = 0; row < 8; row++) {
            int i = (int) (8 * step + row) % 32;
            for (int j = 0; j < 3; j++) {
                x[row][j] = ((7 * i + 5 * j * j + j) % 17 - 8) / 4.0;
            }
            y[row][0] = x[row][0] - 2 * x[row][1] + 0.5 * x[row][2] + (i % 5 - 2) / 8.0;
        }
        try (GradientCollector tape = manager.getEngine().newGradientCollector()) {
            NDArray predicted =
                    manager.create(x).dot(weight.weights().transpose()).add(bias.weights());
            NDArray loss = predicted.sub(manager.create(y)).square().mean();
            tape.backward(loss);
            return loss.getDouble();
        }
    }

    static List<Update> recorded() throws IOException {
        return text("recorded.csv")
                .lines()
                .skip(2)
                .map(line -> Arrays.stream(line.split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .map(row -> new Update(row[1], row[2], row[3], List.of(row[4], row[5], row[6], row[7])))
                .toList();
    }

    static String text(String name) throws IOException {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Halfway.class.getResourceAsStream("halfway/" + name))) {
            return in.readAllBytes();
        }
    }
}
