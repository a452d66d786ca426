package qasr.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the headers of all common writers are seen, and nothing else. */
final class EbmlStartTest {
    private static final String CHROME =
            "1a45dfa3 9f 42868101 42f78101 42f28104 42f38108 428284 7765626d 42878104 42858102";
    private static final String SEGMENT = "18538067 01ffffffffffffff 1549a966 8e 2ad7b1 830f4240";

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /** As Chrome, FFmpeg (Matroska, old and new), GStreamer (old and new), with a checksum, and with padding. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                CHROME,
                "1a45dfa3 a3 42868101 42f78101 42f28104 42f38108 428288 6d6174726f736b61 42878104 42858102",
                "1a45dfa3 0100000000000023 42868101 42f78101 42f28104 42f38108 428288 6d6174726f736b61 42878104 42858102",
                "1a45dfa3 0100000000000014 428285 7765626d00 42878102 42858102",
                "1a45dfa3 0100000000000015 428289 6d6174726f736b6100 42878102 42858102",
                "1a45dfa3 a9 bf84 01020304 42868101 42f78101 42f28104 42f38108 428288 6d6174726f736b61 42878104 42858102",
                "1a45dfa3 4019 ec83 000000 42868101 42f74001 01 428284 7765626d 42858102",
            })
    void headersOfAllWritersAreSeen(String hex) {
        byte[] start = bytes(hex + SEGMENT);
        RecordingStart mark =
                RecordingStart.of(Arrays.copyOf(start, RecordingStart.BYTES)).orElseThrow();
        byte[] behind = new byte[1000];
        System.arraycopy(start, 0, behind, 100, start.length);
        assertEquals(100, mark.find(behind, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1a45dfa3 0000000000000000000000000000",
                "1a45dfa3 80 4282847765626d 00000000",
                "1a45dfa3 9f 428284 61766331 42878104 42858102",
                "1a45dfa3 9f a1a381 7765626d 00000000",
                "1a45dfa3 9f 4286ff 7765626d 00000000",
                "1a45dfa3 9f 42860800ffffffffff",
            })
    void otherBytesAreNone(String hex) {
        assertFalse(EbmlStart.isSound(bytes(hex), 0));
    }

    @Test
    void aHeaderThatIsCutOffIsNone() {
        byte[] start = bytes(CHROME);
        int whole = CHROME.replace(" ", "").indexOf("42878104") / 2;
        for (int length = 12; length < start.length; length++) {
            boolean seen = EbmlStart.isSound(Arrays.copyOf(start, length), 0);
            assertEquals(length >= whole, seen, length + " bytes");
        }
        assertTrue(EbmlStart.isSound(start, 0));
    }
}
