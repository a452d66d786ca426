package qasr.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import qasr.job.Input;

/**
 * The recordings that a model is tested with.
 *
 * @param builtIn whether they are for the built-in model, which knows no others
 */
public record ListeningSet(boolean builtIn, List<Spoken> recordings) {
    private static final String WORDS = ".txt";
    private static final String ENGLISH = "English";

    /** The examples that the built-in model has learned and that are in one language. */
    private static final Map<String, String> EXAMPLES = Map.of(
            "welcome.m4a", ENGLISH,
            "english.ogg", ENGLISH,
            "spanish.mp3", "Spanish",
            "french.flac", "French",
            "italian.opus", "Italian",
            "russian.wav", "Russian",
            "mandarin.webm", "Chinese",
            "cantonese.mp4", "Cantonese");

    public ListeningSet {
        recordings = List.copyOf(recordings);
    }

    /**
     * Returns the recordings that come with the program for the model in {@code model}; none if they are not there.
     *
     * @param home the folder that holds the program's {@code models/} and {@code examples/}
     * @throws IOException if one of them cannot be read
     */
    public static ListeningSet of(Path home, Path model) throws IOException {
        if (isBuiltIn(home.resolve("models").resolve("demo"), model)) {
            return new ListeningSet(true, examples(home.resolve("examples")));
        }
        return new ListeningSet(false, folder(home.resolve("models").resolve("listen"), ENGLISH));
    }

    /** Returns whether {@code model} is the built-in model or a copy of it, with any weights. */
    private static boolean isBuiltIn(Path demo, Path model) throws IOException {
        Path known = demo.resolve("config.json");
        Path asked = model.resolve("config.json");
        return Files.isRegularFile(known) && Files.isRegularFile(asked) && Files.mismatch(known, asked) < 0;
    }

    private static List<Spoken> examples(Path folder) throws IOException {
        List<Spoken> found = new ArrayList<>();
        for (Spoken spoken : folder(folder, "")) {
            if (EXAMPLES.containsKey(spoken.name())) {
                found.add(new Spoken(spoken.recording(), EXAMPLES.get(spoken.name()), spoken.words()));
            }
        }
        return found;
    }

    /** Returns the files of {@code folder} that have a NAME.txt beside them, by name: all in {@code language}. */
    private static List<Spoken> folder(Path folder, String language) throws IOException {
        List<Spoken> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.sorted().toList();
        }
        for (Path file : files) {
            Path words = file.resolveSibling(new Input(file.toString()).stem() + WORDS);
            if (!file.equals(words) && Files.isRegularFile(words)) {
                found.add(new Spoken(file, language, Files.readString(words, StandardCharsets.UTF_8)));
            }
        }
        return found;
    }
}
