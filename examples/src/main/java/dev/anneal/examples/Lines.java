package dev.anneal.examples;

import dev.anneal.Horizon;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Dialects;
import dev.anneal.dialect.Reading;
import dev.anneal.notation.NotationException;

/** Lines of other frameworks, read as they stand. */
public final class Lines {

    private Lines() {}

    /**
     * Runs the program.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Horizon run = Horizon.parse("lr=0.1 steps=1000");
        Plan plan = Dialects.read("torch.optim.lr_scheduler.StepLR(optimizer, 300, gamma=0.5)", run);
        System.out.println(plan); // lr = exponential(0.1, 0.5, 300).staircase(300)

        Plan pasted = Dialects.read("""
                optimizer = torch.optim.SGD(model.parameters(), lr=0.4, momentum=0.9)
                scheduler = StepLR(optimizer, step_size=30)
                for epoch in range(90):
                    train(model, optimizer)
                    scheduler.step()
                """, Horizon.parse("unit=epoch steps_per_epoch=391"));
        Schedule lr = pasted.schedule(Hyperparameter.LEARNING_RATE, "").orElseThrow();
        System.out.println(lr.at(11_729)); // 0.4
        System.out.println(lr.at(11_730)); // 0.04000000000000001

        Reading reading = Dialects.understand("torch.StepLR(optimizer, 30, verbose=True)", run);
        System.out.println(reading.taken()); // torch.StepLR
        System.out.println(reading.clock()); // STEP
        System.out.println(reading.notes()); // [StepLR: verbose is of another version, and is put aside]

        try {
            Dialects.read("StepLR(optimizer, 30)", Horizon.UNKNOWN);
        } catch (NotationException e) {
            System.out.println(e.getMessage());
            // StepLR needs the optimizer's rate: give --lr
            //   StepLR(optimizer, 30)
            //   ^^^^^^^^^^^^^^^^^^^^^
        }
    }
}
