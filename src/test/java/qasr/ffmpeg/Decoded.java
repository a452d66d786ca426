package qasr.ffmpeg;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import qasr.audio.AudioException;
import qasr.audio.AudioFormat;
import qasr.audio.AudioInput;
import qasr.audio.AudioInput.AudioFile;
import qasr.audio.AudioInput.AudioPipe;
import qasr.audio.AudioStream;
import qasr.transcript.Warning;

/** The decoded samples and properties of one short recording. */
@SuppressWarnings("ArrayRecordComponent") // the tests compare the arrays themselves
record Decoded(float[] samples, AudioFormat format, OptionalLong expectedSamples, List<String> warnings) {
    static Decoded file(Path path) throws AudioException {
        return of(new AudioFile(path), OptionalInt.empty());
    }

    static Decoded track(Path path, int track) throws AudioException {
        return of(new AudioFile(path), OptionalInt.of(track));
    }

    /** Decodes the file's bytes from a stream that cannot be rewound and hands out a few at a time. */
    static Decoded pipe(Path path) throws IOException {
        return pipe(Files.readAllBytes(path));
    }

    static Decoded pipe(byte[] bytes) throws IOException {
        return pipe(bytes, 1000);
    }

    /** Decodes a stream that cannot be rewound and hands out {@code most} bytes at a time. */
    static Decoded pipe(byte[] bytes, int most) throws IOException {
        InputStream stream = new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, most));
            }
        };
        return of(new AudioPipe(stream), OptionalInt.empty());
    }

    /** Decodes a stream that hands out as much as is asked for. */
    static Decoded fastPipe(byte[] bytes) throws IOException {
        return pipe(bytes, Integer.MAX_VALUE);
    }

    static Decoded of(AudioInput input, OptionalInt track) throws AudioException {
        try (AudioStream stream = new FfmpegDecoder().open(input, track)) {
            float[] samples = new float[1 << 20];
            int count = 0;
            int read;
            while ((read = stream.read(samples, count, Math.min(4000, samples.length - count))) >= 0) {
                count += read;
            }
            return new Decoded(
                    Arrays.copyOf(samples, count),
                    stream.format(),
                    stream.expectedSamples(),
                    stream.warnings().stream().map(Warning::text).toList());
        }
    }
}
