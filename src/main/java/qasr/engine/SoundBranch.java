package qasr.engine;

import java.util.List;
import java.util.OptionalLong;
import qasr.audio.AudioFormat;
import qasr.audio.AudioStream;
import qasr.transcript.Warning;

/** A reader of samples that another stream takes from the stream behind it. That stream reports the warnings and closes it. */
abstract class SoundBranch implements AudioStream {
    private final AudioStream behind;

    SoundBranch(AudioStream behind) {
        this.behind = behind;
    }

    @Override
    public OptionalLong expectedSamples() {
        return behind.expectedSamples();
    }

    @Override
    public AudioFormat format() {
        return behind.format();
    }

    @Override
    public List<Warning> warnings() {
        return List.of();
    }

    @Override
    public void close() {}
}
