package qasr.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests with the recordings in {@code examples/}, cut at every place that matters. */
final class WholeFileTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"cantonese.mp4", "welcome.m4a", "russian.wav", "phone-call.wav"})
    void aPartIsNotWhole(String name) throws IOException {
        byte[] all = Files.readAllBytes(Path.of("examples", name));
        assertEquals(true, isWhole(name, all));
        for (int part = 0; part <= 10; part++) {
            int length = Math.max(part == 0 ? 0 : 64, all.length * part / 10 - 64);
            assertEquals(false, isWhole(name, Arrays.copyOf(all, length)), length + " of " + all.length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"spanish.mp3", "english.ogg", "french.flac", "mandarin.webm"})
    void ofOtherFormatsNothingIsKnown(String name) throws IOException {
        byte[] all = Files.readAllBytes(Path.of("examples", name));
        assertEquals(true, isWhole(name, all));
        assertEquals(true, isWhole(name, Arrays.copyOf(all, all.length / 2)));
        assertEquals(false, isWhole(name, new byte[0]));
        assertEquals(true, isWhole(name, new byte[3]));
    }

    @Test
    void aRecordingThatGoesOnIsNotWhole() throws IOException {
        byte[] all = Files.readAllBytes(Path.of("examples", "french.flac"));
        assertEquals(false, isWhole("talk.part.flac", all));
        assertEquals(true, isWhole("part.flac", all));
    }

    @Test
    void aStreamOfUnknownLengthIsWhole() throws IOException {
        byte[] all = Files.readAllBytes(Path.of("examples", "russian.wav"));
        Arrays.fill(all, 4, 8, (byte) 0xFF);
        assertEquals(true, isWhole("russian.wav", all));
        Arrays.fill(all, 4, 8, (byte) 0);
        assertEquals(true, isWhole("russian.wav", all));
    }

    @Test
    void boxesThatLieDoNotLast() throws IOException {
        byte[] odd = Arrays.copyOf(Files.readAllBytes(Path.of("examples", "cantonese.mp4")), 64);
        Arrays.fill(odd, 8, 64, (byte) 0x80);
        assertEquals(false, isWhole("odd.mp4", odd));
    }

    private boolean isWhole(String name, byte[] bytes) throws IOException {
        return WholeFile.test(Files.write(folder.resolve(name), bytes));
    }
}
