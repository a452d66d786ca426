package qasr.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import qasr.console.CommandException;
import qasr.console.Environment;
import qasr.console.Usage;
import qasr.console.UserFolders;
import qasr.text.Spelling;

/**
 * The user's settings outside the command line: environment variables, then the file that {@code --config} names, then the
 * user's own file. The first of these that sets an option wins. Within each, a key for one command wins over a key for all
 * commands.
 */
final class Settings {
    private static final String PREFIX = "QASR_";
    private static final String FILE_NAME = "config.properties";

    /** Variables of the launcher, which are not options. */
    private static final Set<String> RESERVED = Set.of("QASR_JAVA_OPTS", CrashReport.VARIABLE);

    private List<String> known = List.of();
    private final List<Path> files = new ArrayList<>();
    private final List<Map<String, Setting>> layers = new ArrayList<>();

    private final Optional<String> home;

    private Settings(Optional<String> home) {
        this.home = home;
    }

    /**
     * Reads all settings.
     *
     * @param named the file that {@code --config} names, if any
     * @throws CommandException if a file cannot be read, or a key names no option; the message suggests the nearest name
     */
    static Settings read(Environment environment, Optional<Path> named) throws CommandException {
        Settings settings = new Settings(environment.variable("HOME"));
        settings.addVariables(environment.variables());
        Optional<Path> config =
                named.or(() -> environment.variable(PREFIX + "CONFIG").map(Path::of));
        if (config.isPresent()) {
            settings.addFile(config.get());
        }
        Optional<Path> own = new UserFolders(environment).config().map(folder -> folder.resolve(FILE_NAME));
        if (own.isPresent() && Files.exists(own.get())) {
            settings.addFile(own.get());
        }
        return settings;
    }

    private void addVariables(Map<String, String> variables) throws CommandException {
        Map<String, Setting> layer = new LinkedHashMap<>();
        for (Map.Entry<String, String> variable : new TreeMap<>(variables).entrySet()) {
            String name = variable.getKey();
            if (!name.startsWith(PREFIX)
                    || RESERVED.contains(name)
                    || variable.getValue().isEmpty()) {
                continue;
            }
            String key = OptionKeys.normal(name.substring(PREFIX.length()));
            if (!isKnown(key, keys())) {
                String nearest = OptionKeys.normal(Spelling.nearest(key, keys()));
                throw Usage.error(
                        name,
                        "no option has this name; did you mean " + PREFIX
                                + nearest.toUpperCase(Locale.ROOT).replace('-', '_') + "?");
            }
            layer.put(key, new Setting(List.of(variable.getValue()), name));
        }
        layers.add(layer);
    }

    private void addFile(Path file) throws CommandException {
        files.add(file);
        Map<String, Setting> layer = new LinkedHashMap<>();
        List<String> keys = keys().stream()
                .filter(key -> !key.equals(OptionKeys.CONFIG) && !key.endsWith("." + OptionKeys.CONFIG))
                .toList();
        for (Map.Entry<String, List<String>> entry : SettingsFile.read(file).entrySet()) {
            String key = OptionKeys.normal(entry.getKey());
            if (!isKnown(key, keys)) {
                throw Usage.error(
                        file.toString(),
                        "unknown key '" + entry.getKey() + "'; did you mean " + Spelling.nearest(key, keys) + "?");
            }
            layer.put(key, new Setting(entry.getValue(), file.toString()));
        }
        layers.add(layer);
    }

    /** Returns the keys of all options; most runs have no settings and do not need them. */
    private List<String> keys() {
        if (known.isEmpty()) {
            known = OptionKeys.all(QasrCommand.parser().getCommandSpec());
        }
        return known;
    }

    private static boolean isKnown(String key, List<String> keys) {
        return keys.stream().anyMatch(known -> OptionKeys.normal(known).equals(key));
    }

    /** Returns the files that were read, in order of priority. */
    List<Path> files() {
        return List.copyOf(files);
    }

    /** Returns whether nothing is set. */
    boolean isEmpty() {
        return layers.stream().allMatch(Map::isEmpty);
    }

    /** Returns the setting of {@code option} of {@code command}. */
    Optional<Setting> of(CommandSpec command, OptionSpec option) {
        for (Map<String, Setting> layer : layers) {
            for (String key : OptionKeys.of(option)) {
                Setting own = layer.get(OptionKeys.normal(OptionKeys.qualified(command, key)));
                if (own != null) {
                    return Optional.of(own.below(home, option));
                }
            }
            for (String key : OptionKeys.common(command, option)) {
                Setting common = layer.get(OptionKeys.normal(key));
                if (common != null) {
                    return Optional.of(common.below(home, option));
                }
            }
        }
        return Optional.empty();
    }
}
