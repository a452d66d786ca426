package qasr.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;
import qasr.vad.Chunk;

/** Tests reading and writing on a file system that fails now and then, and the file of chunks. */
final class FilesTest {
    @TempDir
    private Path folder;

    private final Configuration configuration = new Configuration();

    @BeforeEach
    void configure() {
        configuration.set("fs.flaky.impl", FlakyFileSystem.class.getName());
        configuration.setDouble("flaky.share", 10);
    }

    private HadoopPath path(Path file, Runnable onOpen) {
        return new HadoopPath("flaky://" + file, configuration, onOpen);
    }

    @Test
    void bytesAreReadInAnyOrderAlthoughStreamsBreak() throws IOException {
        byte[] bytes = new byte[1_000_000];
        new Random(1).nextBytes(bytes);
        Path file = Files.write(folder.resolve("a file: with, signs"), bytes);
        int[] opened = {0};
        HadoopPath path = path(file, () -> opened[0]++);
        assertTrue(Files.isRegularFile(path));
        assertEquals(bytes.length, Files.size(path));
        Random random = new Random(2);
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            for (int i = 0; i < 50; i++) {
                int from = random.nextInt(bytes.length);
                ByteBuffer target = ByteBuffer.allocateDirect(1 + random.nextInt(100_000));
                channel.position(from);
                while (target.hasRemaining() && channel.read(target) >= 0) {}
                byte[] read = new byte[target.flip().remaining()];
                target.get(read);
                assertArrayEquals(Arrays.copyOfRange(bytes, from, from + read.length), read);
                assertTrue(target.limit() == target.capacity() || from + read.length == bytes.length);
            }
        }
        assertEquals(1, opened[0]);
        assertArrayEquals(bytes, Files.readAllBytes(path));
        assertThrows(NoSuchFileException.class, () -> Files.newByteChannel(path(folder.resolve("none"), () -> {})));
    }

    @Test
    void aFileThatChangesWhileItIsReadIsAnError() throws IOException {
        Path file = Files.write(folder.resolve("talk"), new byte[200_000]);
        configuration.setDouble("flaky.share", 0);
        try (SeekableByteChannel channel = Files.newByteChannel(path(file, () -> {}))) {
            Files.write(file, new byte[100_000]);
            assertThrows(ChangedFileException.class, () -> channel.read(ByteBuffer.allocate(10)));
        }
    }

    @Test
    void writtenFilesAreWholeAndReplaceOthers() throws IOException {
        OutputFolder output = new OutputFolder("flaky://" + folder + "/out", configuration);
        for (int i = 0; i < 100; i++) {
            output.write("files/a: b/text " + i % 10 + ".txt", "text " + i);
        }
        for (int i = 0; i < 10; i++) {
            assertEquals(Optional.of("text " + (90 + i)), output.read("files/a: b/text " + i + ".txt"));
        }
        assertEquals(Optional.empty(), output.read("none"));
        assertEquals(10, output.names("files/a: b").size());
        output.rename("files", "others/files");
        assertFalse(output.exists("files"));
        assertTrue(output.exists("others/files/a: b/text 3.txt"));
        output.remove("others");
        assertFalse(output.exists("others/files"));
    }

    @Test
    void localFilesMayHaveAColonAndAreAlone() throws IOException {
        OutputFolder output = new OutputFolder("file://" + folder + "/out", configuration);
        output.write("files/10:30 call.txt", "one");
        output.write("files/10:30 call.txt", "two");
        assertEquals(Optional.of("two"), output.read("files/10:30 call.txt"));
        Path file = folder.resolve("out/files/10:30 call.txt");
        assertEquals("two", Files.readString(new HadoopPath("file:" + file, configuration, () -> {})));
        assertEquals(Set.of("10:30 call.txt"), output.names("files"));
        output.remove("files/10:30 call.txt");
        assertFalse(Files.exists(file));
        // As Spark does, which writes the table into the same folder.
        org.apache.hadoop.fs.Path part = new org.apache.hadoop.fs.Path("file://" + folder + "/out/files/part");
        part.getFileSystem(configuration).create(part).close();
        assertEquals(Set.of("part"), output.names("files"));
    }

    @Test
    void chunksComeBackExactly() throws IOException {
        Path file = folder.resolve("chunks");
        Chunk chunk = new Chunk(
                new SampleRange(10, 14),
                Waveform.of(new float[] {0.1f, Float.MIN_VALUE, -1, Float.NaN}),
                List.of(new SampleRange(11, 12), new SampleRange(13, 14)),
                "Äda",
                "2");
        try (ChunkFile.Writer writer = new ChunkFile.Writer(file)) {
            writer.add(chunk);
            writer.add(chunk.shifted(100));
        }
        try (ChunkFile.Reader reader = new ChunkFile.Reader(Files.newInputStream(file))) {
            Chunk read = reader.next().orElseThrow();
            assertEquals(chunk.place(), read.place());
            assertEquals(chunk.speech(), read.speech());
            assertArrayEquals(chunk.waveform().toArray(), read.waveform().toArray());
            assertEquals(chunk.shifted(100).place(), reader.next().orElseThrow().place());
            assertEquals(Optional.empty(), reader.next());
        }
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 3));
        try (ChunkFile.Reader reader = new ChunkFile.Reader(Files.newInputStream(file))) {
            reader.next();
            assertThrows(EOFException.class, reader::next);
        }
    }
}
