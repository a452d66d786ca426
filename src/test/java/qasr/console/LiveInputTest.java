package qasr.console;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import qasr.record.WavEncoder;
import qasr.testing.Property;

final class LiveInputTest {
    private static LiveInput input(byte[] bytes) {
        return new LiveInput(new ByteArrayInputStream(bytes), WavEncoder.MARK_BYTES, WavEncoder::isLive);
    }

    @Test
    void everyByteIsReadOnceInAnyPortions() {
        Property.forAll(100, random -> {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            LiveInput input = input(bytes);
            byte[] read = new byte[bytes.length];
            int length = 0;
            try {
                while (length < read.length) {
                    if (random.nextBoolean()) {
                        read[length++] = (byte) input.read();
                    } else {
                        length += input.read(read, length, 1 + random.nextInt(read.length - length));
                    }
                }
                assertEquals(-1, input.read());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            assertArrayEquals(bytes, read);
            assertFalse(input.isLive());
        });
    }

    @Test
    void aRecordingIsLiveFromItsHeaderToItsEnd() throws IOException {
        byte[] header = new WavEncoder(16_000, 1).header();
        LiveInput input = input(header);
        assertTrue(input.isLive(), "before anybody has read");
        assertArrayEquals(header, input.readNBytes(header.length));
        assertTrue(input.isLive());
        assertEquals(-1, input.read());
        assertFalse(input.isLive());
        WavEncoder finished = new WavEncoder(16_000, 1);
        finished.encode(new short[100], 100);
        assertFalse(input(finished.finish().header()).isLive(), "a file has a length");
    }
}
