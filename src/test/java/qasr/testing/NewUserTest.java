package qasr.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class NewUserTest {
    @Test
    void hasNoVariableOfTheProgramAndNoSettings() {
        ProcessBuilder builder = NewUser.process("true");
        assertEquals(
                List.of(),
                builder.environment().keySet().stream()
                        .filter(name -> name.startsWith("QASR_"))
                        .toList());
        Path settings = Path.of(builder.environment().get("XDG_CONFIG_HOME"), "qasr");
        assertFalse(Files.exists(settings), settings.toString());
    }

    @Test
    void eachTestOfTheWholeProgramUsesIt() throws IOException {
        try (Stream<Path> tests = Files.walk(Path.of("src/test/java/qasr/cli"))) {
            for (Path test : tests.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(test);
                if (text.contains("\"qasr.cli.Main\"") || text.contains("\"qasr.cli.KilledRun\"")) {
                    assertTrue(text.contains("NewUser.process("), test.toString());
                }
            }
        }
    }
}
