package qasr.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qasr.testing.AudioTrack;
import qasr.testing.MediaFile;

/** Tests AMR from telephones that stop sending in pauses: that is no damage, and the sound stays in its place. */
final class AmrPauseTest {
    private static final int SECOND = 16_000;
    private static final int FRAMES_A_SECOND = 50;

    @TempDir
    private Path folder;

    /** A chirp in the second and the fourth of five seconds, and no frames, or descriptions of noise, elsewhere. */
    @ParameterizedTest
    @CsvSource({
        "libopencore_amrnb, 8000, 6, 15, 0",
        "libopencore_amrnb, 8000, 6, 8, 5",
        "libvo_amrwbenc, 16000, 9, 15, 0",
        "libvo_amrwbenc, 16000, 9, 9, 5",
    })
    void pausesAreSilenceWithoutAWarning(String codec, int rate, int magic, int type, int bytes) throws Exception {
        byte[] amr = Files.readAllBytes(
                MediaFile.write(folder.resolve("whole"), "amr", new AudioTrack(codec, rate, Chirp.at(rate, 5))));
        byte[] paused = paused(amr, magic, type, bytes);
        for (Decoded decoded :
                List.of(Decoded.file(Files.write(folder.resolve("sound"), paused)), Decoded.pipe(paused))) {
            assertEquals(List.of(), decoded.warnings());
            float[] samples = decoded.samples();
            assertTrue(samples.length > 4.98 * SECOND && samples.length < 5.1 * SECOND, "" + samples.length);
            for (int second = 0; second < 5; second++) {
                double power = power(samples, second + 0.2, second + 0.8);
                assertTrue(second % 2 == 1 ? power > 1e-3 : power < 1e-5, second + ": " + power);
            }
        }
    }

    /** Ten frames in a packet: three of silence at the start of each odd one, and in the middle of each even one. */
    @ParameterizedTest
    @CsvSource({
        "3gp, libvo_amrwbenc, 16000, 15, 0",
        "3gp, libvo_amrwbenc, 16000, 9, 5",
        "matroska, libopencore_amrnb, 8000, 15, 0",
        "matroska, libopencore_amrnb, 8000, 8, 5",
    })
    void pausesMayBeAmongTheFramesOfAPacket(String muxer, String codec, int rate, int type, int bytes)
            throws Exception {
        byte[] pause = new byte[1 + bytes];
        pause[0] = (byte) (type << 3 | 4);
        AudioTrack track = new AudioTrack(codec, rate, Chirp.at(rate, 4))
                .packed(10, (index, frame) -> isPause(index) ? pause : frame);
        Decoded decoded = Decoded.file(MediaFile.write(folder.resolve("packed"), muxer, track));
        assertEquals(List.of(), decoded.warnings());
        float[] samples = decoded.samples();
        assertEquals(4.0 * SECOND, samples.length, 0.21 * SECOND);
        for (int frame = 5; frame < 190; frame++) {
            boolean around = isPause(frame - 1) == isPause(frame) && isPause(frame + 1) == isPause(frame);
            double power = power(samples, frame / 50.0, (frame + 1) / 50.0);
            assertTrue(!around || (isPause(frame) ? power < 1e-7 : power > 1e-5), frame + ": " + power);
        }
    }

    private static boolean isPause(int frame) {
        int in = frame % 10;
        return frame / 10 % 2 == 0 ? in >= 4 && in < 7 : in < 3;
    }

    private static byte[] paused(byte[] amr, int magic, int type, int bytes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(amr, 0, magic);
        int at = magic;
        int speech = size(amr, magic);
        for (int frame = 0; at < amr.length; frame++) {
            if (frame / FRAMES_A_SECOND % 2 == 1) {
                all.write(amr, at, speech);
            } else {
                byte[] pause = new byte[1 + bytes];
                pause[0] = (byte) (type << 3 | 4);
                all.writeBytes(pause);
            }
            at += speech;
        }
        return all.toByteArray();
    }

    /** All frames of an encoder without pauses have the size of the first one, whose header comes again. */
    private static int size(byte[] amr, int magic) {
        for (int size = 10; size < 64; size++) {
            int step = size;
            if (IntStream.range(0, 20).allMatch(i -> amr[magic + i * step] == amr[magic])) {
                return size;
            }
        }
        throw new AssertionError(Arrays.toString(Arrays.copyOf(amr, 99)));
    }

    private static double power(float[] samples, double from, double to) {
        double sum = 0;
        for (int i = (int) (from * SECOND); i < (int) (to * SECOND); i++) {
            sum += samples[i] * samples[i];
        }
        return sum / ((to - from) * SECOND);
    }
}
