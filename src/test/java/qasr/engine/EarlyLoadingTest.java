package qasr.engine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import qasr.ffmpeg.FfmpegDecoder;

final class EarlyLoadingTest {
    /** A thread that still uses libraries when the process ends could crash it, and change the exit status. */
    @Test
    void afterClosingNothingIsLoadedAnyMore() {
        EarlyLoading loading = EarlyLoading.begin();
        loading.close();
        assertFalse(loading.isAlive());
    }

    /** The thread ignores failures, so that it would not show that FFmpeg refuses the silence. */
    @Test
    void theDecoderIsWarmedByASoundThatItDecodes() {
        assertDoesNotThrow(FfmpegDecoder::warm);
    }
}
