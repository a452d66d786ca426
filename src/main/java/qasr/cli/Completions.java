package qasr.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What shells complete, made from the options. bash's is picocli's own. */
enum Completions {
    BASH {
        @Override
        String of(CommandLine parser) {
            return AutoComplete.bash(parser.getCommandName(), parser);
        }
    },
    ZSH {
        @Override
        String of(CommandLine parser) {
            String program = parser.getCommandName();
            StringBuilder script = new StringBuilder("#compdef " + program + "\n# Made from the program's options.\n");
            zsh(parser.getCommandSpec(), "_" + program, script);
            return script.append("\nif [ \"$funcstack[1]\" = \"_" + program + "\" ]; then\n    _" + program
                            + " \"$@\"\nelse\n    compdef _" + program + " " + program + "\nfi\n")
                    .toString();
        }
    },
    FISH {
        @Override
        String of(CommandLine parser) {
            StringBuilder script = new StringBuilder("# Made from the program's options.\n");
            fish(parser.getCommandSpec(), List.of(), script);
            return script.toString();
        }
    };

    /** Returns the script that teaches the shell the command line of {@code parser}. */
    abstract String of(CommandLine parser);

    private static void zsh(CommandSpec command, String function, StringBuilder script) {
        List<CommandSpec> children = children(command);
        script.append("\n").append(function).append("() {\n");
        if (!children.isEmpty()) {
            script.append("    local curcontext=\"$curcontext\" state line\n");
        }
        script.append("    _arguments ").append(children.isEmpty() ? "-s -S" : "-C");
        for (OptionSpec option : options(command)) {
            script.append(" \\\n        ").append(zshOption(option));
        }
        if (children.isEmpty()) {
            command.positionalParameters().stream().limit(1).forEach(parameter -> {
                List<String> words = candidates(parameter);
                script.append(" \\\n        '*:" + quotedInColons(parameter.paramLabel()) + ":"
                        + (words.isEmpty() ? "_files" : "(" + String.join(" ", words) + ")") + "'");
            });
            script.append("\n}\n");
            return;
        }
        String names = children.stream()
                .map(child -> "'" + child.name() + ":" + quotedInColons(summary(child)) + "'")
                .collect(Collectors.joining(" "));
        script.append(" \\\n        '1:command:->command' \\\n        '*::argument:->argument'\n");
        script.append("    case $state in\n        command)\n            local -a commands\n            commands=(")
                .append(names)
                .append(")\n            _describe command commands\n            ;;\n")
                .append("        argument)\n            case $line[1] in\n");
        for (CommandSpec child : children) {
            script.append("                " + child.name() + ") " + function + "_" + child.name() + " ;;\n");
        }
        script.append("            esac\n            ;;\n    esac\n}\n");
        children.forEach(child -> zsh(child, function + "_" + child.name(), script));
    }

    private static String zshOption(OptionSpec option) {
        boolean valued = option.arity().max() > 0;
        List<String> names = Arrays.stream(option.names())
                .map(name -> valued ? name + (name.startsWith("--") ? "=" : "+") : name)
                .toList();
        String exclusive = option.isMultiValue() ? "'*'" : "'(" + String.join(" ", option.names()) + ")'";
        String written = names.size() == 1 ? names.get(0) : "{" + String.join(",", names) + "}";
        String value =
                option.arity().max() == 0 ? "" : ":" + quotedInColons(option.paramLabel()) + ":" + values(option);
        return exclusive + written + "'["
                + quotedInColons(summary(option)).replace("[", "\\[").replace("]", "\\]") + "]" + value + "'";
    }

    private static String values(OptionSpec option) {
        List<String> candidates = candidates(option);
        if (!candidates.isEmpty()) {
            return "(" + String.join(" ", candidates) + ")";
        }
        return isFolder(option) ? "_files -/" : isFile(option) ? "_files" : "";
    }

    private static String quotedInColons(String text) {
        return text.replace("\\", "\\\\").replace("'", "'\\''").replace(":", "\\:");
    }

    private static void fish(CommandSpec command, List<String> path, StringBuilder script) {
        List<CommandSpec> children = children(command);
        List<String> names = children.stream().map(CommandSpec::name).toList();
        List<String> seen = new ArrayList<>();
        path.forEach(name -> seen.add("__fish_seen_subcommand_from " + name));
        for (CommandSpec child : children) {
            List<String> before = new ArrayList<>(seen);
            before.add("not __fish_seen_subcommand_from " + String.join(" ", names));
            script.append("complete -c qasr -f -n ")
                    .append(fishQuoted(String.join("; and ", before)))
                    .append(" -a " + child.name() + " -d " + fishQuoted(summary(child)) + "\n");
        }
        for (OptionSpec option : options(command)) {
            script.append("complete -c qasr");
            if (!seen.isEmpty()) {
                script.append(" -n ").append(fishQuoted(String.join("; and ", seen)));
            }
            for (String name : option.names()) {
                script.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
            }
            if (option.arity().max() > 0) {
                List<String> candidates = candidates(option);
                script.append(candidates.isEmpty() ? " -r" : " -x -a " + fishQuoted(String.join(" ", candidates)));
            }
            script.append(" -d ").append(fishQuoted(summary(option))).append("\n");
        }
        if (!seen.isEmpty()
                && children.isEmpty()
                && !command.positionalParameters().isEmpty()) {
            List<String> words = candidates(command.positionalParameters().get(0));
            if (!words.isEmpty()) {
                script.append("complete -c qasr -f -n " + fishQuoted(String.join("; and ", seen)) + " -a "
                        + fishQuoted(String.join(" ", words)) + "\n");
            }
        }
        for (CommandSpec child : children) {
            List<String> deeper = new ArrayList<>(path);
            deeper.add(child.name());
            fish(child, deeper, script);
        }
    }

    private static String fishQuoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static List<CommandSpec> children(CommandSpec command) {
        return command.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .distinct()
                .filter(child -> !child.usageMessage().hidden())
                .toList();
    }

    private static List<OptionSpec> options(CommandSpec command) {
        return command.options().stream().filter(option -> !option.hidden()).toList();
    }

    private static List<String> candidates(ArgSpec option) {
        return option.completionCandidates() == null
                ? List.of()
                : StreamSupport.stream(option.completionCandidates().spliterator(), false)
                        .toList();
    }

    private static boolean isFolder(OptionSpec option) {
        return option.paramLabel().equals("DIR");
    }

    private static boolean isFile(OptionSpec option) {
        return option.paramLabel().contains("FILE") || option.type() == Path.class;
    }

    /** The first sentence. */
    private static String summary(OptionSpec option) {
        return firstSentence(option.description());
    }

    private static String summary(CommandSpec command) {
        return firstSentence(command.usageMessage().description());
    }

    private static String firstSentence(String... text) {
        String all = Arrays.stream(text).collect(Collectors.joining(" "));
        int end = all.indexOf(". ");
        return (end < 0 ? all : all.substring(0, end)).replaceFirst("\\.$", "");
    }
}
