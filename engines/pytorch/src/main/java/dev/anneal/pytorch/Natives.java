package dev.anneal.pytorch;

import dev.anneal.lab.EngineException;
import dev.anneal.lab.NativeLibrary;
import java.util.Properties;
import org.bytedeco.pytorch.global.torch;

/** Brings up PyTorch, or tells what it needs. */
final class Natives {

    /** Of DJL's engine, which loads another PyTorch into the process. */
    private static final String OTHER = "/ai/djl/pytorch/engine/PtEngine.class";

    private Natives() {}

    /** Returns the number of threads. */
    static int load() {
        if (Natives.class.getResource(OTHER) != null) {
            throw new EngineException(
                    "the class path must hold one PyTorch, got that of DJL, ai.djl.pytorch:pytorch-engine,"
                            + " beside that of JavaCPP");
        }
        return NativeLibrary.load(Natives::begin, "PyTorch cannot be loaded", Natives::needed);
    }

    private static int begin() {
        if (torch.get_num_threads() > 1 && System.getenv("OMP_NUM_THREADS") == null) {
            torch.set_num_threads(1);
        }
        return torch.get_num_threads();
    }

    private static String needed() {
        Properties versions = NativeLibrary.versions(Natives.class);
        return String.format(
                "org.bytedeco:pytorch:%s, org.bytedeco:openblas:%s and org.bytedeco:javacpp:%s, each with the classifier %s",
                versions.getProperty("pytorch"),
                versions.getProperty("openblas"),
                versions.getProperty("javacpp"),
                NativeLibrary.classifier());
    }
}
