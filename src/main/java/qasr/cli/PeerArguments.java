package qasr.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import qasr.console.CommandException;
import qasr.console.Usage;
import qasr.job.Input;
import qasr.output.Format;

/**
 * Understands the option names of openai/whisper and whisper.cpp, so that a script needs only the program's name
 * changed: {@code qasr -l auto -osrt -of out talk.wav}. What qasr cannot do is an error that says what to do instead;
 * what makes no difference is dropped and said.
 */
final class PeerArguments {
    static final String TRANSCRIBE = "transcribe";
    private static final Pattern WHISPER_MODEL = Pattern.compile(
            "(tiny|base|small|medium)(\\.en)?" + "|large(-v[123](-turbo)?)?|turbo|(.*/)?ggml-[A-Za-z0-9._-]+\\.bin");

    private final CommandSpec program;
    private final CommandSpec command;
    private final List<String> arguments = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> inputs = new ArrayList<>();
    /** Formats asked for by whisper.cpp's options, whose files lie beside the recording. */
    private final Set<String> files = new LinkedHashSet<>();

    private final List<String> contexts = new ArrayList<>();
    private Optional<String> prefix = Optional.empty();
    private boolean whisperFormat;
    private boolean whisperFolder;

    private PeerArguments(CommandSpec program) {
        this.program = program;
        this.command = program.subcommands().get(TRANSCRIBE).getCommandSpec();
    }

