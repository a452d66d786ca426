package qasr.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import qasr.audio.AudioException;
import qasr.model.StageTimes;
import qasr.testing.ArrayStream;

final class MeteredAudioTest {
    /** Without this, the end of a run could release what is still used to look for speech in an hour of silence. */
    @Test
    void anInterruptedThreadReadsNoFurther() throws AudioException {
        MeteredAudio audio = new MeteredAudio(
                new ArrayStream(new float[1000], 1000), 0, (position, expected) -> {}, new StageTimes());
        float[][] buffers = new float[1][100];
        assertEquals(100, audio.read(buffers, 0, 100));
        Thread.currentThread().interrupt();
        assertThrows(IllegalStateException.class, () -> audio.read(buffers, 0, 100));
        assertTrue(Thread.interrupted());
        assertEquals(100, audio.read(buffers, 0, 100));
    }
}
