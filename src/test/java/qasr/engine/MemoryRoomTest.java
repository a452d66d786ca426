package qasr.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.AudioException;
import qasr.audio.AudioFormat;
import qasr.audio.AudioStream;
import qasr.testing.ArrayStream;

final class MemoryRoomTest {
    @TempDir
    Path folder;

    private OptionalLong room(String machine, String group) throws IOException {
        return MemoryRoom.bytes(
                Files.writeString(folder.resolve("meminfo"), machine),
                Files.writeString(folder.resolve("cgroup"), group),
                folder.resolve("groups"));
    }

    private void limit(String group, String most, long used, long cache) throws IOException {
        Path path = Files.createDirectories(folder.resolve("groups").resolve(group));
        Files.writeString(path.resolve("memory.max"), most + "\n");
        Files.writeString(path.resolve("memory.current"), used + "\n");
        Files.writeString(path.resolve("memory.stat"), "anon 5\ninactive_file " + cache + "\n");
    }

    @Test
    void theMachineHasWhatLinuxCallsAvailable() throws IOException {
        assertEquals(OptionalLong.of(2048L * 1024), room("MemTotal: 9 kB\nMemAvailable:    2048 kB\n", ""));
        assertEquals(OptionalLong.empty(), room("", ""));
    }

    @Test
    void theTightestGroupAboveTheProcessCounts() throws IOException {
        limit("a/b", "max", 10, 0);
        limit("a", "5000", 3000, 500);
        limit(".", "9000", 3000, 0);
        assertEquals(OptionalLong.of(2500), room("MemAvailable: 2048 kB\n", "0::/a/b\n"));
        assertEquals(OptionalLong.of(6000), room("MemAvailable: 2048 kB\n", "1:cpu:/x\n0::/\n"));
        assertEquals(OptionalLong.of(1024), room("MemAvailable: 1 kB\n", "0::/a/b\n"));
    }

    @Test
    void keptSoundComesAgainAndLeavesNoFile() throws Exception {
        float[] samples = new float[100_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) Math.sin(i) * 1.2f;
        }
        try (SoundSpool spool = SoundSpool.in(folder)) {
            AudioStream kept = spool.keeping(new ArrayStream(samples, 1));
            float[] buffer = new float[30_000];
            while (kept.read(buffer, 10, 7_777) > 0) {
                // to the end
            }
            AudioFormat format = spool.again().format();
            assertEquals(kept.format(), format);
            for (int pass = 0; pass < 2; pass++) {
                AudioStream again = spool.again();
                assertEquals(OptionalLong.of(samples.length), again.expectedSamples());
                int at = 0;
                for (int count = again.read(buffer, 3, 20_000); count > 0; count = again.read(buffer, 3, 20_000)) {
                    for (int i = 0; i < count; i++, at++) {
                        assertEquals(Math.max(-1, Math.min(1, samples[at])), buffer[3 + i], 1.0 / 32_767);
                    }
                }
                assertEquals(samples.length, at);
            }
        }
        try (var files = Files.list(folder)) {
            assertTrue(files.noneMatch(file -> file.toString().contains("sound")));
        }
    }

    /** A closed file fails as a full disk does. */
    @Test
    void soundThatCannotBeKeptFailsTheSecondReadingToo() throws Exception {
        SoundSpool spool = SoundSpool.in(folder, true);
        AudioStream kept = spool.keeping(new ArrayStream(new float[1000], 1));
        spool.close();
        float[] buffer = new float[1000];
        AudioException first = assertThrows(AudioException.class, () -> kept.read(buffer, 0, 1000));
        assertTrue(first.getMessage().startsWith("its sound cannot be kept for a second reading: "));
        AudioStream again = spool.again();
        assertSame(first, assertThrows(AudioException.class, () -> again.read(buffer, 0, 1000)));
    }
}
