package qasr.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import qasr.audio.FileEncoder;

/**
 * Makes a WAV file or stream of 16-bit PCM. Without a known length, the header states the largest number, which decoders take
 * for "to the end". The same stands in the final header of a recording of more than 4 GB.
 *
 * <p>The program's name in the header ({@code ISFT}) tells a reading qasr that the stream is a live recording.
 */
public final class WavEncoder implements FileEncoder {
    /** The beginning of every header, up to the format. */
    public static final int MARK_BYTES = 44;

    private static final int HEADER_BYTES = MARK_BYTES + 24 + 8;
    private static final long UNKNOWN = 0xFFFF_FFFFL;
    private static final short PCM = 1;
    private static final String PROGRAM = "qasr record\0";

    private final int rate;
    private final int channels;
    private long dataBytes;

    /** Creates an encoder of {@code channels} interleaved channels at {@code rate} samples per second. */
    public WavEncoder(int rate, int channels) {
        this.rate = rate;
        this.channels = channels;
    }

    /** Returns whether {@code start}, of at least {@link #MARK_BYTES} bytes, begins a stream of this class. */
    public static boolean isLive(byte[] start) {
        byte[] mark = new WavEncoder(1, 1).header();
        for (int i = 0; i < MARK_BYTES; i++) {
            if (start[i] != mark[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public byte[] header() {
        return header(UNKNOWN);
    }

    private byte[] header(long bytes) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        long whole = HEADER_BYTES - 8 + bytes;
        header.put(ascii("RIFF")).putInt((int) Math.min(UNKNOWN, whole)).put(ascii("WAVE"));
        header.put(ascii("LIST")).putInt(4 + 8 + PROGRAM.length()).put(ascii("INFO"));
        header.put(ascii("ISFT")).putInt(PROGRAM.length()).put(ascii(PROGRAM));
        header.put(ascii("fmt ")).putInt(16).putShort(PCM).putShort((short) channels);
        header.putInt(rate).putInt(rate * channels * Short.BYTES);
        header.putShort((short) (channels * Short.BYTES)).putShort((short) Short.SIZE);
        return header.put(ascii("data")).putInt((int) Math.min(UNKNOWN, bytes)).array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public byte[] encode(short[] samples, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(count * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples, 0, count);
        dataBytes += bytes.capacity();
        return bytes.array();
    }

    @Override
    public Ending finish() {
        return new Ending(new byte[0], header(dataBytes));
    }

    @Override
    public void close() {}
}
