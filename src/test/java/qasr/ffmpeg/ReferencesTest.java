package qasr.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.AudioException;
import qasr.testing.AttachmentTrack;
import qasr.testing.AudioTrack;
import qasr.testing.MediaFile;

/**
 * Tests that references in a file are not followed: neither to another file, which its last access time would show, nor
 * to an address, on which the test listens.
 */
final class ReferencesTest {
    private static final float[] SOUND = Chirp.at(16_000, 0.5);
    private static final int FLAC_INFO_END = 42;
    private static final int ASF_HEADER = 30;
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir
    private Path folder;

    private ServerSocket server;
    private Path other;

    @BeforeEach
    void prepare() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        other = MediaFile.write(folder.resolve("other.wav"), "wav", new AudioTrack("pcm_s16le", 16_000, SOUND));
        Files.setAttribute(other, "lastAccessTime", LONG_AGO);
    }

    @AfterEach
    void noReferenceWasFollowed() throws IOException {
        assertEquals(LONG_AGO, Files.getAttribute(other, "lastAccessTime"), "the other file was read");
        server.setSoTimeout(1);
        assertThrows(SocketTimeoutException.class, () -> server.accept().close(), "somebody called");
        server.close();
    }

    @Test
    void theTimeOfTheLastAccessTellsThatAFileWasDecoded() throws Exception {
        Path read = Files.write(folder.resolve("read.wav"), Files.readAllBytes(other));
        Files.setAttribute(other, "lastAccessTime", LONG_AGO);
        // Where a file system keeps no such times, only what is decoded and who calls can be seen.
        assumeTrue(isSeen(read, () -> Files.readAllBytes(read)), "mounted without times of access");
        assertTrue(isSeen(read, () -> Decoded.file(read)));
    }

    private static boolean isSeen(Path file, Callable<?> reading) throws Exception {
        Files.setAttribute(file, "lastAccessTime", LONG_AGO);
        reading.call();
        return !LONG_AGO.equals(Files.getAttribute(file, "lastAccessTime"));
    }

    private List<String> targets() {
        String local = "http://127.0.0.1:" + server.getLocalPort() + "/other.wav";
        return List.of(
                other.toString(),
                "other.wav",
                "file:" + other,
                "file://" + other,
                "subfile:,,start,0,end,0,,:" + other,
                "concat:" + other + "|" + other,
                "concatf:" + other,
                "crypto:" + other,
                "cache:" + other,
                "async:" + other,
                "data:audio/wav;base64,UklGRg==",
                local,
                local.replace("http:", "tcp:"),
                local.replace("http:", "ftp:"),
                local.replace("http:", "rtmp:"),
                local.replace("http:", "rtsp:"),
                local.replace("http:", "https:"),
                local.replace("http:", "udp:"),
                "hls+" + local,
                "unix:" + other,
                "fd:0",
                "pipe:0");
    }

    /** Each kind of list, with a target in place of {@code @}. */
    @SuppressWarnings("StringConcatToTextBlock") // their line ends matter, and differ
    private static Stream<String> lists() {
        return Stream.of(
                "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n@\n#EXT-X-ENDLIST\n",
                "#EXTM3U\r\n#EXT-X-STREAM-INF:BANDWIDTH=1280000\r\n@\r\n",
                "\uFEFF#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n@\n#EXT-X-ENDLIST\n",
                "\n#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n@\n#EXT-X-ENDLIST\n",
                "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXT-X-MAP:URI=\"@\"\n#EXT-X-KEY:METHOD=AES-128,URI=\"@\"\n"
                        + "#EXTINF:9,\n@\n#EXT-X-ENDLIST\n",
                "@\n",
                "[playlist]\nNumberOfEntries=1\nFile1=@\n",
                "[Reference]\nRef1=@\nRef2=@\n",
                "ffconcat version 1.0\nfile '@'\nduration 10\n",
                "# comment\nffconcat version 1.0\nfile '@'\n",
                "file '@'\nfile '@'\n",
                "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\na=control:@\nm=audio 5004 RTP/AVP 0\n",
                "s=x\nc=IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\na=control:@\n",
                "<?xml version=\"1.0\"?>\n<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\"><BaseURL>@</BaseURL>"
                        + "<Period><AdaptationSet mimeType=\"audio/mp4\"><Representation id=\"1\"><BaseURL>@</BaseURL>"
                        + "<SegmentList><Initialization sourceURL=\"@\"/><SegmentURL media=\"@\"/></SegmentList>"
                        + "</Representation></AdaptationSet></Period></MPD>",
                "<?xml version=\"1.0\"?><CompositionPlaylist xmlns=\"http://www.smpte-ra.org/schemas/2067-3/2016\">"
                        + "<Id>urn:uuid:@</Id></CompositionPlaylist>",
                "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"@\">]><MPD>&e;</MPD>",
                "<asx version=\"3.0\"><entry><ref href=\"@\"/></entry></asx>",
                "<smil><body><audio src=\"@\"/></body></smil>",
                "<playlist version=\"1\" xmlns=\"http://xspf.org/ns/0/\"><trackList><track><location>@</location>"
                        + "</track></trackList></playlist>",
                "<SmoothStreamingMedia MajorVersion=\"2\"><StreamIndex Type=\"audio\" Url=\"@\"/></SmoothStreamingMedia>",
                "FILE \"@\" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n",
                "# VobSub index file, v7 (do not modify this line!)\nid: en, index: 0\ntimestamp: 00:00:00:000, filepos: 0\n# @\n",
                "rtsptext\r\n@\r\n",
                "rtsp://127.0.0.1/@\n@\n--stop--\n@\n",
                "<?wpl version=\"1.0\"?><smil><body><seq><media src=\"@\"/></seq></body></smil>",
                "\uFEFF[playlist]\r\nFile1=@\r\nNumberOfEntries=1\r\n",
                "ffconcat version 1.0\r\nfile @\r\noption protocol_whitelist file,http,tcp,subfile,concat\r\n",
                ";FFMETADATA1\ntitle=@\n[CHAPTER]\nTIMEBASE=1/1\nSTART=0\nEND=9\ntitle=@\n",
                "AviSource(\"@\")\nWavSource(\"@\")\n",
                "amovie=@\n",
                "DASHPlaylist\n@\n",
                "<?xml version=\"1.0\"?><AssetMap xmlns=\"http://www.smpte-ra.org/schemas/429-9/2007/AM\"><AssetList><Asset>"
                        + "<ChunkList><Chunk><Path>@</Path></Chunk></ChunkList></Asset></AssetList></AssetMap>");
    }

    @Test
    void listsOpenNothing() throws Exception {
        for (String list : lists().toList()) {
            for (String target : targets()) {
                String text = list.replace("@", target);
                for (String name : List.of("list.m3u8", "list.wav")) {
                    Path path = Files.writeString(folder.resolve(name), text);
                    assertThrows(AudioException.class, () -> Decoded.file(path), text);
                }
                assertThrows(AudioException.class, () -> Decoded.pipe(text.getBytes(StandardCharsets.UTF_8)), text);
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // which has no such names
    void namesThatLookLikeAddressesAreNames() throws Exception {
        for (String target : targets()) {
            if (!Path.of(target).equals(other) && !target.equals("other.wav")) {
                assertThrows(AudioException.class, () -> Decoded.file(Path.of(target)), target);
            }
        }
        for (String name :
                List.of("subfile:,,start,0,end,9,,:other.wav", "cache:other.wav", "data:,x", "other%d.wav")) {
            Path odd = Files.move(copy(), folder.resolve(name));
            assertEquals(SOUND.length, Decoded.file(odd).samples().length, name);
        }
    }

    /** A movie whose sound lies in another file, as an alias record or a URL says. */
    @Test
    void aMovieThatRefersToAnotherFileOpensNothing() throws Exception {
        Path movie = MediaFile.write(folder.resolve("a.mov"), "mov", new AudioTrack("pcm_s16le", 16_000, SOUND));
        byte[] whole = Files.readAllBytes(movie);
        for (String target : targets()) {
            byte[] name = (target + "\0").getBytes(StandardCharsets.UTF_8);
            for (byte[] entry : List.of(entry("url ", name), entry("alis", alias(target)), entry("urn ", name))) {
                Path path = Files.write(folder.resolve("ref.mov"), withReference(whole, entry));
                // The sample table is the same, so what is decoded, if anything, is this file's own sound.
                try {
                    assertTrue(Decoded.file(path).samples().length <= SOUND.length, target);
                } catch (AudioException e) {
                    assertTrue(!e.getMessage().isEmpty());
                }
            }
            byte[] url = target.getBytes(StandardCharsets.UTF_8);
            byte[] reference = box("rdrf", join(new byte[4], ascii("url "), number(url.length), url));
            byte[] movieOfReferences =
                    join(box("ftyp", ascii("qt  \0\0\0\0qt  ")), box("moov", box("rmra", box("rmda", reference))));
            Path path = Files.write(folder.resolve("rmra.mov"), movieOfReferences);
            assertThrows(AudioException.class, () -> Decoded.file(path), target);
        }
    }

    @Test
    void attachmentsStayInside() throws Exception {
        for (String name : List.of("../evil.txt", folder.resolve("evil.txt").toString(), "evil.txt")) {
            Path path = MediaFile.of("matroska")
                    .with(new AudioTrack("pcm_s16le", 16_000, SOUND))
                    .with(new AttachmentTrack(name, "harm"))
                    .write(folder.resolve("a.mkv"));
            assertEquals(SOUND.length, Decoded.file(path).samples().length);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of("a.mkv", "other.wav"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    /** ID3v2's picture with the type "-->" is the address of one. */
    @Test
    void aCoverThatIsAnAddressIsNotFetched() throws Exception {
        Path path = MediaFile.write(folder.resolve("a.mp3"), "mp3", new AudioTrack("libmp3lame", 16_000, SOUND));
        byte[] sound = Files.readAllBytes(path);
        int expected = Decoded.file(path).samples().length;
        for (String target : targets()) {
            byte[] text = join(ascii("\0-->\0\3\0"), target.getBytes(StandardCharsets.UTF_8));
            byte[] frame = join(ascii("APIC"), number(text.length), new byte[2], text);
            byte[] tagged = join(ascii("ID3\3\0\0"), synchsafe(frame.length), frame, sound);
            assertEquals(expected, Decoded.file(Files.write(path, tagged)).samples().length, target);
        }
    }

    /** A reference in FLAC's own picture block. */
    @Test
    void aPictureThatIsAnAddressIsNotFetched() throws Exception {
        Path path = MediaFile.write(folder.resolve("a.flac"), "flac", new AudioTrack("flac", 16_000, SOUND));
        byte[] sound = Files.readAllBytes(path);
        for (String target : targets()) {
            byte[] url = target.getBytes(StandardCharsets.UTF_8);
            byte[] picture = join(number(3), number(3), ascii("-->"), number(0), new byte[16], number(url.length), url);
            byte[] block = join(number(6 << 24 | picture.length), picture);
            byte[] tagged = join(
                    Arrays.copyOf(sound, FLAC_INFO_END), block, Arrays.copyOfRange(sound, FLAC_INFO_END, sound.length));
            assertEquals(SOUND.length, Decoded.file(Files.write(path, tagged)).samples().length, target);
        }
    }

    /** Segments that say which files come before and after them, and are cut out of others. */
    @Test
    void aMatroskaThatIsLinkedToOthersStaysAlone() throws Exception {
        Path path = MediaFile.of("matroska")
                .with(new AudioTrack("pcm_s16le", 16_000, SOUND))
                .option("live", "1")
                .write(folder.resolve("a.mka"));
        byte[] whole = Files.readAllBytes(path);
        int info = indexOf(whole, new byte[] {0x15, 0x49, (byte) 0xA9, 0x66});
        int sizeBytes = Integer.numberOfLeadingZeros(whole[info + 4] & 0xFF) - 23;
        int size = 0;
        for (int i = 0; i < sizeBytes; i++) {
            size = size << 8 | (whole[info + 4 + i] & (i == 0 ? 0xFF >> sizeBytes : 0xFF));
        }
        int content = info + 4 + sizeBytes;
        for (String target : targets()) {
            byte[] name = target.getBytes(StandardCharsets.UTF_8);
            byte[] links = join(
                    element(new byte[] {0x73, (byte) 0x84}, name),
                    element(new byte[] {0x3C, (byte) 0x83, (byte) 0xAB}, name),
                    element(new byte[] {0x3E, (byte) 0x83, (byte) 0xBB}, name),
                    element(new byte[] {0x3C, (byte) 0xB9, 0x23}, Arrays.copyOf(name, 16)),
                    element(new byte[] {0x3E, (byte) 0xB9, 0x23}, Arrays.copyOf(name, 16)));
            byte[] linked = join(
                    Arrays.copyOf(whole, info + 4),
                    new byte[] {0x10},
                    Arrays.copyOfRange(number(size + links.length), 1, 4),
                    links,
                    Arrays.copyOfRange(whole, content, whole.length));
            Decoded decoded = Decoded.file(Files.write(path, linked));
            assertEquals(SOUND.length, decoded.samples().length, target);
            assertEquals(List.of(), decoded.warnings());
        }
    }

    /** Commands in a Windows Media file that are to open an address while it plays. */
    @Test
    void aScriptThatOpensAnAddressIsNotObeyed() throws Exception {
        Path path = MediaFile.write(folder.resolve("a.wma"), "asf", new AudioTrack("wmav2", 16_000, SOUND));
        byte[] whole = Files.readAllBytes(path);
        int expected = Decoded.file(path).samples().length;
        for (String target : targets()) {
            byte[] url = target.getBytes(StandardCharsets.UTF_16LE);
            ByteBuffer script =
                    ByteBuffer.allocate(24 + 16 + 4 + 2 + 6 + 12 + url.length).order(ByteOrder.LITTLE_ENDIAN);
            script.putLong(0x11D00B621EFB1A30L).putLong(0xF64803C9A0009BA3L).putLong(script.capacity());
            script.put(new byte[16]).putShort((short) 1).putShort((short) 1);
            script.putShort((short) 3).put("URL".getBytes(StandardCharsets.UTF_16LE));
            script.putInt(0)
                    .putShort((short) 0)
                    .putShort((short) (url.length / 2))
                    .put(url);
            byte[] scripted = join(
                    Arrays.copyOf(whole, ASF_HEADER),
                    script.array(),
                    Arrays.copyOfRange(whole, ASF_HEADER, whole.length));
            ByteBuffer header = ByteBuffer.wrap(scripted).order(ByteOrder.LITTLE_ENDIAN);
            header.putLong(16, header.getLong(16) + script.capacity()).putInt(24, header.getInt(24) + 1);
            assertEquals(expected, Decoded.file(Files.write(path, scripted)).samples().length, target);
        }
    }

    private static byte[] element(byte[] id, byte[] content) {
        return join(id, new byte[] {0x10}, Arrays.copyOfRange(number(content.length), 1, 4), content);
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(new String(part, StandardCharsets.ISO_8859_1));
    }

    private Path copy() throws IOException {
        return MediaFile.write(folder.resolve("copy.wav"), "wav", new AudioTrack("pcm_s16le", 16_000, SOUND));
    }

    /** A data reference that does not lie in the movie itself. */
    private static byte[] entry(String type, byte[] content) {
        return box(type, join(new byte[4], content));
    }

    /** A Macintosh alias record with a volume, a name and an absolute path. */
    private static byte[] alias(String target) {
        byte[] record = new byte[150];
        record[7] = 2; // version
        record[10] = 1;
        record[11] = 'v';
        byte[] name = target.getBytes(StandardCharsets.UTF_8);
        record[50] = (byte) Math.min(63, name.length);
        System.arraycopy(name, 0, record, 51, Math.min(63, name.length));
        byte[] path = {0, 18, (byte) (name.length >> 8), (byte) name.length};
        return join(record, path, name, name.length % 2 == 0 ? new byte[0] : new byte[1], new byte[] {-1, -1, 0, 0});
    }

    /** Puts {@code entry} in the place of the first entry of {@code dref}, in the atoms around it, too. */
    private static byte[] withReference(byte[] movie, byte[] entry) {
        List<Integer> around = new ArrayList<>();
        int at = 0;
        for (String name : List.of("moov", "trak", "mdia", "minf", "dinf", "dref")) {
            while (!new String(movie, at + 4, 4, StandardCharsets.ISO_8859_1).equals(name)) {
                at += length(movie, at);
            }
            around.add(at);
            at += name.equals("dref") ? 16 : 8;
        }
        int before = length(movie, at);
        byte[] result = join(Arrays.copyOf(movie, at), entry, Arrays.copyOfRange(movie, at + before, movie.length));
        for (int atom : around) {
            byte[] longer = number(length(movie, atom) + entry.length - before);
            System.arraycopy(longer, 0, result, atom, 4);
        }
        return result;
    }

    private static int length(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).getInt(at);
    }

    private static byte[] box(String name, byte[] content) {
        return join(number(8 + content.length), ascii(name), content);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private static byte[] synchsafe(int value) {
        return new byte[] {
            (byte) (value >> 21 & 127), (byte) (value >> 14 & 127), (byte) (value >> 7 & 127), (byte) (value & 127)
        };
    }

    private static byte[] join(byte[]... parts) {
        java.io.ByteArrayOutputStream joined = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
