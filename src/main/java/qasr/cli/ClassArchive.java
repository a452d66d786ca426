package qasr.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The archive of classes that the launcher has made, which the JVM reads instead of jars. */
final class ClassArchive {
    /** Set by the launcher, if there is one and the user gave the JVM no options. */
    private static final String PROPERTY = "qasr.archive";

    private ClassArchive() {}

    /** Removes it if this JVM does not use it, so that the launcher makes another: it is for another build or JVM. */
    static void removeIfRefused() {
        String file = System.getProperty(PROPERTY, "");
        if (file.isEmpty() || System.getProperty("java.vm.info", "sharing").contains("sharing")) {
            return;
        }
        try {
            Files.deleteIfExists(Path.of(file));
        } catch (IOException e) {
            // It costs a quarter of a second to have it there, and that is all.
        }
    }
}
