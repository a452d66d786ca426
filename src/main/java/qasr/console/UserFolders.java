package qasr.console;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The user's folders by the XDG base directory rules: a relative value counts as not set. Without HOME, they are in the folder of
 * Windows for the data of programs, or there may be none at all.
 */
public final class UserFolders {
    private static final String PROGRAM = "qasr";

    private final Environment environment;

    public UserFolders(Environment environment) {
        this.environment = environment;
    }

    /** Returns the folder of models and other things to keep. */
    public Optional<Path> data() {
        return folder("XDG_DATA_HOME", ".local/share");
    }

    /** Returns the folder of settings. */
    public Optional<Path> config() {
        return folder("XDG_CONFIG_HOME", ".config");
    }

    /** Returns the folder of what can be made again. */
    public Optional<Path> cache() {
        return folder("XDG_CACHE_HOME", ".cache");
    }

    private Optional<Path> folder(String variable, String underHome) {
        return absolute(variable)
                .or(() -> absolute("HOME").map(home -> home.resolve(underHome)))
                .or(() -> absolute("LOCALAPPDATA"))
                .or(() -> absolute("USERPROFILE").map(home -> home.resolve(underHome)))
                .map(folder -> folder.resolve(PROGRAM));
    }

    private Optional<Path> absolute(String variable) {
        return environment.variable(variable).map(Path::of).filter(Path::isAbsolute);
    }
}
