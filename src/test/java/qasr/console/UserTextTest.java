package qasr.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UserTextTest {
    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @ParameterizedTest
    @ValueSource(strings = {"e4bda0410a", "efbbbfe4bda0410a", "fffe604f41000a00", "feff4f600041000a"})
    void theEncodingIsToldByTheFirstBytes(String hex) throws CharacterCodingException {
        assertEquals("\u4f60A\n", UserText.decode(bytes(hex)));
    }

    @Test
    void onlyTheFirstMarkIsNoText() throws CharacterCodingException {
        assertEquals("\uFEFFa\uFEFF", UserText.decode("\uFEFF\uFEFFa\uFEFF".getBytes(StandardCharsets.UTF_8)));
        assertEquals("", UserText.decode(bytes("efbbbf")));
        assertEquals("", UserText.decode(bytes("fffe")));
        assertEquals("", UserText.decode(new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c4e3bac3", "e4bd", "fffe604f41", "fffe00d84100"})
    void otherBytesAreNoText(String hex) {
        assertThrows(CharacterCodingException.class, () -> UserText.decode(bytes(hex)));
    }
}
