package qasr.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import qasr.audio.AudioException;
import qasr.testing.AudioTrack;
import qasr.testing.MediaFile;

/** A header that states a wrong length, or none, costs no sound and brings no false complaint. */
final class SoundLengthTest {
    private static final float[] SOUND = Chirp.at(16_000, 3);

    @TempDir
    private Path folder;

    /** A format: its muxer and codec, where the length stands behind the chunk's name, and how. */
    enum Format {
        WAV("wav", "pcm_s16le", "data", 4, 4, ByteOrder.LITTLE_ENDIAN),
        WAV_ADPCM("wav", "adpcm_ima_wav", "data", 4, 4, ByteOrder.LITTLE_ENDIAN),
        AIFF("aiff", "pcm_s16be", "SSND", 4, 4, ByteOrder.BIG_ENDIAN),
        AU("au", "pcm_s16be", ".snd", 8, 4, ByteOrder.BIG_ENDIAN),
        CAF("caf", "pcm_s16be", "data", 4, 8, ByteOrder.BIG_ENDIAN),
        W64("w64", "pcm_s16le", "data", 16, 8, ByteOrder.LITTLE_ENDIAN);

        private final String muxer;
        private final String codec;
        private final String chunk;
        private final int behindName;
        private final int width;
        private final ByteOrder order;

        Format(String muxer, String codec, String chunk, int behindName, int width, ByteOrder order) {
            this.muxer = muxer;
            this.codec = codec;
            this.chunk = chunk;
            this.behindName = behindName;
            this.width = width;
            this.order = order;
        }

        byte[] write(Path folder) throws IOException {
            return Files.readAllBytes(
                    MediaFile.write(folder.resolve("sound"), muxer, new AudioTrack(codec, 16_000, SOUND)));
        }

        private int field(byte[] file) {
            return new String(file, StandardCharsets.ISO_8859_1).indexOf(chunk) + behindName;
        }

        long length(byte[] file) {
            ByteBuffer bytes = ByteBuffer.wrap(file).order(order);
            return width == 8 ? bytes.getLong(field(file)) : Integer.toUnsignedLong(bytes.getInt(field(file)));
        }

        byte[] with(byte[] file, long length) {
            byte[] changed = file.clone();
            ByteBuffer bytes = ByteBuffer.wrap(changed).order(order);
            if (width == 8) {
                bytes.putLong(field(file), length);
            } else {
                bytes.putInt(field(file), (int) length);
            }
            return changed;
        }

        /** Returns a recording whose header states a length of 0, followed by the sound. */
        byte[] withoutLength(Path folder) throws IOException {
            int outside = this == AIFF ? 8 : this == CAF ? 4 : this == W64 ? 24 : 0;
            return with(write(folder), outside);
        }

        /** Returns the offset of the sound in a file. */
        int sound(byte[] file) {
            return switch (this) {
                case AU -> ByteBuffer.wrap(file).getInt(4);
                case AIFF, CAF -> field(file) + 12;
                default -> field(file) + width;
            };
        }

