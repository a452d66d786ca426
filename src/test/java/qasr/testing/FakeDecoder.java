package qasr.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import qasr.audio.AudioDecoder;
import qasr.audio.AudioException;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.audio.Channels;

/**
 * A decoder for the files that {@link #write} writes (raw float samples of one channel or more). All other files are no
 * recordings.
 */
public final class FakeDecoder implements AudioDecoder {
    private static final int MAGIC = 0x46414B45;
    private static final int MAGIC_OF_CHANNELS = 0x46414B46;

    /** Writes {@code samples} into {@code file} and returns it. */
    public static Path write(Path file, float[] samples) throws IOException {
        return Files.write(file, bytes(samples));
    }

    /** Writes a second of each of these levels into {@code file} and returns it. */
    public static Path write(Path file, double... levels) throws IOException {
        float[] samples = new float[levels.length * Signals.SECOND];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) levels[i / Signals.SECOND];
        }
        return write(file, samples);
    }

    /** Writes channels of the same length into {@code file} and returns it. */
    public static Path write(Path file, float[][] channels) throws IOException {
        int count = channels.length;
        ByteBuffer bytes =
                ByteBuffer.allocate(8 + 4 * count * channels[0].length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(MAGIC_OF_CHANNELS).putInt(count);
        for (int i = 0; i < channels[0].length; i++) {
            for (float[] channel : channels) {
                bytes.putFloat(channel[i]);
            }
        }
        return Files.write(file, bytes.array());
    }

    /** Returns the bytes that {@link #write} writes. */
    public static byte[] bytes(float[] samples) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(MAGIC);
        for (float sample : samples) {
            bytes.putFloat(sample);
        }
        return bytes.array();
    }

    @Override
    public AudioStream open(AudioInput input, OptionalInt track, Channels channels) throws AudioException {
        ByteBuffer bytes = ByteBuffer.wrap(read(input)).order(ByteOrder.LITTLE_ENDIAN);
        int magic = bytes.remaining() < 4 ? 0 : bytes.getInt();
        if (magic != MAGIC && magic != MAGIC_OF_CHANNELS) {
            throw new AudioException("is no recording");
        }
        if (track.isPresent() && track.getAsInt() != 1) {
            throw new AudioException("has no audio track " + track.getAsInt());
        }
        int count = magic == MAGIC ? 1 : bytes.getInt();
        float[][] samples = new float[count][bytes.remaining() / 4 / count];
        for (int i = 0; i < samples[0].length; i++) {
            for (float[] channel : samples) {
                channel[i] = bytes.getFloat();
            }
        }
        return new ArrayStream(chosen(samples, channels), 1);
    }

    private static float[][] chosen(float[][] samples, Channels channels) throws AudioException {
        if (channels.number() > samples.length) {
            throw new AudioException("has no channel " + channels.number());
        }
        return switch (channels.way()) {
            case SPLIT -> samples;
            case ONE -> new float[][] {samples[channels.number() - 1]};
            case MIX -> new float[][] {mean(samples)};
        };
    }

    private static float[] mean(float[][] samples) {
        float[] mean = new float[samples[0].length];
        for (float[] channel : samples) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += channel[i] / samples.length;
            }
        }
        return mean;
    }

    private static byte[] read(AudioInput input) throws AudioException {
        try {
            if (input instanceof AudioInput.AudioFile file) {
                return Files.readAllBytes(file.path());
            }
            try (InputStream stream = ((AudioInput.AudioPipe) input).stream()) {
                return stream.readAllBytes();
            }
        } catch (IOException e) {
            throw new AudioException("cannot be read", e);
        }
    }
}
