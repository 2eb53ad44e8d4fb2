package dev.anneal.dl4j;

import dev.anneal.lab.NativeLibrary;
import java.util.Properties;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;

/** Brings up DL4J's arrays, or tells what they need. */
final class Natives {

    private Natives() {}

    static Environment load() {
        return NativeLibrary.load(Natives::begin, "DL4J cannot load its native library", Natives::needed);
    }

    private static Environment begin() {
        Nd4j.getExecutioner();
        Environment environment = Nd4j.getEnvironment();
        if (System.getenv("OMP_NUM_THREADS") == null) {
            environment.setMaxThreads(1);
            environment.setMaxMasterThreads(1);
            Nd4j.factory().blas().setMaxThreads(1);
        }
        return environment;
    }

    private static String needed() {
        Properties versions = NativeLibrary.versions(Natives.class);
        return String.format(
                "org.nd4j:nd4j-native:%1$s, the same with the classifier %3$s, and org.bytedeco:openblas:%2$s with the"
                        + " classifier %3$s",
                versions.getProperty("dl4j"), versions.getProperty("openblas"), NativeLibrary.classifier());
    }
}
