package qasr.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import qasr.model.ModelConfig;
import qasr.model.ModelDirectory;
import qasr.model.ModelException;
import qasr.speakers.SpeakerWeights;

/** Checks every byte of a model directory. */
public final class ModelCheck {
    /**
     * An error or warning about a model directory.
     *
     * @param error true if the model must not be used, false for a warning
     * @param message the text, which names the file
     */
    public record Finding(boolean error, String message) {}

    /** The vocabulary sizes of the published models and of their aligner; other models have other vocabularies. */
    private static final Set<Integer> PUBLISHED_VOCABULARIES = Set.of(151_936, 152_064);

    /** The width of the audio encoder of Qwen3-ASR-0.6B, which distinguishes this model from the others. */
    private static final int SMALL_ENCODER_WIDTH = 896;

    /** SHA-256 of files as published with Qwen/Qwen3-ASR-0.6B, 1.7B and the aligner. */
    private static final Map<String, String> PUBLISHED = Map.of(
            "vocab.json", "ca10d7e9fb3ed18575dd1e277a2579c16d108e32f27439684afa0e10b1440910",
            "merges.txt", "8831e4f1a044471340f7c0a83d7bd71306a5b867e95fd870f74d0c5308a904d5");

    /** SHA-256 of config.json of Qwen/Qwen3-ASR-0.6B in the original layout, taken from a Git copy. */
    private static final String SMALL_CONFIG = "76d3ae4601ce939830b2517f4a6cadb86cc51316c3900af6b020b051c21a478c";

    /** SHA-256 of config.json of Qwen/Qwen3-ForcedAligner-0.6B. */
    private static final String ALIGNER_CONFIG = "d616c65d46c4b90bdc651b0a0963ea932732241140f337f9bb6b0335a9c8ef09";

    private final Path directory;
    private final List<Finding> findings = new ArrayList<>();

    private ModelCheck(Path directory) {
        this.directory = directory;
    }

    /**
     * Returns the errors and warnings about the model in {@code directory}. Reads all files completely.
     *
     * @throws IOException if a file cannot be read
     */
    public static List<Finding> of(Path directory) throws IOException {
        ModelCheck check = new ModelCheck(directory);
        check.run();
        return check.findings;
    }

    /** Returns whether the files' SHA-256 were recorded at installation. */
    public static boolean isRecorded(Path directory) {
        return Files.exists(directory.resolve(Checksums.FILE));
    }

    private void run() throws IOException {
        if (SpeakerDirectory.isOne(directory)) {
            speakers();
            return;
        }
        Optional<ModelDirectory> model = structure();
        if (!Files.isDirectory(directory)) {
            return;
        }
        Optional<Checksums> recorded = Checksums.recorded(directory);
        Map<String, String> actual = new TreeMap<>(recorded.isPresent() ? compareWith(recorded.get()) : Map.of());
        if (model.isPresent()
                && PUBLISHED_VOCABULARIES.contains(model.get().config().text().vocabulary())) {
            compareWithPublished(model.get(), actual);
        }
    }

    /** Checks the weights of a speaker model, which are in one file. */
    private void speakers() throws IOException {
        Optional<Checksums> recorded = Checksums.recorded(directory);
        if (recorded.isPresent()) {
            compareWith(recorded.get());
        }
        if (!findings.isEmpty()) {
            return; // the content of a damaged file says nothing more
        }
        try {
            SpeakerDirectory model = SpeakerDirectory.open(directory);
            SpeakerWeights weights = model.read(model.model());
            if (weights.published().isEmpty()) {
                findings.add(new Finding(
                        false,
                        weights.file() + ": fits " + model.model().id() + ", but is none of the published files that"
                                + " qasr knows by their SHA-256"));
            }
        } catch (ModelException e) {
            error(e.getMessage());
        }
    }

    private Optional<ModelDirectory> structure() {
        try {
            return Optional.of(ModelDirectory.openAny(directory));
        } catch (ModelException e) {
            error(e.getMessage());
            return Optional.empty();
        }
    }

    private Map<String, String> compareWith(Checksums recorded) throws IOException {
        Map<String, String> actual = new TreeMap<>();
        for (Map.Entry<String, String> entry : new TreeMap<>(recorded.sums()).entrySet()) {
            Path file = directory.resolve(entry.getKey());
            if (!Files.isRegularFile(file)) {
                error(file + ": is missing; it was there when the model was installed");
                continue;
            }
            String sum = Checksums.of(file);
            actual.put(entry.getKey(), sum);
            if (!sum.equals(entry.getValue())) {
                error(file + ": is damaged or changed: its SHA-256 is " + sum + ", " + Checksums.FILE + " says "
                        + entry.getValue());
            }
        }
        return actual;
    }

    private void compareWithPublished(ModelDirectory model, Map<String, String> actual) throws IOException {
        for (Map.Entry<String, String> entry : new TreeMap<>(PUBLISHED).entrySet()) {
            Path file = directory.resolve(entry.getKey());
            if (Files.isRegularFile(file) && !sum(file, actual).equals(entry.getValue())) {
                error(file + ": is not the file published with Qwen3-ASR, whose SHA-256 is " + entry.getValue()
                        + "; download it again");
            }
        }
        if (!model.isOriginalLayout()) {
            return; // the known files are those of the original layout
        }
        ModelConfig config = model.config();
        if (config.aligner().isPresent()) {
            compareConfig("Qwen3-ForcedAligner-0.6B", ALIGNER_CONFIG, actual);
        } else if (config.audio().width() == SMALL_ENCODER_WIDTH) {
            compareConfig("Qwen3-ASR-0.6B", SMALL_CONFIG, actual);
        }
    }

    private void compareConfig(String model, String published, Map<String, String> actual) throws IOException {
        Path file = directory.resolve("config.json");
        if (!sum(file, actual).equals(published)) {
            findings.add(new Finding(false, file + ": differs from the config.json of " + model + " that qasr knows"));
        }
    }

    private static String sum(Path file, Map<String, String> known) throws IOException {
        String sum = known.get(file.getFileName().toString());
        return sum == null ? Checksums.of(file) : sum;
    }

    private void error(String message) {
        findings.add(new Finding(true, message));
    }
}
