package qasr.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import qasr.console.CommandException;
import qasr.console.Usage;

/**
 * Translates the option names of openai/whisper and whisper.cpp, so that in a script only the program's name must change:
 * {@code qasr -l auto -osrt -of out talk.wav}. An option that qasr cannot honour is an error with a remedy. An option without
 * an effect in qasr is ignored with a note.
 */
final class PeerArguments {
    static final String TRANSCRIBE = "transcribe";

    private final CommandSpec program;
    private final PeerProgram peer;
    private final WhisperModels models;
    private final CommandSpec command;
    private final List<String> arguments = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private PeerArguments(CommandSpec program, PeerProgram peer, WhisperModels models) {
        this.program = program;
        this.peer = peer;
        this.models = models;
        this.command = program.subcommands().get(TRANSCRIBE).getCommandSpec();
    }

    /** Translates the arguments of a program called qasr. */
    static PeerArguments translate(CommandSpec program, String... arguments) throws CommandException {
        return translate(program, PeerProgram.NONE, model -> false, arguments);
    }

    /**
     * Returns the arguments as qasr's own; those of other commands unchanged.
     *
     * @param peer the program that qasr was called as: all its options then mean what they mean there
     * @param isInstalled tells whether a model of a name is installed
     * @throws CommandException if an option cannot be honoured
     */
    static PeerArguments translate(
            CommandSpec program, PeerProgram peer, Predicate<String> isInstalled, String... arguments)
            throws CommandException {
        PeerArguments result = new PeerArguments(program, peer, new WhisperModels(peer, isInstalled));
        if (peer != PeerProgram.NONE) {
            result.takePeers(arguments);
            return result;
        }
        int start = result.firstOfCommand(arguments);
        boolean named = start < arguments.length && program.subcommands().containsKey(arguments[start]);
        boolean meant = named ? arguments[start].equals(TRANSCRIBE) : result.meansTranscribe(arguments, start);
        result.arguments.addAll(Arrays.asList(arguments).subList(0, start));
        if (!meant) {
            result.arguments.addAll(Arrays.asList(arguments).subList(start, arguments.length));
            return result;
        }
        result.arguments.add(TRANSCRIBE);
        result.takeAll(new ArrayDeque<>(Arrays.asList(arguments).subList(named ? start + 1 : start, arguments.length)));
        return result;
    }

    private void takePeers(String... all) throws CommandException {
        List<String> words = List.of(all);
        if (words.contains("--version")) {
            arguments.add("--version");
        } else if (words.contains("-h") || words.contains("--help")) {
            arguments.addAll(List.of(TRANSCRIBE, "--help"));
        } else {
            arguments.add(TRANSCRIBE);
            takeAll(new ArrayDeque<>(words));
        }
    }

    /** Returns the arguments. */
    String[] arguments() {
        return arguments.toArray(String[]::new);
    }

    /** Returns the notes on ignored options, a sentence each. */
    List<String> notes() {
        return notes;
    }

    /** Returns the index of the first word after the options that precede the command. */
    private int firstOfCommand(String... all) {
        int i = 0;
        while (i < all.length && (program.findOption(PeerWords.name(all[i])) != null || isCluster(all[i]))) {
            OptionSpec option = program.findOption(PeerWords.name(all[i]));
            i += option != null && isFollowedByValue(option, all[i]) ? 2 : 1;
        }
        return Math.min(i, all.length);
    }

    /** Returns whether {@code word} is flags of the program in one word, such as {@code -qv}. */
    private boolean isCluster(String word) {
        return word.matches("-[A-Za-z]{2,}")
                && word.chars().skip(1).allMatch(letter -> {
                    OptionSpec option = program.findOption((char) letter);
                    return option != null && option.arity().max() == 0;
                });
    }

    /** Returns whether words without a command mean transcribe: an option or a file does, a single word is a typing error. */
    private boolean meansTranscribe(String[] all, int start) {
        if (start == all.length || Stream.of(all).anyMatch(argument -> argument.matches("-h|--help|--version"))) {
            return false;
        }
        String first = all[start];
        return first.startsWith("-") || first.contains(".") || first.contains("/") || PeerWords.exists(first);
    }

    private void takeAll(Deque<String> rest) throws CommandException {
        PeerTranslation translation = new PeerTranslation(
                peer,
                models,
                peer == PeerProgram.WHISPER_CPP || hasWhisperCpp(rest),
                peer.isPython()
                        || rest.stream().anyMatch(argument -> argument.matches("--([a-z]+_[a-z_]+|fp16)(=.*)?")));
        while (!rest.isEmpty()) {
            String argument = rest.remove();
            if (argument.equals("--")) {
                translation.add(argument);
                rest.forEach(translation::addInput);
                break;
            }
            PeerWords option = new PeerWords(parted(argument, rest), rest);
            if (!translation.takePeer(option) && !translation.takeShared(option)) {
                takeOwn(option, translation);
            }
        }
        arguments.addAll(translation.arguments());
        notes.addAll(translation.notes());
    }

    /** Returns the name of an option; a value that is attached to a short name, as Python allows, is put before the rest. */
    private String parted(String argument, Deque<String> rest) {
        if (!peer.isPython() || !argument.matches("-[ofp][^-].*")) {
            return argument;
        }
        rest.addFirst(argument.substring(2));
        return argument.substring(0, 2);
    }

    private void takeOwn(PeerWords word, PeerTranslation translation) throws CommandException {
        String typed = word.typed();
        OptionSpec option = command.findOption(word.name());
        if (option == null && (!typed.startsWith("-") || typed.equals("-"))) {
            translation.addInput(typed);
            return;
        }
        if (option == null && peer != PeerProgram.NONE) {
            throw Usage.error(typed, "unknown argument: neither this program's nor an option of 'qasr transcribe'");
        }
        translation.add(typed);
        if (option != null && isFollowedByValue(option, typed) && !word.rest().isEmpty()) {
            checkFormat(typed, word.rest().element());
            translation.add(word.rest().remove());
        }
    }

    private static boolean isFollowedByValue(OptionSpec option, String typed) {
        return option.arity().max() > 0 && !OptionalValue.is(option) && !typed.contains("=");
    }

    private static void checkFormat(String option, String value) throws CommandException {
        if (option.equals("-f") && (value.contains(".") || value.contains("/") || PeerWords.exists(value))) {
            throw Usage.error(
                    "-f",
                    "sets the output format in qasr, not the input as in whisper.cpp; write '" + value
                            + "' without -f");
        }
    }

    private static boolean hasWhisperCpp(Deque<String> words) {
        Deque<String> rest = new ArrayDeque<>(words);
        while (!rest.isEmpty()) {
            PeerWords option = new PeerWords(rest.remove(), rest);
            if (isWhisperCpp(option.typed()) && !option.isPortuguese()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWhisperCpp(String argument) {
        boolean isShort = argument.matches("-[a-z]{1,5}");
        return isShort && (PeerOption.of(argument).isPresent() || argument.matches("-(of|ot|dev|ng)"));
    }
}
