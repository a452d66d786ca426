package qasr.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.audio.AudioException;
import qasr.audio.AudioInput.AudioFile;
import qasr.audio.AudioInput.AudioPipe;
import qasr.audio.AudioStream;
import qasr.testing.AudioTrack;
import qasr.testing.MediaFile;

/**
 * Tests that memory use does not grow with the length of a recording, and that all memory is released, also after
 * errors.
 */
final class MemoryTest {
    @TempDir
    private Path folder;

    @Test
    void hoursFromAPipeTakeNoMoreMemoryThanTheFirstMinutes() throws Exception {
        assertGrowth(SmallJvm.growth("hours"));
    }

    @Test
    void hundredsOfOpensLeaveNothingBehind() throws Exception {
        Path path =
                MediaFile.write(folder.resolve("a.m4a"), "ipod", new AudioTrack("aac", 44_100, Chirp.at(44_100, 0.2)));
        assertGrowth(SmallJvm.growth("opens", path.toString()));
    }

    private static void assertGrowth(long bytes) {
        assertTrue(bytes < 10 << 20, "memory grew (limit 10 MB) by " + (bytes >> 10) + " KB");
    }

    @ParameterizedTest
    @CsvSource({"ipod, aac", "mov, pcm_s16le", "caf, alac"})
    void aPipeWhoseIndexComesLastIsKeptInMemoryUpToTheLimit(String container, String codec) throws Exception {
        Path path =
                MediaFile.write(folder.resolve("late"), container, new AudioTrack(codec, 44_100, Chirp.at(44_100, 30)));
        assertArrayEquals(Decoded.file(path).samples(), Decoded.pipe(path).samples());
        byte[] bytes = Files.readAllBytes(path);
        AudioPipe pipe = new AudioPipe(new ByteArrayInputStream(bytes));
        AudioException e = assertThrows(AudioException.class, () -> {
            try (AudioStream stream = new FfmpegDecoder(bytes.length - 1).open(pipe, OptionalInt.empty())) {
                stream.read(new float[1], 0, 1);
            }
        });
        assertTrue(
                e.getMessage().startsWith("the index of this container comes after the sound, so that more than "),
                e.getMessage());
        assertTrue(e.getMessage().endsWith("save the recording to a file and name the file"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"faststart", "frag_keyframe+empty_moov"})
    void aMovieWhoseIndexComesFirstGoesStraightThrough(String flags) throws Exception {
        Path path = MediaFile.of("ipod")
                .with(new AudioTrack("aac", 44_100, Chirp.at(44_100, 40)))
                .movFlags(flags)
                .write(folder.resolve("fast"));
        assertStreams(path);
    }

    @ParameterizedTest
    @CsvSource({"mp3, libmp3lame", "flac, flac", "opus, libopus", "matroska, aac", "caf, pcm_s16be", "asf, pcm_s16le"})
    void otherContainersGoStraightThrough(String container, String codec) throws Exception {
        assertStreams(MediaFile.write(
                folder.resolve("sound"), container, new AudioTrack(codec, 48_000, Chirp.at(48_000, 40))));
    }

    /** Checks that the first sound comes out of a pipe before half of it is read, with no memory allowed for the rest. */
    private static void assertStreams(Path path) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        long[] taken = {0};
        InputStream counting = new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int count = super.read(target, offset, Math.min(length, 4096));
                taken[0] += Math.max(0, count);
                return count;
            }
        };
        try (AudioStream stream = new FfmpegDecoder(100_000).open(new AudioPipe(counting), OptionalInt.empty())) {
            assertTrue(stream.read(new float[100], 0, 100) > 0);
            assertTrue(taken[0] < bytes.length * 0.6, taken[0] + " of " + bytes.length + " bytes read");
        }
    }

    @Test
    @SuppressWarnings("MustBeClosedChecker") // closed together at the end
    void manyStreamsMayBeOpenAtOnce() throws Exception {
        Path path = MediaFile.write(
                folder.resolve("a.wav"), "wav", new AudioTrack("pcm_s16le", 16_000, Chirp.at(16_000, 0.1)));
        java.util.List<AudioStream> open = new java.util.ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                open.add(new FfmpegDecoder().open(new AudioFile(path), OptionalInt.empty()));
            }
            float[] buffer = new float[1600];
            for (AudioStream stream : open) {
                int count = stream.read(buffer, 0, 1600);
                count += stream.read(buffer, 0, 1600);
                assertEquals(1600, count);
                assertEquals(-1, stream.read(buffer, 0, 1600));
            }
        } finally {
            open.forEach(AudioStream::close);
        }
    }
}
