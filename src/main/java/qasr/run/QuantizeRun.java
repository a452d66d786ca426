package qasr.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import qasr.audio.AudioInput;
import qasr.audio.Waveform;
import qasr.console.CommandException;
import qasr.console.Console;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.Usage;
import qasr.engine.AudioSelection;
import qasr.engine.Cutting;
import qasr.engine.MeteredAudio;
import qasr.engine.ModelLocator;
import qasr.engine.ModelRequest;
import qasr.engine.Remedies;
import qasr.engine.Session;
import qasr.model.DeviceException;
import qasr.model.ModelException;
import qasr.torch.Int8Calibration;
import qasr.torch.Int8Quality;
import qasr.vad.Chunk;
import qasr.vad.ChunkSource;
import qasr.vad.VadOptions;

/** Runs {@code models quantize}: calibrates a model on speech and reports the result. */
public final class QuantizeRun {
    /** People in seven languages and two voices of a synthesiser, out of the examples. */
    public static final List<String> EXAMPLES = List.of(
            "english.ogg",
            "mandarin.webm",
            "cantonese.mp4",
            "french.flac",
            "spanish.mp3",
            "italian.opus",
            "russian.wav",
            "two-languages.mka");

    private static final long CHUNK_SAMPLES = 12L * Waveform.SAMPLE_RATE;
    private static final long SAMPLES_EACH = 60L * Waveform.SAMPLE_RATE;
    /** Enough for scales that fit; what is recorded of them takes a third of a gigabyte. */
    private static final int MOST_CHUNKS = 16;

    private final Session session;
    private final ModelRequest request;
    private final List<Path> recordings;

    public QuantizeRun(Session session, ModelRequest request, List<Path> recordings) {
        this.session = session;
        this.request = request;
        this.recordings = List.copyOf(recordings);
    }

    public ExitStatus run() throws CommandException {
        Console console = session.console();
        console.onStop(() -> "stopped before calibration began; nothing was written: the same command starts again");
        Path model = new ModelLocator(session.environment(), session.console()).locate(request);
        List<Waveform> speech = speech(recordings.isEmpty() ? examples() : recordings);
        console.note("calibrating " + model + " on " + speech.size() + " pieces of speech");
        try {
            Int8Calibration.Outcome outcome = session.engines().quantize(model, request, speech, new Progress(console));
            console.onStop(() -> "stopped; " + outcome.file() + " is complete: --dtype int8 uses it");
            console.endProgress();
            outcome.matrices().forEach(matrix -> console.result(line(matrix)));
            console.note(summary(outcome));
            return ExitStatus.DONE;
        } catch (ModelException e) {
            throw new CommandException(new Failure("", e.getMessage(), ExitStatus.MODEL), e);
        } catch (DeviceException e) {
            throw new CommandException(new Failure("", Remedies.of(e), ExitStatus.DEVICE), e);
        }
    }

    private record Progress(Console console) implements Int8Calibration.Listener {
        @Override
        public void says(String text) {
            console.note(text);
        }

        @Override
        public void measured(int matrices, int all) {
            String done = matrices + " of " + all + " matrices";
            console.onStop(() -> "stopped after " + done + " were measured; the same command starts again");
            console.progress("measured " + matrices + " of " + all + " matrices");
            if (matrices * 4 / all > (matrices - 1) * 4 / all) {
                console.note("measured " + matrices + " of " + all + " matrices");
            }
            if (matrices == all) {
                console.endProgress();
            }
        }
    }

    private static String summary(Int8Calibration.Outcome outcome) {
        int all = outcome.matrices().size();
        long eight = outcome.matrices().stream()
                .filter(Int8Calibration.Matrix::eight)
                .count();
        if (eight == 0) {
            return "wrote " + outcome.file() + ": none of " + all
                    + " matrices is accurate enough in 8 bits, so --dtype int8 uses 16 bits for this model";
        }
        return "wrote " + outcome.file() + ": " + eight + " of " + all + " matrices in 8 bits"
                + (outcome.encoderInBf16() ? ", encoder and cache in bf16" : "") + "; compared with 16 bits, "
                + changed(outcome.heard()) + " differ in the calibration speech, and "
                + changed(outcome.heldOut()) + " in other speech";
    }

    private static String changed(Int8Quality quality) {
        return quality.changed() + " of " + quality.tokens() + " tokens";
    }

    private static String line(Int8Calibration.Matrix matrix) {
        return String.format(
                Locale.ROOT,
                "%s\t%s\t%.4f\t%.4f\t%d\n",
                matrix.name(),
                matrix.eight() ? "int8" : "fp16",
                matrix.medianError(),
                matrix.worstError(),
                matrix.beside());
    }

    private List<Path> examples() throws CommandException {
        Optional<Path> folder = session.environment().home().map(home -> home.resolve("examples"));
        List<Path> found = new ArrayList<>();
        if (folder.isPresent()) {
            EXAMPLES.stream()
                    .map(folder.get()::resolve)
                    .filter(Files::isRegularFile)
                    .forEach(found::add);
        }
        if (found.isEmpty()) {
            throw Usage.error("RECORDING", "the examples are not installed; name some recordings of speech");
        }
        return found;
    }

    private List<Waveform> speech(List<Path> files) throws CommandException {
        List<List<Waveform>> all = new ArrayList<>();
        for (Path file : files) {
            try {
                all.add(chunks(file));
            } catch (IOException e) {
                throw new CommandException(new Failure(file.toString(), Failure.reason(e), ExitStatus.INPUT), e);
            }
        }
        List<Waveform> chosen = new ArrayList<>();
        for (int i = 0; i < MOST_CHUNKS; i++) {
            for (List<Waveform> chunks : all) {
                if (i < chunks.size() && chosen.size() < MOST_CHUNKS) {
                    chosen.add(chunks.get(i));
                }
            }
        }
        if (chosen.isEmpty()) {
            throw new CommandException(
                    new Failure("RECORDING", "no recording has speech; name others", ExitStatus.INPUT));
        }
        return chosen;
    }

    private List<Waveform> chunks(Path file) throws IOException {
        Cutting cutting = new Cutting(true, VadOptions.DEFAULT, OptionalLong.of(CHUNK_SAMPLES));
        List<Waveform> chunks = new ArrayList<>();
        try (MeteredAudio audio = AudioSelection.ALL.open(session.engines(), new AudioInput.AudioFile(file))) {
            ChunkSource source = AudioSelection.ALL.chunks(session.engines(), audio, cutting);
            Optional<Chunk> next = source.next();
            while (next.isPresent() && next.get().range().start() < SAMPLES_EACH && chunks.size() < MOST_CHUNKS) {
                chunks.add(next.get().waveform());
                next = source.next();
            }
        }
        return chunks;
    }
}
