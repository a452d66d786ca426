package qasr.run;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import qasr.console.Console;
import qasr.console.MeterText;
import qasr.console.ProgressMode;
import qasr.record.BlockLevel;
import qasr.record.Capture;
import qasr.record.CaptureQueue;

/** Reads a microphone until its end, hands each block on and shows the level. */
final class RecordLoop {
    /** Takes samples, channels alternating. */
    @FunctionalInterface
    interface Sink {
        void accept(short[] samples, int count) throws IOException;
    }

    private final Console console;
    private final Capture capture;
    private final long most;
    private long frames;
    private double peak = BlockLevel.SILENCE_DECIBELS;
    private boolean lost;

    /** Creates a loop that ends after {@code max}, if that is given, exactly to the sample. */
    RecordLoop(Console console, Capture capture, Optional<Duration> max) {
        this.console = console;
        this.capture = capture;
        most = max.map(time ->
                        time.toSeconds() * capture.rate() + time.toNanosPart() * (long) capture.rate() / 1_000_000_000L)
                .orElse(Long.MAX_VALUE);
    }

    /** Notes that the recording begins: a reader of the pipe has the header, and a part file exists. */
    void announce() {
        console.note("recording from '" + capture.device() + "', " + capture.rate() + " Hz, channels: "
                + capture.channels() + "; Ctrl-C ends the recording");
    }

    /**
     * Records.
     *
     * @throws IOException if {@code sink} does
     */
    void run(Sink sink) throws IOException {
        boolean meter = console.progressMode() == ProgressMode.BAR;
        try (CaptureQueue queue = CaptureQueue.of(capture)) {
            while (frames < most) {
                Optional<short[]> next = queue.next();
                if (next.isEmpty()) {
                    lost = !capture.isStopped();
                    return;
                }
                short[] samples = next.get();
                int wanted = (int) Math.min(samples.length, (most - frames) * capture.channels());
                sink.accept(samples, wanted);
                frames += wanted / capture.channels();
                double level = BlockLevel.peak(samples, wanted);
                peak = Math.max(peak, level);
                if (meter) {
                    console.progress(MeterText.line(console.columns(), length(), level));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the recording was interrupted");
        }
    }

    /** Returns the length so far. */
    Duration length() {
        return Duration.ofMillis(frames * 1000 / capture.rate());
    }

    /** Returns the highest level so far, in dB below full scale. */
    double peak() {
        return peak;
    }

    /** Returns whether the device ended the recording. */
    boolean isDeviceLost() {
        return lost;
    }
}
