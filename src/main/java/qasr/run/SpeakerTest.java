package qasr.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import qasr.audio.AudioInput;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.engine.AudioSelection;
import qasr.engine.MachineCheck;
import qasr.engine.MeteredAudio;
import qasr.engine.ModelRequest;
import qasr.engine.Remedies;
import qasr.engine.Session;
import qasr.hub.SpeakerDirectory;
import qasr.model.DeviceException;
import qasr.model.ModelException;
import qasr.speakers.SpeakerActivity;
import qasr.speakers.SpeakerModel;
import qasr.speakers.VoiceEmbedder;
import qasr.speakers.WindowActivity;

/**
 * Tests a speaker model on this machine with two recordings that come with qasr, each of one voice: the model must find
 * two speakers.
 */
public final class SpeakerTest {
    /**
     * The result of a test.
     *
     * @param good whether two speakers were found
     * @param text the result in words
     */
    public record Outcome(boolean good, String text) {}

    private static final String FIRST = "jfk.flac";
    private static final String SECOND = "break-in.flac";
    private static final int RATE = 16_000;
    private static final int PIECE = 3 * RATE / 2;
    private static final int LEAD_IN = 2 * RATE;
    private static final int LONGEST = 30 * RATE;

    /** A piece this much below the recording's level is a pause. */
    private static final double PAUSE = 0.3;

    /** Two clusters of at least this cosine become one, so voices must be further apart. */
    private static final double DIFFERENT = 0.8;

    /** The least frames in which each voice must be found: one second. */
    private static final int LEAST_FRAMES = 59;

    private final Session session;
    private final ModelRequest request;

    public SpeakerTest(Session session, ModelRequest request) {
        this.session = session;
        this.request = request;
    }

    /** Returns whether the recordings are here. */
    public boolean isPossible() {
        return folder().filter(folder ->
                        Files.isRegularFile(folder.resolve(FIRST)) && Files.isRegularFile(folder.resolve(SECOND)))
                .isPresent();
    }

    private Optional<Path> folder() {
        return session.environment().home().map(home -> home.resolve("models").resolve("listen"));
    }

    /**
     * Tests the installed speaker model in {@code directory}.
     *
     * @throws CommandException if the model cannot be opened, or a recording cannot be decoded
     */
    public Outcome run(Path directory) throws CommandException {
        MachineCheck.run(session);
        try {
            float[] first = samples(FIRST);
            float[] second = samples(SECOND);
            return SpeakerDirectory.open(directory).model() == SpeakerModel.CAMPPLUS
                    ? voices(directory, first, second)
                    : activity(directory, first, second);
        } catch (DeviceException e) {
            throw new CommandException(new Failure("", Remedies.of(e), ExitStatus.DEVICE), e);
        } catch (ModelException e) {
            throw new CommandException(new Failure("", e.getMessage(), ExitStatus.MODEL), e);
        } catch (IOException e) {
            throw new CommandException(
                    new Failure("", "the test recordings cannot be read: " + Failure.reason(e), ExitStatus.INPUT), e);
        }
    }

    /** Compares the halves of both recordings: a voice must be nearer to itself than to the other. */
    private Outcome voices(Path directory, float[] first, float[] second) throws ModelException, DeviceException {
        try (VoiceEmbedder embedder = session.engines().openVoices(directory, request)) {
            double[][] means = {
                mean(embedder, Arrays.copyOfRange(first, 0, first.length / 2)),
                mean(embedder, Arrays.copyOfRange(first, first.length / 2, first.length)),
                mean(embedder, Arrays.copyOfRange(second, 0, second.length / 2)),
                mean(embedder, Arrays.copyOfRange(second, second.length / 2, second.length))
            };
            double within = Math.min(cosine(means[0], means[1]), cosine(means[2], means[3]));
            double between = Math.max(
                    Math.max(cosine(means[0], means[2]), cosine(means[0], means[3])),
                    Math.max(cosine(means[1], means[2]), cosine(means[1], means[3])));
            boolean good = within > between && between < DIFFERENT;
            return new Outcome(
                    good,
                    String.format(
                            Locale.ROOT,
                            "%s: cosine of the same voice at least %.2f, of different voices at most %.2f",
                            good ? "two speakers" : "the two speakers are not told apart",
                            within,
                            between));
        }
    }

