package qasr.resume;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import qasr.audio.AudioInput;
import qasr.audio.RawSound;
import qasr.batch.Digests;
import qasr.engine.WeightFolders;
import qasr.job.ResultOptions;
import qasr.job.TranscribeJob;
import qasr.model.Precision;
import qasr.output.Format;
import qasr.torch.Int8Calibration;

/** What a result depends on, as sums: the sound's bytes, the model's, the options, the algorithm. */
final class Fingerprints {
    /**
     * What a recording is known by.
     *
     * @param audio the sum of its bytes
     * @param words the sum of all that the words depend on
     */
    record Mark(String audio, String words) {}

    /** Raise it when the same recording, model and options give other words than before. */
    private static final String ALGORITHM = "2";

    private final List<String> words = new ArrayList<>();
    private final List<String> files;

    /**
     * Makes the fingerprints of a run.
     *
     * @throws IOException if the model or a file that an option names cannot be read
     */
    Fingerprints(TranscribeJob job, Path model, WeightFolders folders) throws IOException {
        words.add(ALGORITHM);
        words.add(Digests.ofModel(model));
        if (job.model().precision() == Precision.INT8) {
            Optional<Path> recipe = Int8Calibration.recipeIn(folders.of(model));
            words.add(recipe.isEmpty() ? "no recipe" : Digests.ofFile(recipe.get()));
        }
        words.addAll(ResultOptions.texts(job.options().words()));
        files = ResultOptions.texts(job.options().files());
    }

    /** Reads a recording and returns what it is known by. */
    Mark mark(Path recording) throws IOException {
        String audio = Digests.ofFile(recording);
        List<String> all = new ArrayList<>(words);
        all.add(audio);
        // Sound without a header is what its name says: the same bytes under another name may say other words.
        RawSound.named(AudioInput.Hint.ofName(recording.getFileName().toString())
                        .extension())
                .ifPresent(raw -> all.add("raw " + raw));
        return new Mark(audio, Digests.ofTexts(all));
    }

    /** Returns the sum of all that an output depends on. */
    String output(List<String> marks, Format format) {
        List<String> all = new ArrayList<>(marks);
        all.add(format.extension());
        all.addAll(files);
        return Digests.ofTexts(all);
    }
}
