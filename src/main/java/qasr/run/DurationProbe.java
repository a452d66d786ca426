package qasr.run;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import qasr.audio.AudioDecoder;
import qasr.audio.AudioStream;
import qasr.audio.Waveform;
import qasr.job.Input;

/**
 * Finds the lengths of a run's recordings in the background, so that the time left can be shown. A length that cannot be
 * found stays unknown; the error of such a recording is shown when its turn comes. Pipes are not opened.
 */
final class DurationProbe implements Runnable, AutoCloseable {
    private final List<Input> inputs;
    private final Supplier<AudioDecoder> engines;
    private final RunProgress progress;
    private final Thread thread = new Thread(this, "probe");
    private AudioDecoder decoder;
    private volatile boolean closed;

    DurationProbe(List<Input> inputs, Supplier<AudioDecoder> engines, RunProgress progress) {
        this.inputs = inputs;
        this.engines = engines;
        this.progress = progress;
        thread.setDaemon(true);
    }

    /** Begins. */
    DurationProbe started() {
        decoder = engines.get();
        thread.start();
        return this;
    }

    @Override
    public void run() {
        for (int i = 0; i < inputs.size() && !closed; i++) {
            Input input = inputs.get(i);
            int index = i;
            if (progress.isStarted(index) || !input.isFile()) {
                continue; // the run that transcribes it reports the failure
            }
            try (AudioStream audio = decoder.open(input.open(InputStream.nullInputStream()), OptionalInt.empty())) {
                audio.expectedSamples()
                        .ifPresent(samples -> progress.work(index).expect(samples / (double) Waveform.SAMPLE_RATE));
            } catch (IOException | RuntimeException e) {
                progress.work(index).expect(0); // it will fail in its turn
            }
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
