package qasr.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import qasr.audio.Waveform;

final class WavFileTest {
    @Test
    void theJdkReadsBackWhatWasWritten() throws Exception {
        byte[] file = WavFile.of(Waveform.of(new float[] {0, 0.5f, -0.5f, 1, -1, 2, -2, 1f / 32_768}));
        try (AudioInputStream wav = AudioSystem.getAudioInputStream(new ByteArrayInputStream(file))) {
            assertEquals(
                    new AudioFormat(16_000, 16, 1, true, false).toString(),
                    wav.getFormat().toString());
            int[] samples = new int[8];
            for (int i = 0; i < samples.length; i++) {
                byte[] pair = wav.readNBytes(2);
                samples[i] = (pair[0] & 0xFF) | pair[1] << 8;
            }
            int[] expected = {0, 16_384, -16_384, 32_767, -32_768, 32_767, -32_768, 1};
            assertEquals(java.util.Arrays.toString(expected), java.util.Arrays.toString(samples));
            assertEquals(0, wav.readNBytes(2).length);
        }
    }
}
