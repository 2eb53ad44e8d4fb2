package dev.anneal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.dialect.FilesOfFrameworks.Written;
import dev.anneal.notation.NotationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in which frameworks keep settings of a run. */
class ConfigFilesTest {

    private static final Horizon KNOWN = Horizon.parse("lr=0.1 steps=100");

    private static final String DEEPSPEED = """
            {
              "train_batch_size": 64,
              "train_micro_batch_size_per_gpu": 4,
              "gradient_accumulation_steps": 2,
              "optimizer": {"type": "AdamW", "params": {"lr": 3e-4, "betas": [0.8, 0.95], "weight_decay": 0.1}},
              "scheduler": {"type": "WarmupDecayLR", "params": {"warmup_num_steps": 20, "total_num_steps": 200, "warmup_max_lr": 0.1}}
            }
            """;

    static Stream<Written> keras() {
        return FilesOfFrameworks.table("keras.tsv");
    }

    static Stream<Written> exact() {
        return Stream.concat(FilesOfFrameworks.table("arguments.tsv"), FilesOfFrameworks.table("dl4j.tsv"));
    }

    private static Reading read(String text) {
        return Dialects.understand(text, KNOWN);
    }

    @ParameterizedTest
    @MethodSource("keras")
    void whatKerasHasWrittenGivesItsRates(Written file) {
        assertThat(file.disagreement(Dialects.understand(file.text(), file.run()), 2e-5))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("exact")
    void whatFrameworksHaveWrittenGivesTheirRates(Written file) {
        assertThat(file.disagreement(Dialects.understand(file.text(), file.run()), 1e-9))
                .isEmpty();
    }

    @Test
    void aModelOfKerasHasTheScheduleOfItsOptimizer() {
        Reading reading = read(FilesOfFrameworks.text("keras_model.json"));

        assertThat(reading.taken()).isEqualTo("keras.ExponentialDecay");
        assertThat(reading.plan()).hasToString("lr = exponential(0.1, 0.5, 100)");
        assertThat(reading.facts()).containsEntry("optimizer", "Adam").containsEntry("beta1", "0.9");
    }

    @Test
    void aConstantRateAndAnOldDecayAreRead() {
        String old = "{'class_name': 'SGD', 'config': {'lr': 0.5, 'decay': 0.01, 'momentum': 0.9}}";

        assertThat(Dialects.understand(old, Horizon.UNKNOWN).plan()).hasToString("lr = inverseTime(0.5, 0.01)");
        assertThat(Dialects.understand(old.replace("0.01", "0.0"), Horizon.UNKNOWN)
                        .plan())
                .hasToString("lr = constant(0.5)");
    }

    @Test
    void aClassOfTheProgramsOwnIsRefusedByName() {
        String own = "{\"class_name\": \"WarmUp\", \"registered_name\": \"my>WarmUp\", "
                + "\"config\": {\"initial_learning_rate\": 0.1}}";

        assertThatThrownBy(() -> read(own))
                .isInstanceOf(NotationException.class)
                .hasMessageContaining("\"WarmUp\"")
                .hasMessageContaining("a class of the program's own");
    }

    @Test
    void aConfigOfDeepSpeedTellsTheBatchesToo() {
        Reading reading = Dialects.understand(DEEPSPEED, Horizon.UNKNOWN);

        assertThat(reading.taken()).isEqualTo("deepspeed.WarmupDecayLR");
        assertThat(reading.facts())
                .containsEntry("batch", "4")
                .containsEntry("accumulation", "2")
                .containsEntry("workers", "8")
                .containsEntry("lr", "3e-4")
                .containsEntry("beta1", "0.8");
        assertThat(reading.known(Horizon.parse("samples=6400 epochs=1")).steps())
                .hasValue(100);
    }

    @Test
    void deepSpeedsOwnNamesComeBeforeThoseOfTorch() {
        String own = "deepspeed.{\"type\": \"OneCycle\", \"params\": {\"cycle_min_lr\": 0.01, \"cycle_max_lr\": 0.1}}";
        String torch = "{\"type\": \"StepLR\", \"params\": {\"step_size\": 10, \"gamma\": 0.5}}";

        assertThat(read(own).taken()).isEqualTo("deepspeed.OneCycle");
        assertThat(read(torch).plan()).hasToString("lr = exponential(0.1, 0.5, 10).staircase(10)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"total_num_steps\": 200 | \"total_num_steps\": \"auto\" | give --steps",
                "\"warmup_max_lr\": 0.1 | \"warmup_max_lr\": \"auto\" | give --lr",
                "\"warmup_num_steps\": 20 | \"warmup_num_steps\": \"auto\" | give --context warmup_num_steps=NUMBER",
                "\"warmup_num_steps\": 20 | \"warmup_num_stps\": 20 | did you mean 'warmup_num_steps'",
                "\"WarmupDecayLR\" | \"WarmupDekayLR\" | did you mean 'WarmupDecayLR'",
                "\"train_batch_size\": 64 | \"train_batch_size\": 60 | must be a multiple of",
            })
    void whatDeepSpeedLeavesOpenIsAskedFor(String written, String changed, String answer) {
        String text = DEEPSPEED.replace(written, changed).replace("\"lr\": 3e-4, ", "");

        assertThatThrownBy(() -> Dialects.understand(text, Horizon.UNKNOWN))
                .isInstanceOf(NotationException.class)
                .hasMessageContaining(answer)
                .hasMessageContaining("line ")
                .hasMessageContaining("^");
    }

    @Test
    void whatTheUserSaysCountsForMoreThanTheFile() {
        String text = "{\"type\": \"AdamW\", \"params\": {\"lr\": 0.5}}";
        Reading reading = Dialects.understand("{\"optimizer\": " + text + "}", Horizon.parse("lr=0.1"));

        assertThat(reading.plan()).hasToString("lr = constant(0.1)");
        assertThat(reading.notes()).contains("lr is 0.5 in the text; 0.1, which is given, is taken");
        assertThat(reading.facts()).doesNotContainKey("lr");
    }

    @Test
    void pastedArgumentsMeanWhatTheirFileMeans() {
        String pasted = """
                from transformers import TrainingArguments
                args = TrainingArguments(output_dir='out', lr_scheduler_type='cosine', warmup_ratio=0.1,
                    learning_rate=1e-3, num_train_epochs=3, per_device_train_batch_size=16, save_strategy='epoch')""";
        String file = "{\"lr_scheduler_type\": \"cosine\", \"warmup_steps\": 0.1, \"learning_rate\": 1e-3, "
                + "\"num_train_epochs\": 3, \"per_device_train_batch_size\": 16}";
        Horizon run = Horizon.parse("samples=1600");

        assertThat(Dialects.understand(pasted, run).plan())
                .isEqualTo(Dialects.understand(file, run).plan())
                .hasToString(
                        "lr = linear(0, 0.001, 30).then(cosine(0.001, 0, 270).then(cosine(0, 0.001, 270)).repeat())");
    }

    @Test
    void whatTransformersWritesIsReadWhole() {
        Reading reading = Dialects.understand(
                FilesOfFrameworks.text("training_args.json"), Horizon.parse("samples=1000 workers=2"));

        assertThat(reading.facts()).containsEntry("epochs", "3").containsEntry("batch", "8");
        assertThat(reading.plan().toString()).startsWith("lr = linear(0, 5e-5, 19).then(cosine(5e-5, 1e-6, 170)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'lr_scheduler_type': 'cosine', 'learnin_rate': 0.1} | learnin_rate must be called learning_rate",
                "{'lr_scheduler_type': 'cosin', 'max_steps': 10} | must be one of 'linear', 'cosine'",
                "{'lr_scheduler_type': 'cosine'} | give --samples, --steps-per-epoch or --steps",
                "{'lr_scheduler_type': 'cosine', 'max_steps': 10, 'warmup_ratio': 2} | warmup_ratio must be",
                "{'lr_scheduler_type': 'cosine', 'learning_rate': 'high'} | learning_rate must be a number",
            })
    void slipsInTrainingArgumentsAreTold(String text, String answer) {
        assertThatThrownBy(() -> Dialects.understand(text, Horizon.UNKNOWN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(answer);
    }

    @Test
    void aRunOfComposerIsRead() {
        Reading reading = Dialects.understand(FilesOfFrameworks.text("composer.yaml"), Horizon.UNKNOWN);

        assertThat(reading.taken()).isEqualTo("composer.Trainer");
        assertThat(reading.facts())
                .containsEntry("steps", "4800")
                .containsEntry("batch", "256")
                .containsEntry("lr", "6e-4");
        assertThat(reading.plan())
                .hasToString(
                        "lr = hold(0, 1).then(linear(0, 6e-4, 100)).then(cosine(6e-4, 5.9999999999999995e-5, 4700))");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max_duration: ${length}ba\\nlength: 40\\nscheduler: {name: constant}\\noptimizer: {name: sgd, lr: 0.1} | 40",
                "max_duration: ${a.b}\\na: {b: '${c}', x: 1}\\nc: 7ba\\nschedulers:\\n- constant: {}\\noptimizer: {sgd: {lr: 1}} | 7",
            })
    void variablesOfTheFileAreResolved(String text, String steps) {
        assertThat(Dialects.understand(text.replace("\\n", "\n"), Horizon.UNKNOWN)
                        .facts())
                .containsEntry("steps", steps);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${a}", "${oc.env:LENGTH}ba", "${max_duration}"})
    void variablesThatNothingTellsAreAskedFor(String duration) {
        String text = "max_duration: " + duration + "\nscheduler: {name: constant}\noptimizer: {name: sgd, lr: 0.1}\n";

        assertThatThrownBy(() -> Dialects.understand(text, Horizon.UNKNOWN))
                .isInstanceOf(NotationException.class)
                .hasMessageContaining("max_duration must");
    }

    @Test
    void configurationsOfMmengineNeedNoPython() {
        String yaml = """
                optim_wrapper: {optimizer: {type: SGD, lr: 0.02, momentum: 0.9}}
                train_cfg: {type: EpochBasedTrainLoop, max_epochs: 12}
                param_scheduler:
                - {type: LinearLR, start_factor: 0.001, by_epoch: false, begin: 0, end: 500}
                - {type: MultiStepLR, by_epoch: true, milestones: [8, 11], gamma: 0.1}""";
        Horizon run = Horizon.parse("steps_per_epoch=1000");

        assertThat(Dialects.understand(yaml, run).plan())
                .isEqualTo(Dialects.understand(
                                "train_cfg = dict(type='EpochBasedTrainLoop', max_epochs=12)\n"
                                        + "optim_wrapper = dict(optimizer=dict(type='SGD', lr=0.02, momentum=0.9))\n"
                                        + "param_scheduler = [dict(type='LinearLR', start_factor=0.001, by_epoch=False, begin=0, "
                                        + "end=500), dict(type='MultiStepLR', by_epoch=True, milestones=[8, 11], gamma=0.1)]\n",
                                run)
                        .plan());
        assertThat(read("[{\"type\": \"ExponentialLR\", \"gamma\": 0.9}]").taken())
                .isEqualTo("mmengine.param_scheduler");
    }

    @Test
    void layersOfDl4jThatFollowTheSameAreOneLine() {
        assertThat(read(FilesOfFrameworks.text("dl4j_net_shared.json")).plan())
                .hasToString("lr = exponential(0.1, 0.5, 30).staircase(30)\nmomentum = exponential(0.9, 0.999)");
        Reading mixed = read(FilesOfFrameworks.text("dl4j_net_mixed.json"));
        assertThat(mixed.plan()).hasToString("lr = constant(0.001)");
        assertThat(mixed.notes()).contains("layer3 is frozen: its updater is left aside");
    }

    @Test
    void layersOfDl4jThatDifferAreParameterGroups() {
        Plan plan = Dialects.understand(
                        FilesOfFrameworks.text("dl4j_net_groups.json"), Horizon.parse("steps_per_epoch=10"))
                .plan();

        assertThat(plan).hasToString("""
                lr = constant(0.2)
                lr[first] = exponential(0.1, 0.5, 30).staircase(30)
                lr[layer1] = constant(0.01)
                lr[layer2] = exponential(0.1, 0.97).staircase(1).stretched(10)
                lr["layer2.bias"] = constant(0.05)""");
        assertThat(read(FilesOfFrameworks.text("dl4j_graph.json")).plan().toString())
                .contains("lr[b] = constant(0.5)");
    }

    @Test
    void aSavedNetworkStandsWhereItsCountsSay() {
        String saved = FilesOfFrameworks.text("dl4j_net_shared.json")
                .replaceAll("\"iterationCount\": 0", "\"iterationCount\": 120");
        Position position = read(saved).position();

        assertThat(position).isNotNull();
        assertThat(position.time()).isEqualTo(120);
    }

    @Test
    void whatDl4jDoesNotWriteIsTold() {
        assertThatThrownBy(() -> read(FilesOfFrameworks.text("dl4j_RampSchedule.json")))
                .isInstanceOf(NotationException.class)
                .hasMessageContaining("DL4J does not write what a RampSchedule is made of");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"lr\": 0.1} | no config file that is known here, with the keys \"lr\"; ",
                "[1, 2] | no config file that is known here, but a list; ",
                "deepspeed.{\"lr\": 0.1} | ; a config of DeepSpeed has a scheduler",
                "smile.{\"lr\": 0.1} | smile has no config files",
                "{\"type\": \"StepLR\",, \"params\": {}} | expected an expression, found ','",
                "{\"type\": \"StepLR\", \"type\": \"StepLR\", \"params\": {}} | the key \"type\" stands twice",
                "a: 1\\nb: [1, | no YAML",
                "a: 1\\na: 2 | the key \"a\" stands twice",
                "a: 1\\nb: *c | nothing before this is called so",
                "a: 1\\nb: !!python/object:x {} | is none of YAML's own",
                "a: 1\\n---\\nb: 2 | another document begins here",
                "model:\\n  rate: 0.1 | no config file that is known here, with the keys \"model\"; ",
            })
    void whatIsNoFileThatIsKnownSaysWhatWasTried(String text, String answer) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
                .isInstanceOf(NotationException.class)
                .hasMessageContaining(answer);
    }

    @Test
    void aProgramWhoseFirstLineLooksLikeYamlIsAProgram() {
        assertThat(read("rate: float = 0.2\nsched = StepLR(optimizer, step_size=30)\n")
                        .taken())
                .isEqualTo("torch.StepLR");
    }

    @Test
    void yamlSaysWhatItsCoreSchemaSays() {
        assertThat(new Yaml(
                                "{a: 0x1F, b: 0o17, c: -.5e-3, d: .inf, e: ~, f: TRUE, g: '1', h: 1_000, i: [yes, &x 2, *x]}")
                        .tree())
                .hasToString("{\"a\": 31, \"b\": 15, \"c\": -5e-4, \"d\": inf, \"e\": None, \"f\": True, \"g\": \"1\", "
                        + "\"h\": 1000, \"i\": [\"yes\", 2, 2]}");
    }

    @Test
    void placesOfYamlAreThoseOfTheText() {
        String text =
                "name: \"\uD83D\uDE00\uD83D\uDE00\"\nscheduler: {name: constant}\noptimizer: {name: sgd, lr: high}\nmax_duration: 3x";

        assertThatThrownBy(() -> Dialects.understand(text, Horizon.UNKNOWN))
                .isInstanceOfSatisfying(
                        NotationException.class,
                        e -> assertThat(text.substring(
                                        e.span().start(), e.span().end()))
                                .isEqualTo("3x"));
    }
}
