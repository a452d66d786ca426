package qasr.ffmpeg;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A 16-bit mono WAV at 16 kHz of any length as it comes from a recorder: its header does not know how long it gets. */
final class EndlessWav extends InputStream {
    private static final int HEADER = 44;

    private final byte[] header = header();
    private final long bytes;
    private long position;

    EndlessWav(long samples) {
        bytes = samples > Long.MAX_VALUE / 4 ? Long.MAX_VALUE : HEADER + 2 * samples;
    }

    /** Returns sample {@code index}: a slow sawtooth, different everywhere within four seconds. */
    static float sample(long index) {
        return (short) (index & 0xffff) / 32_768f;
    }

    /** Returns the number of bytes read so far. */
    long position() {
        return position;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int count = (int) Math.min(length, bytes - position);
        if (count <= 0) {
            return -1;
        }
        for (int i = 0; i < count; i++, position++) {
            long index = (position - HEADER) >> 1;
            target[offset + i] = position < HEADER
                    ? header[(int) position]
                    : (byte) ((position & 1) == 0 ? index & 0xff : (index >> 8) & 0xff);
        }
        return count;
    }

    private static byte[] header() {
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(-1);
        header.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        header.putShort((short) 1).putShort((short) 1).putInt(16_000).putInt(32_000);
        header.putShort((short) 2).putShort((short) 16);
        header.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(-1);
        return header.array();
    }
}
