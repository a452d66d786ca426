package qasr.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import qasr.batch.FileName;
import qasr.batch.NameTemplate;
import qasr.console.CommandException;
import qasr.console.Usage;
import qasr.job.Input;
import qasr.output.Format;

/**
 * The places of results that options of whisper.cpp and openai/whisper ask for. whisper.cpp writes beside the recording,
 * openai/whisper into the working directory.
 */
final class PeerDestination {
    private static final Set<String> NAMING = Set.of("--output", "--output-dir", "-d");
    private static final Set<String> FORMATS = Set.of("--format");
    private static final Set<String> REPLACING = Set.of("--on-exists", "--backup");

    /** Formats of whisper.cpp's options. */
    private final Set<String> files = new LinkedHashSet<>();

    private Optional<String> prefix = Optional.empty();
    private boolean hasFormat;
    private boolean hasFolder;
    private boolean withoutTimes;
    private boolean isSilent;
    private final PeerProgram peer;

    PeerDestination(PeerProgram peer) {
        this.peer = peer;
    }

    /** Sets whisper.cpp's {@code -nt}: the printed text has no times. */
    void setWithoutTimes() {
        withoutTimes = true;
    }

    /** Sets openai/whisper's {@code --verbose False}: the text is not printed. */
    void setSilent() {
        isSilent = true;
    }

    /** Adds a format of whisper.cpp, such as srt of {@code -osrt}. */
    void addFile(String format) {
        files.add(format);
    }

    /** Sets whisper.cpp's {@code -of}: the path of the outputs without the extension. */
    void setPrefix(String path) {
        prefix = Optional.of(path);
    }

    /** Returns the arguments of openai/whisper's {@code --output_format}. */
    List<String> format(String value) {
        hasFormat = true;
        return List.of("--format", formats(value));
    }

    /** Returns the arguments of openai/whisper's {@code --output_dir}. */
    List<String> folder(String value) {
        hasFolder = true;
        return List.of("--output-dir", value);
    }

    /** Returns the formats that {@code value} names; Whisper's "all" is every format that both programs have. */
    static String formats(String value) {
        if (!value.equals("all")) {
            return value;
        }
        List<String> theirs = List.of("txt", "srt", "vtt", "tsv", "json");
        return String.join(",", known().stream().filter(theirs::contains).toList());
    }

    /**
     * Returns the arguments for the outputs of {@code inputs}.
     *
     * @param own the arguments so far; an output that they name in qasr's own way stays
     * @throws CommandException if the options do not fit together
     */
    List<String> arguments(List<String> inputs, List<String> own) throws CommandException {
        List<String> all = new ArrayList<>();
        if (peer != PeerProgram.NONE && own.stream().noneMatch(REPLACING::contains)) {
            all.addAll(List.of("--on-exists", "overwrite")); // as they do, because their callers run them again
        }
        boolean named = hasFolder || own.stream().anyMatch(NAMING::contains);
        if (peer.isPython()) {
            if (!isSilent) {
                all.addAll(List.of("--print", "range"));
            }
            if (!hasFormat && own.stream().noneMatch(FORMATS::contains)) {
                all.addAll(format("all"));
            }
            if (!named) {
                all.addAll(List.of("--output-dir", "."));
            }
            return all;
        }
        if (peer == PeerProgram.WHISPER_CPP && files.isEmpty() && prefix.isEmpty() && !named) {
            if (!own.contains("--timestamps")) {
                all.addAll(List.of("--timestamps", withoutTimes ? "none" : "range"));
            }
            return all;
        }
        if (peer == PeerProgram.WHISPER_CPP
                && !Optional.of(Input.STANDARD_INPUT).equals(prefix)) {
            all.addAll(List.of("--print", withoutTimes ? "text" : "range"));
        }
        all.addAll(outputs(inputs));
        return all;
    }

    private List<String> outputs(List<String> inputs) throws CommandException {
        if (hasFormat && !hasFolder) {
            return List.of("--output-dir", ".");
        }
        if (files.isEmpty()) {
            if (prefix.isPresent()) {
                throw Usage.error("-of", "needs an output format: add -otxt, -osrt or -oj");
            }
            return List.of();
        }
        List<String> known = known();
        for (String format : files) {
            if (!known.contains(format)) {
                throw Usage.error("-o" + format, "unknown format; choose one of " + String.join(", ", known));
            }
        }
        String formats = String.join(",", files);
        if (prefix.isPresent() && prefix.get().equals(Input.STANDARD_INPUT) && files.size() == 1) {
            return List.of("--format", formats);
        }
        if (prefix.isPresent()) {
            return named(FileName.path(prefix.get()), formats, inputs);
        }
        List<String> all = new ArrayList<>(List.of("--format", formats, "--output-dir", folderOf(inputs)));
        all.addAll(List.of("--name-template", "{name}.{ext}"));
        return all;
    }

    /** Files named {@code path} with the extension of each format. */
    private List<String> named(Path path, String formats, List<String> inputs) throws CommandException {
        String folder = FileName.of(Optional.ofNullable(path.getParent()).orElse(Path.of(".")));
        if (files.size() == 1) {
            return List.of("--format", formats, "--output", FileName.of(path) + "." + formats);
        }
        if (inputs.size() != 1) {
            throw Usage.error(
                    "-of", "works for one recording only; for several recordings use -f " + formats + " -d " + folder);
        }
        String template = NameTemplate.literal(FileName.of(path.getFileName())) + ".{ext}";
        return List.of("--format", formats, "--output-dir", folder, "--name-template", template);
    }

    private String folderOf(List<String> inputs) throws CommandException {
        List<Path> folders = inputs.stream()
                .filter(input -> !input.equals(Input.STANDARD_INPUT))
                .map(input ->
                        Optional.ofNullable(FileName.path(input).getParent()).orElse(Path.of(".")))
                .distinct()
                .toList();
        if (folders.size() > 1) {
            throw Usage.error(
                    "-o" + files.iterator().next(),
                    "the recordings are in several folders; use -f " + String.join(",", files) + " -d DIR instead");
        }
        return folders.isEmpty() ? "." : FileName.of(folders.get(0));
    }

    private static List<String> known() {
        return Stream.of(Format.values()).map(Format::extension).toList();
    }
}
