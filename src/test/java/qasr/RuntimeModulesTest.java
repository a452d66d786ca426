package qasr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import qasr.cli.Main;

/** The runtime of the packages has each module of Java that the program's own classes use. */
final class RuntimeModulesTest {
    @Test
    void theRuntimeHasEveryModuleThatTheProgramUses() throws Exception {
        String pom = Files.readString(Path.of("pom.xml"));
        String list = pom.replaceFirst("(?s).*<installer.modules>([^<]*)</installer.modules>.*", "$1");
        Set<String> packed = new TreeSet<>(List.of(list.split(",", -1)));
        assertTrue(packed.contains("java.base"), list);
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElse(null);
        assumeTrue(jdeps != null, "this Java has no jdeps");
        StringWriter found = new StringWriter();
        Path classes = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        int status = jdeps.run(
                new PrintWriter(found, true),
                new PrintWriter(found, true),
                "--ignore-missing-deps",
                "--multi-release",
                "17",
                "-summary",
                classes.toString());
        assertEquals(0, status, found.toString());
        Set<String> missing = new TreeSet<>();
        Arrays.stream(found.toString().split("\\s+", -1))
                .filter(word -> word.matches("(java|jdk)\\.[a-z.]+"))
                .forEach(missing::add);
        assertTrue(missing.contains("java.net.http"), found.toString());
        missing.removeAll(packed);
        assertEquals(Set.of(), missing);
    }

    /** These are found by name only, so that jdeps does not see them. */
    @Test
    void modulesThatAreFoundByNameAreListed() throws Exception {
        String pom = Files.readString(Path.of("pom.xml"));
        Stream.of("jdk.crypto.ec", "jdk.charsets", "jdk.zipfs", "jdk.unsupported")
                .forEach(module ->
                        assertTrue(pom.matches("(?s).*<installer.modules>[^<]*\\b" + module + "\\b.*"), module));
    }
}
