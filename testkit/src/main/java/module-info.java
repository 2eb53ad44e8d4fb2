/** What tests of schedules share: samples of all of them, the laws that they keep, and files of recorded curves. */
module dev.anneal.testkit {
    requires transitive dev.anneal;
    requires static org.jspecify;

    exports dev.anneal.testkit;
}
