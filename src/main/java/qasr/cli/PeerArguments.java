package qasr.cli;

import java.math.BigDecimal;
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
    /** Where to begin and how much to hear, in milliseconds; 0 for the beginning and all. */
    private long offset;

    private long duration;
    /** Whether another option shows that the command line is one of whisper.cpp. */
    private boolean whisperCpp;

    /** Whether another option shows that it is one of openai/whisper. */
    private boolean whisper;

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
        whisper = rest.stream().anyMatch(argument -> argument.matches("--[a-z]+_[a-z_]+(=.*)?"));
        whisperCpp = rest.stream().anyMatch(PeerArguments::isWhisperCpp);
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
        arguments.addAll(place, times());
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
        String name = name(argument);
        Optional<PeerOption> listed = PeerOption.of(name);
        if (listed.isPresent()) {
            take(argument, listed.get(), rest);
            return true;
        }
        switch (name) {
            case "-of", "--output-file" -> prefix = Optional.of(value(argument, rest));
            case "--prompt", "--initial_prompt", "--hotwords" -> contexts.add(value(argument, rest));
            case "-ot", "--offset-t" -> offset = millis(argument, rest);
            case "--duration" -> duration = millis(argument, rest);
            case "-ng", "--no-gpu" -> arguments.addAll(List.of("--device", "cpu"));
            case "-dev" -> arguments.addAll(List.of("--device", "cuda:" + value(argument, rest)));
            case "--clip_timestamps" -> clip(argument, value(argument, rest));
            case "--file" -> {
                String file = value(argument, rest);
                inputs.add(file);
                arguments.add(file);
            }
            case "--output_format" -> {
                whisperFormat = true;
                arguments.addAll(List.of("--format", format(value(argument, rest))));
            }
            case "--output_dir" -> {
                whisperFolder = true;
                arguments.addAll(List.of("--output-dir", value(argument, rest)));
            }
            case "--vad_filter" -> {
                if (isTrue(argument, rest)) {
                    drop(argument, "speech is always looked for");
                } else {
                    arguments.add("--no-vad");
                }
            }
            case "--task" -> {
                if (!value(argument, rest).equals(TRANSCRIBE)) {
                    throw cannot(argument, "speech is written down in its own language");
                }
                drop(argument, "speech is written down in its own language");
            }
            case "--highlight_words" -> {
                if (isTrue(argument, rest)) {
                    arguments.addAll(List.of("--highlight", "word"));
                }
            }
            case "--fp16" -> drop(argument + " " + isTrue(argument, rest), "--dtype chooses the precision");
            default -> {
                return takeShared(argument, rest);
            }
        }
        return true;
    }

    /** Takes what we have, too, by a name that means something else there: its value tells whose it is. */
    private boolean takeShared(String argument, Deque<String> rest) throws CommandException {
        String value = argument.contains("=") ? argument.substring(argument.indexOf('=') + 1) : rest.peek();
        if (value == null) {
            return false;
        }
        switch (name(argument)) {
            case "-d" -> {
                if (!value.matches("[0-9]+") || exists(value)) {
                    return false;
                }
                if (!whisperCpp) {
                    throw Usage.error(
                            "-d",
                            "is the folder for the results here, not whisper.cpp's duration: write -d ./" + value
                                    + " for a folder, or --start and --end for times");
                }
                duration = millis(argument, rest);
            }
            case "-vt" -> {
                if (!value.matches("0?\\.[0-9]+")) {
                    return false; // -v -t N
                }
                arguments.addAll(List.of("--vad-threshold", value(argument, rest)));
            }
            case "-vm" -> {
                if (!value.endsWith(".bin")) {
                    return false; // -v -m MODEL
                }
                drop(argument + " " + value(argument, rest), "Silero VAD is built in");
            }
            case "-vo" -> {
                if (!value.matches("[0-9]*\\.?[0-9]+")) {
                    return false; // -v -o FILE
                }
                drop(argument + " " + value(argument, rest), "chunks do not overlap");
            }
            default -> {
                return takeValue(argument, value, rest);
            }
        }
        return true;
    }

    private boolean takeValue(String argument, String value, Deque<String> rest) throws CommandException {
        switch (name(argument)) {
            case "--device" -> {
                if (!value.matches("[0-9]+")) {
                    return false;
                }
                arguments.addAll(List.of("--device", "cuda:" + value(argument, rest)));
            }
            case "--threads" -> {
                if (!value.equals("0")) {
                    return false;
                }
                drop(argument + " " + value(argument, rest), "one thread for each processor is the default");
            }
            case "-f", "--format" -> {
                if (!value.equals("all")) {
                    return false;
                }
                arguments.addAll(List.of("--format", format(value(argument, rest))));
            }
            case "-o" -> {
                if (!whisper || !isFolder(value)) {
                    return false;
                }
                whisperFolder = true;
                arguments.addAll(List.of("--output-dir", value(argument, rest)));
            }
            case "-m", "--model" -> {
                if (!isTheirModel(value)) {
                    return false;
                }
                notes.add(argument.replaceFirst("=.*", "") + " " + value(argument, rest)
                        + ": is a model of Whisper; qasr runs Qwen3-ASR and uses its default model");
            }
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

    private void take(String argument, PeerOption option, Deque<String> rest) throws CommandException {
        String value = option.valued() ? value(argument, rest) : "";
        switch (option.effect()) {
            case OWN -> {
                arguments.add(option.text());
                if (option.valued()) {
                    arguments.add(value);
                }
            }
            case FILE -> files.add(option.text());
            case DROP -> drop(argument, option.text());
            case REFUSE -> throw cannot(argument, option.text());
            case REFUSE_IF_ON -> {
                if (!List.of("0", "False").contains(value)) {
                    throw cannot(argument, option.text());
                }
                drop(argument, option.text());
            }
        }
    }

    private static long millis(String argument, Deque<String> rest) throws CommandException {
        String value = value(argument, rest);
        if (!value.matches("[0-9]{1,12}")) {
            throw Usage.error(name(argument), "'" + value + "' is not a number of milliseconds");
        }
        return Long.parseLong(value);
    }

    /** One clip, "start,end" or "start", in seconds. */
    private void clip(String argument, String value) throws CommandException {
        String[] times = value.split(",", -1);
        if (times.length > 2) {
            throw cannot(argument, "one clip at a time, with --start and --end");
        }
        if (!times[0].equals("0")) {
            arguments.addAll(List.of("--start", times[0]));
        }
        if (times.length == 2) {
            arguments.addAll(List.of("--end", times[1]));
        }
    }

    private List<String> times() {
        List<String> times = new ArrayList<>();
        if (offset > 0) {
            times.addAll(List.of("--start", seconds(offset)));
        }
        if (duration > 0) {
            times.addAll(List.of("--end", seconds(offset + duration)));
        }
        return times;
    }

    private static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
    }

    private static CommandException cannot(String argument, String instead) {
        return Usage.error(name(argument), "qasr cannot do this: " + instead + "; leave the option out");
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

    private static boolean isWhisperCpp(String argument) {
        boolean isShort = argument.matches("-[a-z]{1,5}");
        return isShort && (PeerOption.of(argument).isPresent() || argument.matches("-(of|ot|dev|ng)"));
    }

    private static boolean isFolder(String name) {
        try {
            return Files.isDirectory(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
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
