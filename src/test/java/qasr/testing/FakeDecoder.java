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

/** A decoder for the files that {@link #write} writes (raw float samples). All other files are no recordings. */
public final class FakeDecoder implements AudioDecoder {
    private static final int MAGIC = 0x46414B45;

    /** Writes {@code samples} into {@code file} and returns it. */
    public static Path write(Path file, float[] samples) throws IOException {
        return Files.write(file, bytes(samples));
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
    public AudioStream open(AudioInput input, OptionalInt track) throws AudioException {
        ByteBuffer bytes = ByteBuffer.wrap(read(input)).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() < 4 || bytes.getInt() != MAGIC) {
            throw new AudioException("is no recording");
        }
        if (track.isPresent() && track.getAsInt() != 1) {
            throw new AudioException("has no audio track " + track.getAsInt());
        }
        float[] samples = new float[bytes.remaining() / 4];
        bytes.asFloatBuffer().get(samples);
        return new ArrayStream(samples, 1);
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
