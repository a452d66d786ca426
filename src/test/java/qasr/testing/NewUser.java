package qasr.testing;

import java.nio.file.Path;
import java.util.List;

/** Prepares processes of a user who has set no option, so that a test does not depend on the settings of the developer. */
public final class NewUser {
    private static final Path NO_FOLDER = Path.of("target/no-settings").toAbsolutePath();

    private NewUser() {}

    /** Returns the process {@code command} without variables of qasr and without a file of settings. */
    public static ProcessBuilder process(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("QASR_"));
        builder.environment().put("XDG_CONFIG_HOME", NO_FOLDER.toString());
        return builder;
    }

    /** As above, for {@code command}'s words. */
    public static ProcessBuilder process(String... command) {
        return process(List.of(command));
    }
}
