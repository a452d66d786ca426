package qasr.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.engine.Session;
import qasr.hub.HubProxy;

/** {@code qasr config}. */
@CommandLine.Command(
        name = "config",
        description = {
            "Show each option, its value, and where the value was set.",
            "Each line has key, value and origin, separated by tabs. A value in brackets describes a default that cannot be typed."
        },
        footer = {"  qasr config | grep -v 'default$'", "  QASR_FORMAT=srt qasr config --json"})
final class ConfigCommand implements Command {
    private static final String DEFAULT = "default";
    private static final Pattern DEFAULT_IN_HELP = Pattern.compile("\\(default: ([^)]*)\\)");

    /** The value of one option, for all commands or for one command. */
    private record Row(String key, String value, String origin) {}

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Write JSON: the files read, and key, value and origin of each option.")
    private boolean json;

    @Override
    public ExitStatus run(Session session) throws CommandException {
        Settings settings =
                Settings.read(session.environment(), ((QasrCommand) spec.root().userObject()).configFile());
        List<Row> rows = rows(QasrCommand.parser().getCommandSpec(), settings);
        if (json) {
            session.console().result(json(settings, rows) + "\n");
        } else {
            rows.forEach(row -> session.console().result(row.key() + "\t" + row.value() + "\t" + row.origin() + "\n"));
        }
        return ExitStatus.DONE;
    }

    private static List<Row> rows(CommandSpec program, Settings settings) {
        Map<String, Map<String, Row>> byKey = new LinkedHashMap<>();
        OptionKeys.commands(program)
                .forEach(command -> command.options().forEach(option -> {
                    Optional<Setting> setting = settings.of(command, option);
                    List<String> keys = OptionKeys.of(option);
                    if (!keys.isEmpty()
                            && !keys.get(0).equals(OptionKeys.CONFIG)
                            && (!option.hidden() || setting.isPresent())) {
                        String key = keys.get(0);
                        byKey.computeIfAbsent(key, each -> new LinkedHashMap<>())
                                .put(OptionKeys.qualified(command, key), row(key, option, setting));
                    }
                }));
        List<Row> rows = new ArrayList<>();
        byKey.values().forEach(commands -> {
            if (commands.values().stream().distinct().count() == 1) {
                rows.add(commands.values().iterator().next());
            } else {
                commands.forEach((key, row) -> rows.add(new Row(key, row.value(), row.origin())));
            }
        });
        return rows;
    }

    private static Row row(String key, OptionSpec option, Optional<Setting> setting) {
        return new Row(
                key,
                setting.map(set -> shown(key, value(option, set.values()))).orElseGet(() -> standard(option)),
                setting.map(Setting::origin).orElse(DEFAULT));
    }

    /** Returns the value that counts: of an option with one value, the last. */
    private static String value(OptionSpec option, List<String> values) {
        return option.typeInfo().isMultiValue() ? String.join(",", values) : values.get(values.size() - 1);
    }

    /** Returns a value without a password, because users send this list to others. */
    private static String shown(String key, String value) {
        return key.equals("proxy") ? HubProxy.withoutLogin(value) : value;
    }

    /**
     * Returns the default as in help; in brackets if it is not a value that can be typed, such as "(one per
     * processor)".
     */
    private static String standard(OptionSpec option) {
        String value = option.defaultValue();
        if (value != null && !value.isEmpty()) {
            return value;
        }
        if (option.arity().max() == 0) {
            return "false";
        }
        Matcher inHelp = DEFAULT_IN_HELP.matcher(HelpText.summary(option));
        if (!inHelp.find()) {
            return "(none)";
        }
        String said = inHelp.group(1);
        List<String> words = ShellArgument.of(option).words();
        boolean typeable = !said.contains(" ") && (words.isEmpty() || words.containsAll(List.of(said.split(",", -1))));
        return typeable ? said : "(" + said + ")";
    }

    private static String json(Settings settings, List<Row> rows) {
        JsonArray files = new JsonArray();
        settings.files().forEach(file -> files.add(file.toString()));
        JsonArray options = new JsonArray();
        for (Row row : rows) {
            JsonObject option = new JsonObject();
            option.addProperty("key", row.key());
            option.addProperty("value", row.value());
            option.addProperty("origin", row.origin());
            options.add(option);
        }
        JsonObject all = new JsonObject();
        all.add("files", files);
        all.add("options", options);
        return new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .create()
                .toJson(all);
    }
}
