package qasr.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qasr.testing.Shared;

/** Recordings made after public reports about programs of this kind: whole, in place, and no complaint but a true one. */
final class PublicFaultsTest {
    /** The columns: the file, its length, where the first word begins, all in seconds, and what the warnings are. */
    @ParameterizedTest
    @CsvSource({
        "base.m4a, 13.2, 1.19, \\[\\]",
        "zero-pts.mka, 13.2, 1.19, \\[\\]",
        "grain300.mka, 13.2, 1.25, \\[\\]",
        "rm144.rm, 13.2, 1.22, \\[\\]",
        "ffpipe.wav, 7.77, 1.19, \\[\\]",
        "disc-fwd.ts, 9.29, 0.22, '\\[the timestamps jump 1 time \\(at 5.400 s by \\+4894.600 s\\).*'",
        "o3600.opus, 13.2, 1.19, \\[\\]",
        "neg2.mkv, 15.2, 3.19, \\[\\]",
        "chainv.ogg, 9.2, 0.2, '\\[the timestamps jump 1 time .*'",
        "hshort.wav, 6.5, 0.2, \\[the header is wrong: it states 1.0 s.*was read\\]",
    })
    void whatIsThereIsHeardWhereItBelongs(String name, double seconds, double first, String warnings) throws Exception {
        Path file = Shared.file("data/faults/" + name);
        Decoded decoded = Decoded.file(file);
        assertEquals(seconds, decoded.samples().length / 16_000.0, 0.1);
        assertEquals(first, onset(decoded.samples()), 0.08);
        assertTrue(
                decoded.warnings().toString().matches(warnings),
                decoded.warnings().toString());
    }

    private static double onset(float[] samples) {
        for (int i = 0; i < samples.length; i++) {
            if (Math.abs(samples[i]) > 0.05) {
                return i / 16_000.0;
            }
        }
        return -1;
    }
}
