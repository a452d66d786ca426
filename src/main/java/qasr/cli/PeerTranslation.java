package qasr.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import qasr.console.CommandException;
import qasr.console.Usage;

/** The arguments of qasr that a command line of another program becomes, while its words are taken one by one. */
final class PeerTranslation {
    private static final String NO_TRANSLATION = "qasr does not translate";

    private final List<String> arguments = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> inputs = new ArrayList<>();
    private final List<String> contexts = new ArrayList<>();
    private final PeerDestination destination;
    private final PeerExcerpt excerpt = new PeerExcerpt();
    /** Whether another option shows that the command line is one of whisper.cpp. */
    private final boolean whisperCpp;
    /** Whether another option shows that the command line is one of openai/whisper. */
    private final boolean whisper;

    private final PeerProgram peer;
    private final WhisperModels models;

    PeerTranslation(PeerProgram peer, WhisperModels models, boolean whisperCpp, boolean whisper) {
        this.peer = peer;
        this.models = models;
        destination = new PeerDestination(peer);
        this.whisperCpp = whisperCpp;
        this.whisper = whisper;
    }

    /** Adds arguments of qasr. */
    void add(String... words) {
        arguments.addAll(List.of(words));
    }

    /** Adds an input. */
    void addInput(String input) {
        inputs.add(input);
        arguments.add(input);
    }

    /** Returns the notes on ignored options, a sentence each. */
    List<String> notes() {
        return notes;
    }

    /** Returns all arguments: places, times and context first. */
    List<String> arguments() throws CommandException {
        List<String> all = new ArrayList<>();
        if (!contexts.isEmpty()) {
            all.addAll(List.of("--context", String.join("\n", contexts)));
        }
        all.addAll(excerpt.arguments());
        all.addAll(destination.arguments(inputs, arguments));
        all.addAll(arguments);
        return all;
    }

