package dev.anneal.dl4j;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleConsumer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaBelief;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/** Lets the layers of a network ask {@link LiveValues}. Weights and what the updaters have gathered stay as they are. */
final class Attachment {

    private final Plan plan;
    private final LayerGroups groups;
    private final LiveValues values;
    private final IdentityHashMap<IUpdater, Integer> inPlace = new IdentityHashMap<>();
    private final List<Runnable> changes = new ArrayList<>();

    /** Refuses a plan that the layers cannot follow, and changes nothing yet. */
    Attachment(Plan plan, LayerGroups groups, LiveValues values) {
        this.plan = plan;
        this.groups = groups;
        this.values = values;
        groups.members().forEach(this::prepare);
    }

    /** Changes the layers. */
    void attach() {
        changes.forEach(Runnable::run);
        refresh();
    }

    private void prepare(LayerGroups.Member member) {
        int group = groups.groupOf(member);
        if (member.layer().getConfig() instanceof BaseLayer layer) {
            // DL4J shares updaters between layers if its users do
            IUpdater weights = follow(layer.getIUpdater().clone(), member, group);
            IUpdater biases = layer.getBiasUpdater() == null
                    ? null
                    : follow(layer.getBiasUpdater().clone(), member, group);
            changes.add(() -> {
                layer.setIUpdater(weights);
                layer.setBiasUpdater(biases);
            });
        } else {
            Set<IUpdater> updaters = Collections.newSetFromMap(new IdentityHashMap<>());
            for (String parameter : member.parameters()) {
                updaters.add(member.layer().getConfig().getUpdaterByParam(parameter));
            }
            for (IUpdater updater : updaters) {
                Integer other = inPlace.put(updater, group);
                if (other != null && other != group) {
                    throw new IllegalArgumentException("vertex " + member.name()
                            + " must have an updater of its own, got one that group "
                            + groups.names().get(other) + " has too; set it in the vertex");
                }
                follow(updater.clone(), member, group); // refuses
                changes.add(() -> follow(updater, member, group));
            }
        }
        if (sets(Hyperparameter.WEIGHT_DECAY, group)) {
            changes.add(decaying(member, group));
        }
    }

    private boolean sets(Hyperparameter hyperparameter, int group) {
        return plan.schedule(hyperparameter, groups.names().get(group)).isPresent();
    }

    private IUpdater follow(IUpdater updater, LayerGroups.Member member, int group) {
        if (!updater.hasLearningRate()) {
            return updater;
        }
        updater.setLrAndSchedule(Double.NaN, values.schedule(Hyperparameter.LEARNING_RATE, group));
        if (sets(Hyperparameter.MOMENTUM, group)) {
            LiveValue momentum = values.schedule(Hyperparameter.MOMENTUM, group);
            if (updater instanceof HeavyBall heavyBall) {
                heavyBall.follow(momentum);
            } else if (updater instanceof Nesterovs nesterovs) {
                nesterovs.setMomentumISchedule(momentum);
            } else {
                throw refused(Hyperparameter.MOMENTUM, "an updater HeavyBall or Nesterovs", member, updater);
            }
        }
        for (Hyperparameter beta : List.of(Hyperparameter.BETA1, Hyperparameter.BETA2)) {
            if (sets(beta, group)) {
                DoubleConsumer setter = setter(updater, beta.equals(Hyperparameter.BETA1));
                if (setter == null) {
                    throw refused(beta, "an updater of Adam's family", member, updater);
                }
                values.push(beta, group, setter);
            }
        }
        return updater;
    }

    /** Betas are numbers of the configuration, which the updater reads at every update. */
    private static @Nullable DoubleConsumer setter(IUpdater updater, boolean first) {
        if (updater instanceof Adam adam) {
            return first ? adam::setBeta1 : adam::setBeta2;
        } else if (updater instanceof AMSGrad amsGrad) {
            return first ? amsGrad::setBeta1 : amsGrad::setBeta2;
        } else if (updater instanceof AdaMax adaMax) {
            return first ? adaMax::setBeta1 : adaMax::setBeta2;
        } else if (updater instanceof Nadam nadam) {
            return first ? nadam::setBeta1 : nadam::setBeta2;
        } else if (updater instanceof AdaBelief adaBelief) {
            return first ? adaBelief::setBeta1 : adaBelief::setBeta2;
        }
        return null;
    }

    private static IllegalArgumentException refused(
            Hyperparameter hyperparameter, String needed, LayerGroups.Member member, Object received) {
        return new IllegalArgumentException("layer " + member.name() + " must have " + needed + " to follow "
                + hyperparameter + ", got " + received);
    }

    /** The coefficient of the decay that the layer has, of whichever kind; DL4J may have registered it twice. */
    private Runnable decaying(LayerGroups.Member member, int group) {
        LiveValue decay = values.schedule(Hyperparameter.WEIGHT_DECAY, group);
        if (member.layer().getConfig() instanceof BaseLayer layer) {
            List<Regularization> weights = decayed(layer.getRegularization(), decay);
            List<Regularization> biases = decayed(layer.getRegularizationBias(), decay);
            if (!weights.equals(orEmpty(layer.getRegularization()))
                    || !biases.equals(orEmpty(layer.getRegularizationBias()))) {
                return () -> {
                    layer.setRegularization(weights);
                    layer.setRegularizationBias(biases);
                };
            }
        }
        throw refused(
                Hyperparameter.WEIGHT_DECAY,
                "l2 or weightDecay, whose coefficient the plan then sets,",
                member,
                "neither");
    }

    private static List<Regularization> orEmpty(@Nullable List<Regularization> present) {
        return present == null ? List.of() : present;
    }

    private static List<Regularization> decayed(@Nullable List<Regularization> present, LiveValue decay) {
        List<Regularization> all = new ArrayList<>();
        for (Regularization each : orEmpty(present)) {
            Regularization following = each instanceof L2Regularization
                    ? new L2Regularization(decay)
                    : each instanceof WeightDecay old ? new WeightDecay(decay, old.isApplyLR()) : each;
            if (!all.contains(following)) {
                all.add(following);
            }
        }
        return all;
    }

    /**
     * DL4J updates neighbours with equal updaters together. It does so anew, and rearranges what the updaters have gathered, when
     * a learning rate is set.
     */
    private void refresh() {
        for (LayerGroups.Member member : groups.members()) {
            if (member.layer().getConfig() instanceof BaseLayer layer
                    && layer.getIUpdater().hasLearningRate()) {
                LiveValue rate = values.schedule(Hyperparameter.LEARNING_RATE, groups.groupOf(member));
                if (groups.network() instanceof MultiLayerNetwork network && network.getUpdater(false) != null) {
                    network.setLearningRate(member.index(), rate);
                } else if (groups.network() instanceof ComputationGraph graph && graph.getUpdater(false) != null) {
                    graph.setLearningRate(member.name(), rate);
                }
                return;
            }
        }
    }
}
