package qasr.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qasr.audio.AudioException;
import qasr.audio.AudioInput;
import qasr.testing.AudioTrack;
import qasr.testing.MediaFile;
import qasr.testing.Shared;

/** Tests that encrypted audio is reported, and is not decoded to noise. */
final class EncryptionTest {
    /** ContentEncodings of one ContentEncoding of type 1, encryption, by AES with the key 01020304. */
    private static final byte[] CONTENT_ENCODINGS =
            HexFormat.of().parseHex("6d809d62409a50318100503281015033810150358b47e1810547e28401020304");

    @TempDir
    private Path folder;

    @Test
    void anIndexThatIsCutOffSaysNothing() throws Exception {
        byte[] whole = "stsd\0\0\0\0\0\0\0\1\0\0\0\4enca".getBytes(StandardCharsets.ISO_8859_1);
        for (int length = 0; length <= whole.length; length++) {
            byte[] head = Arrays.copyOf(whole, length);
            assertEquals(length == whole.length, Encryption.isOfMovie(new Pipe(), head, 1), "length " + length);
        }
    }

    /** A source of which only the first bytes are known. */
    private static final class Pipe implements ByteSource {
        @Override
        public int read(ByteBuffer target) {
            return -1;
        }

        @Override
        public boolean seekable() {
            return false;
        }

        @Override
        public void seek(long position) {
            throw new IllegalStateException("a pipe");
        }

        @Override
        public byte[] peek(long position, int count) {
            throw new IllegalStateException("a pipe");
        }

        @Override
        public long size() {
            throw new IllegalStateException("a pipe");
        }

        @Override
        public void close() {}
    }

    @Test
    void aScrambledTransportStreamIsEncrypted() throws Exception {
        byte[] stream = Files.readAllBytes(
                MediaFile.write(folder.resolve("x.ts"), "mpegts", new AudioTrack("mp2", 44_100, Chirp.at(44_100, 3))));
        for (int at = 0; at < stream.length; at += 188) {
            boolean payload = (stream[at + 1] & 0x1F) == 1; // the muxer's first track has PID 0x100
            if (payload) {
                stream[at + 3] |= (byte) 0xC0;
                for (int i = at + 12; i < at + 188; i++) {
                    stream[i] ^= (byte) (31 * i);
                }
            }
        }
        String message = assertThrows(
                        AudioException.class,
                        () -> Decoded.of(
                                new AudioInput.AudioPipe(new ByteArrayInputStream(stream)), OptionalInt.empty()))
                .getMessage();
        assertTrue(message.startsWith("is encrypted"), message);
    }

    @Test
    void aMatroskaTrackWithAKeyIsEncrypted() throws Exception {
        byte[] plain = Files.readAllBytes(MediaFile.write(
                folder.resolve("x.mka"), "matroska", new AudioTrack("pcm_s16le", 16_000, Chirp.at(16_000, 1))));
        int tracks = last(plain, HexFormat.of().parseHex("1654ae6b")) + 4; // the first is in the list of places
        int entry = tracks + length(plain, tracks);
        entry += plain[entry] == (byte) 0xBF ? 7 : 1; // behind a checksum, which then is wrong, and the name
        int end = entry + length(plain, entry) + value(plain, entry);
        ByteArrayOutputStream encrypted = new ByteArrayOutputStream();
        encrypted.write(plain, 0, end);
        encrypted.write(CONTENT_ENCODINGS);
        encrypted.write(plain, end, plain.length - end);
        byte[] bytes = encrypted.toByteArray();
        for (int size : new int[] {last(plain, HexFormat.of().parseHex("18538067")) + 4, tracks, entry}) {
            grow(bytes, size, length(plain, size));
        }
        Path file = Files.write(folder.resolve("encrypted.mka"), bytes);
        assertEncrypted(assertThrows(AudioException.class, () -> Decoded.file(file)));
        assertEncrypted(assertThrows(AudioException.class, () -> Decoded.track(file, 1)));
        assertEquals(16_000, Decoded.pipe(plain).samples().length);
    }

    @Test
    void aMovieUnderCommonEncryptionIsEncrypted() throws Exception {
        Path movie = Shared.file("data/faults/cenc.mp4");
        assertEncrypted(assertThrows(AudioException.class, () -> Decoded.file(movie)));
        assertEncrypted(assertThrows(AudioException.class, () -> Decoded.pipe(movie)));
    }

    /** FFmpeg does not mark the packets of each of them. */
    @ParameterizedTest
    @CsvSource({
        "mp4, aac, disable_chpl",
        "mp4, alac, disable_chpl",
        "mp4, libmp3lame, faststart",
        "ipod, alac, faststart",
        "mp4, aac, frag_keyframe+empty_moov",
        "mp4, flac, frag_keyframe+empty_moov",
    })
    void anyMovieUnderCommonEncryptionIsEncrypted(String muxer, String codec, String flags) throws Exception {
        String key = "00112233445566778899aabbccddeeff";
        Path movie = MediaFile.of(muxer)
                .with(new AudioTrack(codec, 44_100, Chirp.at(44_100, 2)))
                .movFlags(flags)
                .option("encryption_scheme", "cenc-aes-ctr")
                .option("encryption_key", key)
                .option("encryption_kid", key)
                .write(folder.resolve("x.mp4"));
        assertEncrypted(assertThrows(AudioException.class, () -> Decoded.file(movie)));
        assertEncrypted(assertThrows(AudioException.class, () -> Decoded.pipe(movie)));
    }

    private static void assertEncrypted(AudioException thrown) {
        assertTrue(thrown.getMessage().startsWith("is encrypted"), thrown.getMessage());
    }

    private static int last(byte[] bytes, byte[] name) {
        for (int at = Math.min(2000, bytes.length - name.length); at >= 0; at--) {
            if (Arrays.equals(bytes, at, at + name.length, name, 0, name.length)) {
                return at;
            }
        }
        throw new AssertionError("not there: " + HexFormat.of().formatHex(name));
    }

    /** Returns how many bytes the size at {@code at} takes. */
    private static int length(byte[] bytes, int at) {
        return Integer.numberOfLeadingZeros(Byte.toUnsignedInt(bytes[at])) - 23;
    }

    private static int value(byte[] bytes, int at) {
        int length = length(bytes, at);
        int value = Byte.toUnsignedInt(bytes[at]) & ((1 << (8 - length)) - 1);
        for (int i = 1; i < length; i++) {
            value = (value << 8) | Byte.toUnsignedInt(bytes[at + i]);
        }
        return value;
    }

    private static void grow(byte[] bytes, int at, int length) {
        long size = (value(bytes, at) + CONTENT_ENCODINGS.length) | (1L << (7 * length));
        for (int i = length - 1; i >= 0; i--) {
            bytes[at + i] = (byte) size;
            size >>= 8;
        }
    }
}
