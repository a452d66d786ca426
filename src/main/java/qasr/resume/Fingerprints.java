package qasr.resume;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import qasr.audio.AudioInput;
import qasr.audio.RawSound;
import qasr.batch.Digests;
import qasr.console.CommandException;
import qasr.engine.ModelLocator;
import qasr.engine.Session;
import qasr.engine.WeightFolders;
import qasr.hub.SpeakerDirectory;
import qasr.job.ResultOptions;
import qasr.job.SpeakerWishes;
import qasr.job.TranscribeJob;
import qasr.job.WordWishes;
import qasr.model.Precision;
import qasr.output.Format;
import qasr.speakers.SpeakerModel;
import qasr.torch.Int8Calibration;

/** The SHA-256 sums of everything that a result depends on: recording, model, options, algorithm. */
public final class Fingerprints {
    /**
     * The sums that identify a recording and its text.
     *
     * @param audio the sum of the recording's bytes
     * @param words the sum of everything that the text depends on
     */
    public record Mark(String audio, String words) {}

    /**
     * The version of the algorithm. Increase it if the same recording, model and options give another text than before.
     */
    private static final String ALGORITHM = "4";
    /** The version of what only {@code --dtype int8} does. Increase it in the same way. */
    private static final String INT8_ALGORITHM = "2";

    private final TranscribeJob job;
    private final Session session;
    private final List<String> words = new ArrayList<>();
    private final List<String> files;
    private final List<Format> timed;
    /** The sum of the aligner, if it was computed. */
    private Optional<String> aligner = Optional.empty();

    /**
     * Computes the fingerprints of a run.
     *
     * @throws IOException if the model or a file that an option names cannot be read
     */
    public Fingerprints(TranscribeJob job, Path model, Session session) throws IOException {
        this.job = job;
        this.session = session;
        WeightFolders folders = new WeightFolders(session.environment());
        words.add(ALGORITHM);
        words.add(Digests.ofModel(model));
        if (job.model().precision() == Precision.INT8) {
            words.add(INT8_ALGORITHM);
            Optional<Path> recipe = Int8Calibration.recipeIn(folders.of(model));
            words.add(recipe.isEmpty() ? "no recipe" : Digests.ofFile(recipe.get()));
        }
        words.addAll(ResultOptions.texts(job.options().words()));
        job.segments()
                .ifPresent(cuts -> words.add(Digests.ofTexts(cuts.rows().stream()
                        .map(String::valueOf)
                        .toList()))); // of a pipe, the option has only the name
        if (job.speakers().isPresent()) {
            words.addAll(speakerModels(session));
        }
        files = new ArrayList<>(ResultOptions.texts(job.options().files()));
        WordWishes wishes = job.words().wishes();
        timed = job.formats().stream()
                .filter(format -> wishes.areIn(format, job.formats()))
                .toList();
        if (job.speakers().isPresent() || wishes == WordWishes.ALWAYS) {
            files.add(aligner()); // chunks are split between speakers by the times of words
        }
        Optional<Path> voices = job.speakers().flatMap(SpeakerWishes::voices);
        if (voices.isPresent()) {
            files.addAll(sums(voices.get()));
        }
    }

    /** Returns the sums of the speaker models, so that recordings are transcribed again with one that was missing. */
    private static List<String> speakerModels(Session session) throws IOException {
        List<String> sums = new ArrayList<>();
        for (SpeakerModel model : SpeakerModel.values()) {
            try {
                Optional<Path> path = new ModelLocator(session.environment(), session.console()).speakers(model);
                sums.add(
                        path.isEmpty()
                                ? "no " + model.id()
                                : SpeakerDirectory.open(path.get()).sha256());
            } catch (CommandException e) {
                sums.add("no " + model.id()); // opening it is the error that the user sees
            }
        }
        return sums;
    }

    /** Returns the sum of the aligner, so that outputs whose word times had to be estimated are made again with one. */
    private String aligner() throws IOException {
        if (aligner.isEmpty()) {
            aligner = Optional.of(alignerSum());
        }
        return aligner.get();
    }

    private String alignerSum() throws IOException {
        try {
            Optional<Path> directory = new ModelLocator(session.environment(), session.console())
                    .aligner(job.words().aligner());
            return directory.isEmpty() ? "no aligner" : Digests.ofModel(directory.get());
        } catch (CommandException e) {
            return "no aligner"; // opening it is the error that the user sees
        }
    }

    /** Returns the names and the sums of the known voices in a folder. */
    private static List<String> sums(Path folder) throws IOException {
        List<String> sums = new ArrayList<>();
        for (Path file : SpeakerWishes.voicesIn(folder)) {
            sums.add(file.getFileName() + " " + Digests.ofFile(file));
        }
        return sums;
    }

    /** Returns the sum of everything but the recording that the results of this run depend on. */
    public String ofRun() {
        List<String> all = new ArrayList<>(words);
        all.addAll(files);
        return Digests.ofTexts(all);
    }

    /** Reads a recording and returns its sums. */
    public Mark mark(Path recording) throws IOException {
        String audio = Digests.ofFile(recording);
        List<String> all = new ArrayList<>(words);
        all.add(audio);
        // The format of headerless audio comes from its file name, so the same bytes under another name may give
        // another text.
        RawSound.named(AudioInput.Hint.ofName(recording.getFileName().toString())
                        .extension())
                .ifPresent(raw -> all.add("raw " + raw));
        return new Mark(audio, Digests.ofTexts(all));
    }

    /** Returns the sum of everything that an output depends on. */
    String output(List<String> marks, Format format) throws IOException {
        return output(marks, format, timed.contains(format));
    }

    /**
     * Returns the sum of the output that a run for subtitles would have written in the same format, if it has more: this
     * run does not need the times of words that are in it.
     */
    Optional<String> richerOutput(List<String> marks, Format format) throws IOException {
        return job.words().wishes().mayBeIn(format, job.formats())
                ? Optional.of(output(marks, format, true))
                : Optional.empty();
    }

    private String output(List<String> marks, Format format, boolean hasWordTimes) throws IOException {
        List<String> all = new ArrayList<>(marks);
        all.add(format.extension());
        if (hasWordTimes) {
            all.add("word times");
            all.add(aligner());
        }
        all.addAll(files);
        return Digests.ofTexts(all);
    }
}
