package qasr.run;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import qasr.audio.Waveform;

/** Encodes a waveform as a WAV file (mono, 16 kHz, 16-bit PCM), so that any player can play what the model gets. */
public final class WavFile {
    private static final int HEADER_BYTES = 44;
    private static final int BYTES_PER_SAMPLE = 2;
    private static final short PCM = 1;
    private static final short MONO = 1;

    private WavFile() {}

    /** Returns the whole file; samples outside [-1, 1] are clipped. */
    public static byte[] of(Waveform waveform) {
        int bytes = waveform.length() * BYTES_PER_SAMPLE;
        ByteBuffer file = ByteBuffer.allocate(HEADER_BYTES + bytes).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(HEADER_BYTES - 8 + bytes).put(ascii("WAVE"));
        file.put(ascii("fmt ")).putInt(16).putShort(PCM).putShort(MONO);
        file.putInt(Waveform.SAMPLE_RATE).putInt(Waveform.SAMPLE_RATE * BYTES_PER_SAMPLE);
        file.putShort((short) BYTES_PER_SAMPLE).putShort((short) (8 * BYTES_PER_SAMPLE));
        file.put(ascii("data")).putInt(bytes);
        for (int i = 0; i < waveform.length(); i++) {
            int value = Math.round(waveform.sample(i) * 32_768f);
            file.putShort((short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value)));
        }
        return file.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
