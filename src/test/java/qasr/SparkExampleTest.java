package qasr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Tests that the classes exist and are public that {@code examples/spark} uses. It has a build of its own, which this one does
 * not run, because it needs Spark.
 */
final class SparkExampleTest {
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (qasr\\.[\\w.]+);$");

    @Test
    void whatTheSparkJobImportsIsPublic() throws IOException {
        Set<String> imported = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("examples", "spark", "src"))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                IMPORT.matcher(Files.readString(file))
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .forEach(imported::add);
            }
        }
        assertFalse(imported.isEmpty());
        Set<String> missing = new TreeSet<>(imported);
        missing.removeIf(SparkExampleTest::isPublic);
        assertEquals(Set.of(), missing, "used by examples/spark");
    }

    private static boolean isPublic(String name) {
        try {
            return Modifier.isPublic(Class.forName(name, false, SparkExampleTest.class.getClassLoader())
                    .getModifiers());
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
