/**
 * What tests share: samples of all schedules, the laws that they keep, files of recorded curves, and the contract of adapters,
 * which alone needs JUnit.
 */
module dev.anneal.testkit {
    requires transitive dev.anneal;
    requires static org.jspecify;
    requires static org.junit.jupiter.api;

    exports dev.anneal.testkit;
}
