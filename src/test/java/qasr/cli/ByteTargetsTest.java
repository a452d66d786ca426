package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.console.ExitStatus;
import qasr.testing.Property;

/** A short version of {@code -Pfuzz}: damaged files of all kinds cause an error message, never an exception. */
final class ByteTargetsTest {
    private static final int CASES = 5;

    @Test
    void validFilesAreRead(@TempDir Path folder) throws Exception {
        ByteTargets targets = new ByteTargets(folder);
        for (String name : targets.names()) {
            byte[] sound = targets.seeds(name).get(0);
            int expected = name.matches("model .*|part .*|journal")
                    ? ByteTargets.NOT_RUN
                    : name.equals("list of names")
                            ? ExitStatus.SOME_FAILED.code()
                            : name.equals("patterns") ? ExitStatus.USAGE.code() : ExitStatus.DONE.code();
            assertEquals(expected, targets.read(name, sound), name);
        }
    }

    @Test
    void damagedFilesAreRefusedWithAMessage(@TempDir Path folder) throws Exception {
        ByteTargets targets = new ByteTargets(folder);
        Property.forAll(CASES, random -> {
            long number = random.nextInt(1 << 30);
            for (String name : targets.names()) {
                targets.check(name, 0, number);
            }
        });
    }
}