    /** Returns the mean direction of the embeddings of all pieces with speech. */
    private static double[] mean(VoiceEmbedder embedder, float[] samples) throws ModelException {
        List<float[]> pieces = new ArrayList<>();
        double level = level(samples);
        for (int start = 0; start + PIECE <= samples.length; start += PIECE / 2) {
            float[] piece = Arrays.copyOfRange(samples, start, start + PIECE);
            if (level(piece) >= PAUSE * level) {
                pieces.add(piece);
            }
        }
        double[] mean = new double[embedder.width()];
        for (float[] embedding : embedder.embeddings(pieces)) {
            double length = 0;
            for (float number : embedding) {
                length += (double) number * number;
            }
            for (int i = 0; i < mean.length; i++) {
                mean[i] += embedding[i] / Math.max(Math.sqrt(length), Double.MIN_NORMAL);
            }
        }
        return mean;
    }

    private static double level(float[] samples) {
        double sum = 0;
        for (float sample : samples) {
            sum += (double) sample * sample;
        }
        return Math.sqrt(sum / Math.max(1, samples.length));
    }

    private static double cosine(double[] a, double[] b) {
        double product = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * b[i];
            first += a[i] * a[i];
            second += b[i] * b[i];
        }
        return product / Math.max(Math.sqrt(first * second), Double.MIN_NORMAL);
    }

    /** Finds the speakers in a window of five seconds of each voice: another one must speak in each half. */
    private Outcome activity(Path directory, float[] first, float[] second) throws ModelException, DeviceException {
        int half = SpeakerActivity.WINDOW_SAMPLES / 2;
        float[] window = new float[SpeakerActivity.WINDOW_SAMPLES];
        copy(first, window, 0, half);
        copy(second, window, half, half);
        try (SpeakerActivity network = session.engines().openActivity(directory, request)) {
            WindowActivity found = network.activities(window, window.length).get(0);
            int[] before = frames(found, 0, found.frames() / 2);
            int[] after = frames(found, found.frames() / 2, found.frames());
            int a = most(before);
            int b = most(after);
            boolean good = a != b
                    && before[a] >= LEAST_FRAMES
                    && after[b] >= LEAST_FRAMES
                    && 2 * after[a] < after[b]
                    && 2 * before[b] < before[a];
            return new Outcome(
                    good,
                    String.format(
                            Locale.ROOT,
                            "%s: the first voice for %.1f s, the second voice for %.1f s",
                            good ? "two speakers" : "the two speakers are not told apart",
                            before[a] * SpeakerActivity.FRAME_SECONDS,
                            a == b ? 0 : after[b] * SpeakerActivity.FRAME_SECONDS));
        }
    }

    private static void copy(float[] recording, float[] window, int at, int length) {
        int start = Math.max(0, Math.min(LEAD_IN, recording.length - length));
        System.arraycopy(recording, start, window, at, Math.min(length, recording.length));
    }

    private static int[] frames(WindowActivity found, int from, int to) {
        int[] frames = new int[SpeakerActivity.SPEAKERS];
        for (int frame = from; frame < to; frame++) {
            for (int speaker = 0; speaker < frames.length; speaker++) {
                frames[speaker] += found.isActive(frame, speaker) ? 1 : 0;
            }
        }
        return frames;
    }

    private static int most(int[] frames) {
        int most = 0;
        for (int speaker = 1; speaker < frames.length; speaker++) {
            most = frames[speaker] > frames[most] ? speaker : most;
        }
        return most;
    }

    private float[] samples(String name) throws IOException {
        Path file = folder().orElse(Path.of("")).resolve(name);
        float[] samples = new float[LONGEST];
        int have = 0;
        try (MeteredAudio audio = AudioSelection.ALL.open(session.engines(), new AudioInput.AudioFile(file))) {
            int read = audio.read(samples, 0, LONGEST);
            while (read > 0) {
                have += read;
                read = have == LONGEST ? -1 : audio.read(samples, have, LONGEST - have);
            }
        }
        return Arrays.copyOf(samples, have);
    }
}