        /** Returns a chunk of {@code size} bytes as this format writes it; a name of three letters is a tag. */
        byte[] chunk(String name, int size) {
            int header = this == W64 ? 24 : this == CAF ? 12 : 8;
            ByteBuffer chunk = ByteBuffer.allocate((header + size + 1) / 2 * 2).order(order);
            chunk.put(name.getBytes(StandardCharsets.US_ASCII));
            if (name.length() == 4 && width == 8) {
                chunk.putLong(header - 8, this == W64 ? header + size : size);
            } else if (name.length() == 4) {
                chunk.putInt(size);
            }
            return chunk.array();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPlaceholderLengthIsIgnored(Format format) throws Exception {
        byte[] file = format.write(folder);
        float[] whole = decoded(file).samples();
        // What FFmpeg, SoX, arecord and others leave behind, with sound of any number of bytes.
        long[] placeholders = format.width == 4
                ? new long[] {0xFFFF_FFFFL, 0x7FFF_FFFFL, 0x7FFF_F000L, 0x8000_0000L, 0xFFFF_FFDBL, 0x7F00_0008L}
                : new long[] {-1, Long.MAX_VALUE};
        for (long placeholder : placeholders) {
            // A block of ADPCM cannot be decoded in part.
            for (int cut : format == Format.WAV_ADPCM ? new int[] {0} : new int[] {0, 100, 2050}) {
                byte[] recorded = Arrays.copyOf(format.with(file, placeholder), file.length - cut);
                for (Decoded decoded : List.of(decoded(recorded), Decoded.pipe(recorded))) {
                    String what = format + " with length " + Long.toHexString(placeholder) + " less " + cut;
                    assertEquals(List.of(), decoded.warnings(), what);
                    assertEquals(whole.length, decoded.samples().length, 2500, what);
                }
            }
        }
    }

    /** Headers as FFmpeg's muxer and SoX write them into a pipe. */
    @ParameterizedTest
    @CsvSource({"0, 0", "0x7F000050, 0x7F000008", "-1, -1"})
    void anAiffThatNeverLearntItsLengthIsReadToItsEnd(String form, String chunk) throws Exception {
        byte[] file = Format.AIFF.write(folder);
        float[] whole = decoded(file).samples();
        byte[] recorded = Format.AIFF.with(file, Integer.decode(chunk));
        ByteBuffer.wrap(recorded).putInt(4, Integer.decode(form));
        for (Decoded decoded : List.of(decoded(recorded), Decoded.pipe(recorded))) {
            assertArrayEquals(whole, decoded.samples());
            assertEquals(List.of(), decoded.warnings());
        }
    }

    @ParameterizedTest
    @EnumSource
    void soundBehindTheLengthInTheHeaderIsReadFromAFileAndMissedFromAPipe(Format format) throws Exception {
        byte[] file = format.write(folder);
        byte[] changed = format.with(file, format.length(file) / 3 / 256 * 256);
        Decoded decoded = decoded(changed);
        assertArrayEquals(decoded(file).samples(), decoded.samples());
        assertEquals(1, decoded.warnings().size(), decoded.warnings().toString());
        assertTrue(
                decoded.warnings()
                        .get(0)
                        .matches("the header is wrong: it states [01]\\.\\d s, .* to 3\\.\\d s; .* read"),
                decoded.warnings().toString());
        Decoded pipe = Decoded.pipe(changed);
        if (pipe.samples().length < 40_000) {
            assertEquals(
                    List.of("the sound after 1.0 s was not read: the header says that the recording ends there, but"
                            + " more follows"),
                    pipe.warnings());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRecordingThatIsShorterThanItsHeaderIsCutOff(Format format) throws Exception {
        byte[] file = format.write(folder);
        // Also where the rest is a whole number of what FFmpeg reads at once.
        byte[] cut = Arrays.copyOf(file, file.length * 2 / 3 / 4096 * 4096);
        for (Decoded decoded : List.of(decoded(cut), Decoded.pipe(cut))) {
            assertTrue(
                    decoded.warnings()
                            .toString()
                            .matches(".*the recording is cut off: it ends after [12]\\.\\d s of 3\\.\\d s.*"),
                    format + ": " + decoded.warnings());
        }
    }

    /** FFmpeg reads WAV behind a tag, and RF64 under its name in broadcasting. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTagOrTheNameOfBroadcastingDoesNotHideThatItIsCutOff(boolean tagged) throws Exception {
        byte[] file = Files.readAllBytes(MediaFile.of("wav")
                .option("rf64", tagged ? "never" : "always")
                .with(new AudioTrack("pcm_s16le", 16_000, SOUND))
                .write(folder.resolve("sound")));
        ByteArrayOutputStream cut = new ByteArrayOutputStream();
        if (tagged) {
            byte[] tag = {'I', 'D', '3', 3, 0, 0, 0, 0, 1, 0};
            cut.writeBytes(Arrays.copyOf(tag, tag.length + 128));
        } else {
            System.arraycopy("BW64".getBytes(StandardCharsets.US_ASCII), 0, file, 0, 4);
        }
        cut.write(file, 0, file.length * 2 / 3);
        for (Decoded decoded : List.of(decoded(cut.toByteArray()), Decoded.pipe(cut.toByteArray()))) {
            assertTrue(
                    decoded.warnings().toString().contains("the recording is cut off"),
                    decoded.warnings().toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"LIST, 26", "'id3 ', 100", "'cue ', 28", "TAG, 128", "ID3, 50"})
    void whatFollowsTheSoundIsNotRead(String name, int size) throws Exception {
        byte[] file = Format.WAV.write(folder);
        ByteBuffer chunk = ByteBuffer.allocate(8 + size).order(ByteOrder.LITTLE_ENDIAN);
        chunk.put(name.getBytes(StandardCharsets.US_ASCII));
        if (name.length() == 4) {
            chunk.putInt(size);
        }
        byte[] tagged = joined(file, chunk.array());
        assertEquals(List.of(), decoded(tagged).warnings());
        assertEquals(SOUND.length, decoded(tagged).samples().length);
        assertEquals(List.of(), Decoded.pipe(tagged).warnings());
    }

    /** A recorder that is stopped at once writes such files. */
    @ParameterizedTest
    @CsvSource({
        "WAV, LIST, 26",
        "WAV, 'id3 ', 100",
        "WAV, 'cue ', 27",
        "WAV, TAG, 128",
        "WAV, ID3, 50",
        "WAV_ADPCM, LIST, 26",
        "AIFF, ANNO, 26",
        "CAF, info, 26",
        "W64, list, 48"
    })
    void chunksBehindNoSoundAreNotSound(Format format, String name, int size) throws Exception {
        byte[] file = format.withoutLength(folder);
        byte[] empty = Arrays.copyOf(file, format.sound(file));
        byte[] tagged = joined(empty, format.chunk(name, size), format.chunk(name, size));
        assertEquals("its audio track is empty: there is no sound in it", failure(empty));
        assertEquals("its audio track is empty: there is no sound in it", failure(tagged));
        assertEquals(
                "its audio track is empty: there is no sound in it",
                assertThrows(AudioException.class, () -> Decoded.pipe(tagged)).getMessage());
    }

    private String failure(byte[] file) {
        return assertThrows(AudioException.class, () -> decoded(file)).getMessage();
    }

    /** A recorder that was killed has not come back to write the length, and its sound may begin like a chunk. */
    @ParameterizedTest
    @EnumSource(names = "WAV_ADPCM", mode = EnumSource.Mode.EXCLUDE)
    void soundBehindALengthOfZeroIsReadWhole(Format format) throws Exception {
        byte[] file = format.withoutLength(folder);
        int sound = format.sound(file);
        for (byte[] start : List.of(new byte[0], format.chunk("LIST", 26), format.chunk("data", 26))) {
            byte[] recorded = file.clone();
            System.arraycopy(start, 0, recorded, sound, start.length);
            for (Decoded decoded : List.of(decoded(recorded), Decoded.pipe(recorded))) {
                assertEquals(SOUND.length, decoded.samples().length, 1);
                assertEquals(List.of(), decoded.warnings());
            }
        }
        byte[] header = Arrays.copyOf(file, sound);
        byte[] another = joined(header, format.chunk("data", 3200));
        assertTrue(decoded(another).samples().length >= 1600);
        byte[] cutOff = joined(header, Arrays.copyOf(format.chunk("LIST", 3200), 3000));
        assertTrue(decoded(cutOff).samples().length >= 1400);
    }

    @Test
    void roomThatWasMadeAndNotUsedIsNotRead() throws Exception {
        byte[] file = Format.WAV.write(folder);
        byte[] roomy = Arrays.copyOf(file, file.length + 200_000);
        assertEquals(SOUND.length, decoded(roomy).samples().length);
        assertEquals(List.of(), decoded(roomy).warnings());
        assertEquals(List.of(), Decoded.pipe(roomy).warnings());
        roomy[roomy.length - 1] = 1;
        assertEquals(1, decoded(roomy).warnings().size());
        assertEquals(1, Decoded.pipe(roomy).warnings().size());
    }

    @Test
    void aRecordingOfAnotherKindBehindTheSoundIsNotPassedOverInSilence() throws Exception {
        byte[] joined = joined(Format.WAV.write(folder), Format.AIFF.write(folder));
        for (Decoded decoded : List.of(decoded(joined), Decoded.pipe(joined))) {
            assertTrue(
                    decoded.warnings().toString().contains("was not read"),
                    decoded.warnings().toString());
        }
    }

    private Decoded decoded(byte[] file) throws IOException {
        return Decoded.file(Files.write(folder.resolve("changed"), file));
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