    /**
     * Returns the arguments as qasr's own; those of other commands unchanged.
     *
     * @throws CommandException if something was asked for that qasr has not
     */
    static PeerArguments translate(CommandSpec program, String... arguments) throws CommandException {
        PeerArguments result = new PeerArguments(program);
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

    /** Returns the arguments. */
    String[] arguments() {
        return arguments.toArray(String[]::new);
    }

    /** Returns what was dropped, since it makes no difference, a sentence each. */
    List<String> notes() {
        return notes;
    }

    /** Returns where the options that stand before any command end. */
    private int firstOfCommand(String... all) {
        int i = 0;
        while (i < all.length && program.findOption(name(all[i])) != null) {
            OptionSpec option = program.findOption(name(all[i]));
            i += option.arity().max() > 0 && !all[i].contains("=") ? 2 : 1;
        }
        return Math.min(i, all.length);
    }

    /** Without a command, an option or something like a file is meant for transcribe; a single word is a typing error. */
    private boolean meansTranscribe(String[] all, int start) {
        if (start == all.length || Stream.of(all).anyMatch(argument -> argument.matches("-h|--help|--version"))) {
            return false;
        }
        String first = all[start];
        return first.startsWith("-") || first.contains(".") || first.contains("/") || exists(first);
    }

    private void takeAll(Deque<String> rest) throws CommandException {
        while (!rest.isEmpty()) {
            String argument = rest.remove();
            if (argument.equals("--")) {
                inputs.addAll(rest);
                arguments.add(argument);
                arguments.addAll(rest);
                break;
            }
            if (!takePeer(argument, rest)) {
                takeOwn(argument, rest);
            }
        }
        int place = arguments.indexOf(TRANSCRIBE) + 1;
        arguments.addAll(place, destination());
        if (!contexts.isEmpty()) {
            arguments.addAll(place, List.of("--context", String.join("\n", contexts)));
        }
    }

    private void takeOwn(String argument, Deque<String> rest) throws CommandException {
        arguments.add(argument);
        OptionSpec option = command.findOption(name(argument));
        if (option == null) {
            if (!argument.startsWith("-") || argument.equals("-")) {
                inputs.add(argument);
            }
            return;
        }
        if (option.arity().max() > 0 && !argument.contains("=") && !rest.isEmpty()) {
            checkFormat(argument, rest.element());
            arguments.add(rest.remove());
        }
    }

    private void checkFormat(String argument, String value) throws CommandException {
        if (argument.equals("-f") && (value.contains(".") || value.contains("/") || exists(value))) {
            throw Usage.error(
                    "-f", "is the format here, not whisper.cpp's file: name '" + value + "' without -f before it");
        }
    }

    private boolean takePeer(String argument, Deque<String> rest) throws CommandException {
        switch (name(argument)) {
            case "-osrt", "--output-srt" -> files.add("srt");
            case "-ovtt", "--output-vtt" -> files.add("vtt");
            case "-otxt", "--output-txt" -> files.add("txt");
            case "-oj", "-ojf", "--output-json", "--output-json-full" -> files.add("json");
            case "-olrc", "--output-lrc" -> files.add("lrc");
            case "-ocsv", "--output-csv" -> files.add("csv");
            case "-of", "--output-file" -> prefix = Optional.of(value(argument, rest));
            case "-np", "--no-prints" -> arguments.add("--quiet");
            case "-nt", "--no-timestamps" -> drop(argument, "text has no times");
            case "-pp", "--print-progress" -> drop(argument, "progress is always shown");
            case "--prompt", "--initial_prompt", "--hotwords" -> contexts.add(value(argument, rest));
            case "--output_format" -> {
                whisperFormat = true;
                arguments.addAll(List.of("--format", format(value(argument, rest))));
            }
            case "--output_dir" -> {
                whisperFolder = true;
                arguments.addAll(List.of("--output-dir", value(argument, rest)));
            }
            case "--max_line_width" -> rename(argument, "--max-line-width", rest);
            case "--max_line_count" -> rename(argument, "--max-lines", rest);
            case "--word_timestamps" -> feature(argument, isTrue(argument, rest), "times are those of utterances");
            case "--highlight_words" -> feature(argument, isTrue(argument, rest), "subtitles show whole utterances");
            case "--vad_filter" -> {
                if (isTrue(argument, rest)) {
                    drop(argument, "speech is always looked for");
                } else {
                    arguments.add("--no-vad");
                }
            }
            case "--task" ->
                feature(
                        argument,
                        !value(argument, rest).equals(TRANSCRIBE),
                        "speech is written down in its own language");
            case "--beam_size",
                    "--best_of",
                    "--patience",
                    "--length_penalty",
                    "-bs",
                    "--beam-size",
                    "-bo",
                    "--best-of" -> {
                value(argument, rest);
                drop(argument, "the likeliest token is always taken");
            }
            case "--temperature",
                    "--temperature_increment_on_fallback",
                    "--compression_ratio_threshold",
                    "--logprob_threshold",
                    "--no_speech_threshold",
                    "--condition_on_previous_text" -> {
                value(argument, rest);
                drop(argument, "guards look at each answer by themselves, see --no-guard");
            }
            case "-m", "--model" -> {
                if (rest.isEmpty() || argument.contains("=") || !isTheirModel(rest.element())) {
                    return false;
                }
                notes.add(argument + " " + rest.remove() + ": is a model of Whisper; qasr runs Qwen3-ASR and takes the"
                        + " model that it takes where none is named");
            }
            case "--fp16" -> drop(argument + " " + isTrue(argument, rest), "--dtype chooses the precision");
            case "--verbose" -> {
                if (!isBoolean(argument, rest)) {
                    return false;
                }
                drop(argument + " " + isTrue(argument, rest), "-q and -v say how much is said");
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Returns where results go: whisper.cpp writes beside the recording, openai/whisper into the working directory. */
    private List<String> destination() throws CommandException {
        if (whisperFormat && !whisperFolder) {
            return List.of("--output-dir", ".");
        }
        if (files.isEmpty()) {
            if (prefix.isPresent()) {
                throw Usage.error("-of", "says where files go, but none is asked for: add -otxt, -osrt or -oj");
            }
            return List.of();
        }
        List<String> known = formats();
        for (String format : files) {
            if (!known.contains(format)) {
                throw Usage.error("-o" + format, "there is no format " + format + "; there are " + known);
            }
        }
        String formats = String.join(",", files);
        if (prefix.isPresent()) {
            return named(Path.of(prefix.get()), formats);
        }
        return List.of("--format", formats, "--output-dir", folderOfInputs(), "--name-template", "{name}.{ext}");
    }

    /** Files called like {@code path} with each format's extension. */
    private List<String> named(Path path, String formats) throws CommandException {
        String folder =
                Optional.ofNullable(path.getParent()).orElse(Path.of(".")).toString();
        if (files.size() == 1) {
            return List.of("--format", formats, "--output", path + "." + formats);
        }
        if (inputs.size() != 1) {
            throw Usage.error(
                    "-of", "names the files of one recording; for several use -f " + formats + " -d " + folder);
        }
        String template = path.getFileName() + ".{ext}";
        return List.of("--format", formats, "--output-dir", folder, "--name-template", template);
    }

    private String folderOfInputs() throws CommandException {
        List<Path> folders = inputs.stream()
                .filter(input -> !input.equals(Input.STANDARD_INPUT))
                .map(input -> Optional.ofNullable(Path.of(input).getParent()).orElse(Path.of(".")))
                .distinct()
                .toList();
        if (folders.size() > 1) {
            throw Usage.error(
                    "-o" + files.iterator().next(), "the recordings lie in several folders: use -f and -d DIR");
        }
        return folders.isEmpty() ? "." : folders.get(0).toString();
    }

    private void drop(String argument, String reason) {
        notes.add(argument + ": makes no difference here: " + reason);
    }

    private void feature(String argument, boolean wanted, String instead) throws CommandException {
        if (wanted) {
            throw Usage.error(name(argument), "qasr cannot do this: " + instead + "; leave the option out");
        }
        drop(argument, instead);
    }

    private void rename(String argument, String own, Deque<String> rest) throws CommandException {
        String value = value(argument, rest);
        if (command.findOption(own) == null) {
            throw Usage.error(
                    name(argument),
                    "qasr breaks lines of subtitles by itself, at most two of the width that their script is read"
                            + " at; leave the option out");
        }
        arguments.addAll(List.of(own, value));
    }

    /** Whisper's "all" is every format that both have. */
    private static String format(String value) {
        return value.equals("all")
                ? String.join(
                        ",",
                        formats().stream()
                                .filter(List.of("txt", "srt", "vtt", "tsv", "json")::contains)
                                .toList())
                : value;
    }

    private static List<String> formats() {
        return Stream.of(Format.values()).map(Format::extension).toList();
    }

    private static boolean isTheirModel(String name) {
        return WHISPER_MODEL.matcher(name).matches() && !exists(name);
    }

    private static boolean exists(String name) {
        try {
            return Files.exists(Path.of(name));
        } catch (InvalidPathException e) {
            return true; // it is no command either: its own message tells
        }
    }

    private static boolean isBoolean(String argument, Deque<String> rest) {
        String value = argument.contains("=") ? argument.substring(argument.indexOf('=') + 1) : rest.peek();
        return "True".equals(value) || "False".equals(value);
    }

    private static boolean isTrue(String argument, Deque<String> rest) throws CommandException {
        if (!isBoolean(argument, rest)) {
            throw Usage.error(name(argument), "must be True or False");
        }
        return value(argument, rest).equals("True");
    }

    private static String value(String argument, Deque<String> rest) throws CommandException {
        if (argument.contains("=")) {
            return argument.substring(argument.indexOf('=') + 1);
        }
        if (rest.isEmpty()) {
            throw Usage.error(argument, "needs a value");
        }
        return rest.remove();
    }

    private static String name(String argument) {
        return argument.startsWith("--") && argument.contains("=")
                ? argument.substring(0, argument.indexOf('='))
                : argument;
    }
}
