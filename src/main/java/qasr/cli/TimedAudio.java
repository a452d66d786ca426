package qasr.cli;

import qasr.audio.AudioException;
import qasr.audio.AudioStream;
import qasr.model.Stage;
import qasr.model.StageTimes;

/** An audio stream with a clock beside it. */
final class TimedAudio extends ForwardedAudio {
    private final StageTimes times;
    private long nanos;

    TimedAudio(AudioStream stream, StageTimes times) {
        super(stream);
        this.times = times;
    }

    /** Returns how long its reading has taken so far. */
    long nanos() {
        return nanos;
    }

    @Override
    public int read(float[] buffer, int offset, int length) throws AudioException {
        long start = System.nanoTime();
        try {
            return behind().read(buffer, offset, length);
        } finally {
            long elapsed = System.nanoTime() - start;
            nanos += elapsed;
            times.add(Stage.DECODE_AUDIO, elapsed);
        }
    }
}
