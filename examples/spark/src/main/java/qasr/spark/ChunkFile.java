package qasr.spark;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;
import qasr.vad.Chunk;

/**
 * Chunks with their sound in a file: what the network of another machine needs to decode them. Samples are 32-bit floats, big
 * endian, exactly those that the decoder gave: 230 MB for an hour.
 */
final class ChunkFile {
    private static final int MAGIC = 0x51434831; // QCH1
    private static final int END = 0;
    private static final int CHUNK = 1;
    private static final int BUFFER = 1 << 16;

    private ChunkFile() {}

    /** Writes chunks into a file of this machine. */
    static final class Writer implements Closeable {
        private final DataOutputStream out;

        Writer(Path file) throws IOException {
            out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
            out.writeInt(MAGIC);
        }

        void add(Chunk chunk) throws IOException {
            out.writeByte(CHUNK);
            write(chunk.range());
            out.writeInt(chunk.speech().size());
            for (SampleRange speech : chunk.speech()) {
                write(speech);
            }
            out.writeUTF(chunk.speaker());
            out.writeUTF(chunk.channel());
            float[] samples = chunk.waveform().toArray();
            ByteBuffer bytes = ByteBuffer.allocate(samples.length * Float.BYTES);
            bytes.asFloatBuffer().put(samples);
            out.write(bytes.array());
        }

        private void write(SampleRange range) throws IOException {
            out.writeLong(range.start());
            out.writeLong(range.end());
        }

        @Override
        public void close() throws IOException {
            try (out) {
                out.writeByte(END);
            }
        }
    }

    /** Reads chunks, one at a time. */
    static final class Reader implements Closeable {
        private final DataInputStream in;

        Reader(InputStream stream) throws IOException {
            in = new DataInputStream(new BufferedInputStream(stream, BUFFER));
            if (in.readInt() != MAGIC) {
                throw new IOException("is no file of chunks");
            }
        }

        /**
         * Returns the next chunk, or empty after the last one.
         *
         * @throws EOFException if the file is not whole
         */
        Optional<Chunk> next() throws IOException {
            if (in.readByte() == END) {
                return Optional.empty();
            }
            SampleRange range = range();
            int count = in.readInt();
            List<SampleRange> speech = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                speech.add(range());
            }
            String speaker = in.readUTF();
            String channel = in.readUTF();
            byte[] bytes = new byte[Math.toIntExact(range.length() * Float.BYTES)];
            in.readFully(bytes);
            float[] samples = new float[Math.toIntExact(range.length())];
            ByteBuffer.wrap(bytes).asFloatBuffer().get(samples);
            return Optional.of(new Chunk(range, Waveform.of(samples), speech, speaker, channel));
        }

        private SampleRange range() throws IOException {
            return new SampleRange(in.readLong(), in.readLong());
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