    /** Takes an option whose name qasr does not have; returns false if no other program has it either. */
    boolean takePeer(PeerWords option) throws CommandException {
        String name = option.name();
        boolean isPython =
                peer.isPython() || name.contains("_") || name.equals("--language") || name.equals("--threads");
        if (isPython
                && name.startsWith("--")
                && option.value().filter("None"::equals).isPresent()) {
            option.take(); // Python's word for "not given"
            return true;
        }
        if (name.equals("-p") && peer == PeerProgram.CTRANSLATE2) {
            ignore(name + " " + option.take(), "JSON is always indented");
            return true;
        }
        if (name.equals("--model_directory") && takeShared(option)) {
            return true;
        }
        if (peer != PeerProgram.WHISPER_CPP && option.isPortuguese()) {
            return false;
        }
        Optional<PeerOption> listed = PeerOption.of(name);
        if (listed.isPresent()) {
            take(option, listed.get());
            return true;
        }
        switch (name) {
            case "--compute_type" -> compute(option.take());
            case "-nt", "--no-timestamps" -> withoutTimes(option);
            case "-of", "--output-file" -> destination.setPrefix(option.take());
            case "--prompt", "--initial_prompt", "--hotwords" -> contexts.add(option.take());
            case "-ot", "--offset-t" -> excerpt.setOffset(option.takeMillis());
            case "--duration" -> excerpt.setDuration(option.takeMillis());
            case "-ng", "--no-gpu" -> add("--device", "cpu");
            case "-dev" -> add("--device", "cuda:" + option.take());
            case "--clip_timestamps" -> clip(name, option.take());
            case "--file" -> addInput(option.take());
            case "--output_format" -> arguments.addAll(destination.format(option.take()));
            case "--output_dir" -> arguments.addAll(destination.folder(option.take()));
            case "--vad_filter" -> {
                if (option.takeBoolean()) {
                    ignore(option.typed(), "qasr always looks for speech, unless --no-vad is given");
                } else {
                    add("--no-vad");
                }
            }
            case "--task" -> {
                if (!option.take().equals(PeerArguments.TRANSCRIBE)) {
                    throw refused(name, NO_TRANSLATION);
                }
                ignore(name, "qasr always transcribes");
            }
            case "--word_timestamps" -> {
                if (option.takeBoolean()) {
                    add("--timestamps", "word");
                }
            }
            case "--highlight_words" -> {
                if (option.takeBoolean()) {
                    add("--highlight", "word");
                }
            }
            case "--fp16" -> ignore(name + " " + (option.takeBoolean() ? "True" : "False"), "use --dtype instead");
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Takes an option whose name means something else in qasr; returns false if the value shows that qasr's is meant. */
    boolean takeShared(PeerWords option) throws CommandException {
        if (option.value().isEmpty()) {
            return false;
        }
        String value = option.value().get();
        boolean isCpp = peer == PeerProgram.WHISPER_CPP;
        boolean theirs = switch (option.name()) {
            case "-d" -> isCpp || (value.matches("[0-9]+") && !PeerWords.exists(value));
            case "-vt" -> isCpp || value.matches("0?\\.[0-9]+"); // not -v -t N
            case "-vm" -> isCpp || value.endsWith(".bin"); // not -v -m MODEL
            case "-vo" -> isCpp || value.matches("[0-9]*\\.?[0-9]+"); // not -v -o FILE
            case "--device" -> value.matches("[0-9]+");
            case "--threads" -> value.equals("0");
            case "-f" -> peer != PeerProgram.NONE || value.equals("all");
            case "--format" -> value.equals("all");
            case "-o" ->
                peer.isPython() || (whisper && (PeerWords.isFolder(value) || !value.matches(".*\\.[A-Za-z]+")));
            case "-m", "--model", "--model_directory" -> models.haveOne(value);
            case "--verbose" -> option.isBoolean();
            default -> false;
        };
        if (theirs) {
            addShared(option.name(), option.take());
        }
        return theirs;
    }

    private void addShared(String name, String value) throws CommandException {
        String both = name + " " + value;
        switch (name) {
            case "-d" -> excerpt.setDuration(duration(value));
            case "-vt" -> add("--vad-threshold", value);
            case "-vm" -> ignore(both, "Silero VAD is built in");
            case "-vo" -> ignore(both, "chunks do not overlap");
            case "--device" -> add("--device", "cuda:" + value);
            case "--threads" -> ignore(both, "by default, qasr uses one thread per processor");
            case "-f" -> takeF(value);
            case "--format" -> add("--format", PeerDestination.formats(value));
            case "-o" -> arguments.addAll(destination.folder(value));
            case "-m", "--model", "--model_directory" ->
                ignore(both, "this is a Whisper model; qasr uses its default Qwen3-ASR model");
            case "--verbose" -> verbose(value);
            default -> throw new IllegalArgumentException(name);
        }
    }

    private void verbose(String value) {
        if (!peer.isPython()) {
            ignore("--verbose " + value, "use -q or -v to get fewer or more messages");
        } else if (value.equalsIgnoreCase("False")) {
            destination.setSilent();
        }
    }

    private void takeF(String value) {
        if (peer == PeerProgram.WHISPER_CPP) {
            addInput(value);
        } else if (peer.isPython()) {
            arguments.addAll(destination.format(value));
        } else {
            add("--format", PeerDestination.formats(value));
        }
    }

    private void withoutTimes(PeerWords option) {
        if (peer == PeerProgram.WHISPER_CPP) {
            destination.setWithoutTimes();
        } else {
            ignore(option.typed(), "text has no times by default; see --timestamps");
        }
    }

    /** The precisions that both programs have. */
    private void compute(String type) throws CommandException {
        switch (type) {
            case "auto", "default" -> ignore("--compute_type " + type, "qasr chooses the precision by default");
            case "float32" -> add("--dtype", "fp32");
            case "float16" -> add("--dtype", "fp16");
            case "bfloat16" -> add("--dtype", "bf16");
            default -> throw refused("--compute_type", "use --dtype to set the precision");
        }
    }

    private long duration(String value) throws CommandException {
        if (!whisperCpp) {
            throw Usage.error(
                    "-d",
                    "sets the output folder in qasr, not whisper.cpp's duration; write -d ./" + value
                            + " for a folder, or --start and --end for times");
        }
        return PeerWords.millis("-d", value);
    }

    private void take(PeerWords words, PeerOption option) throws CommandException {
        String value = option.valued() ? words.take() : "";
        switch (option.effect()) {
            case OWN -> {
                add(option.text());
                if (option.valued()) {
                    add(value);
                }
            }
            case FILE -> destination.addFile(option.text());
            case DROP -> ignore(words.typed(), option.text());
            case REFUSE -> throw refused(words.name(), option.text());
            case REFUSE_IF_ON -> {
                if (!value.equals("0") && !value.equalsIgnoreCase("False")) {
                    throw refused(words.name(), option.text());
                }
                ignore(words.typed(), option.text());
            }
        }
    }

    /** One clip, "start,end" or "start", in seconds. */
    private void clip(String name, String value) throws CommandException {
        String[] times = value.split(",", -1);
        if (times.length > 2) {
            throw refused(name, "qasr transcribes one part of a recording at a time; use --start and --end");
        }
        if (!times[0].equals("0")) {
            add("--start", times[0]);
        }
        if (times.length == 2) {
            add("--end", times[1]);
        }
    }

    private void ignore(String option, String reason) {
        notes.add(option + ": ignored: " + reason);
    }

    private static CommandException refused(String name, String reason) {
        return Usage.error(name, "is not supported: " + reason + "; leave out this option");
    }
}
