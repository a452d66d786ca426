package qasr.transcribe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import qasr.audio.AudioException;
import qasr.audio.AudioStream;
import qasr.audio.Waveform;
import qasr.model.Decoding;
import qasr.model.ModelInput;
import qasr.model.Network;
import qasr.model.StopReason;
import qasr.model.TokenListener;
import qasr.text.AsrOutput;
import qasr.text.Tokenizer;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Utterance.Status;
import qasr.vad.Chunk;

/** Turns recordings into transcripts, one after another. The network's prompt must have been set. */
public final class Transcriber {
    private final Network network;
    private final Tokenizer tokenizer;
    private final TranscribeOptions options;
    private final LongSupplier nanoClock;

    public Transcriber(Network network, Tokenizer tokenizer, TranscribeOptions options) {
        this(network, tokenizer, options, System::nanoTime);
    }

    Transcriber(Network network, Tokenizer tokenizer, TranscribeOptions options, LongSupplier nanoClock) {
        this.network = network;
        this.tokenizer = tokenizer;
        this.options = options;
        this.nanoClock = nanoClock;
    }

    /**
     * Transcribes one recording from its beginning to its end.
     *
     * @throws AudioException if it cannot be decoded to its end
     */
    public Transcript transcribe(Recording recording, TranscribeListener listener) throws AudioException {
        Run run = new Run(recording, listener);
        run.readAll();
        return run.finish();
    }

    /** The transcription of one recording. */
    private final class Run {
        private final Recording recording;
        private final TranscribeListener listener;
        private final long startNanos = nanoClock.getAsLong();
        private final List<Utterance> utterances = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();
        private int chunksDone;
        private Duration position = Duration.ZERO;

        Run(Recording recording, TranscribeListener listener) {
            this.recording = recording;
            this.listener = listener;
        }

        void readAll() throws AudioException {
            listener.started(recording.audio().format(), progress());
            List<Chunk> batch = new ArrayList<>();
            Optional<Chunk> chunk = recording.chunks().next();
            while (chunk.isPresent()) {
                batch.add(chunk.get());
                if (batch.size() == options.batchSize()) {
                    decode(batch);
                    batch.clear();
                }
                chunk = recording.chunks().next();
            }
            decode(batch);
        }

        Transcript finish() {
            AudioStream audio = recording.audio();
            List<String> all = new ArrayList<>(audio.warnings());
            all.addAll(warnings);
            Transcript transcript = new Transcript(
                    recording.source(),
                    Times.of(recording.chunks().samplesRead()),
                    new Transcript.SourceFormat(
                            audio.format().codec(),
                            audio.format().sampleRate(),
                            audio.format().channels()),
                    options.engine(),
                    utterances,
                    new Transcript.Timing(options.load(), elapsed()),
                    all);
            listener.finished(transcript);
            return transcript;
        }

        private void decode(List<Chunk> batch) {
            List<Hearing> hearings =
                    batch.stream().map(chunk -> Hearing.of(chunk.waveform())).toList();
            List<Chunk> audible = new ArrayList<>();
            for (int i = 0; i < batch.size(); i++) {
                if (hearings.get(i) == Hearing.AUDIBLE) {
                    audible.add(batch.get(i));
                }
            }
            Iterator<Decoding> decodings = decodings(audible).iterator();
            for (int i = 0; i < batch.size(); i++) {
                Chunk chunk = batch.get(i);
                switch (hearings.get(i)) {
                    case AUDIBLE -> done(chunk, utterance(chunk, decodings.next()));
                    case SILENT -> done(chunk, wordless(chunk, Status.NO_SPEECH));
                    case NOT_A_NUMBER -> {
                        warnings.add(span(chunk) + ": not transcribed: it has samples that are not finite numbers");
                        done(chunk, wordless(chunk, Status.FAILED));
                    }
                }
            }
        }

        private List<Decoding> decodings(List<Chunk> chunks) {
            if (chunks.isEmpty()) {
                return List.of();
            }
            List<Waveform> waveforms = chunks.stream()
                    .map(chunk -> chunk.waveform().paddedTo(ModelInput.MINIMUM_SAMPLES))
                    .toList();
            int[] budgets = waveforms.stream()
                    .mapToInt(waveform -> ModelInput.tokenBudget(waveform.seconds()))
                    .toArray();
            return network.decode(waveforms, budgets, TokenListener.none());
        }

        private void done(Chunk chunk, Utterance utterance) {
            utterances.add(utterance);
            chunksDone++;
            position = Times.of(chunk.range().end());
            listener.chunkDone(progress(), utterance);
        }

        private Utterance utterance(Chunk chunk, Decoding decoding) {
            if (decoding.stopReason() == StopReason.NOT_FINITE) {
                warnings.add(span(chunk) + ": not transcribed: the network's numbers ran out of range");
                return wordless(chunk, Status.FAILED);
            }
            boolean complete = decoding.stopReason() == StopReason.END_OF_TEXT;
            if (!complete) {
                warnings.add(span(chunk) + ": the model had more to say: the end of this text may be missing");
            }
            String raw = tokenizer.decode(decoding.tokens());
            AsrOutput output = options.forcedLanguage().isPresent()
                    ? AsrOutput.parse(raw, options.forcedLanguage().get())
                    : AsrOutput.parse(raw);
            return spoken(chunk, decoding, output, complete);
        }

        private static Utterance wordless(Chunk chunk, Status status) {
            return new Utterance(
                    Times.of(chunk.heard().start()),
                    Times.of(chunk.heard().end()),
                    "",
                    "",
                    Double.NaN,
                    Double.NaN,
                    status);
        }

        private static Utterance spoken(Chunk chunk, Decoding decoding, AsrOutput output, boolean complete) {
            float[] logProbabilities = decoding.logProbabilities();
            double sum = 0;
            double min = logProbabilities.length == 0 ? Double.NaN : 0;
            for (float logProbability : logProbabilities) {
                sum += logProbability;
                min = Math.min(min, logProbability);
            }
            return new Utterance(
                    Times.of(chunk.heard().start()),
                    Times.of(chunk.heard().end()),
                    output.language(),
                    output.text(),
                    sum / logProbabilities.length, // NaN without tokens
                    min,
                    complete);
        }

        private String span(Chunk chunk) {
            return Times.text(Times.of(chunk.range().start())) + "-"
                    + Times.text(Times.of(chunk.range().end()));
        }

        private Progress progress() {
            Optional<Duration> expected = recording.audio().expectedSamples().isPresent()
                    ? Optional.of(Times.of(recording.audio().expectedSamples().getAsLong()))
                    : Optional.empty();
            return new Progress(chunksDone, position, expected, elapsed());
        }

        private Duration elapsed() {
            return Duration.ofNanos(nanoClock.getAsLong() - startNanos);
        }
    }
}
