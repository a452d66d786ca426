package qasr.batch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * A file that only grows: a line for each record, its checksum first. Each is on the disk when {@link #append} returns. A
 * record that was being written when the power failed is incomplete, so its checksum is wrong: this record and
 * everything after it are cut off when the log is next opened.
 */
final class RecordLog implements Closeable {
    private static final int SUM_CHARACTERS = 8;

    private final FileChannel channel;
    private final List<String> records;
    /** Where the whole records end, each. */
    private final List<Long> ends;

    private RecordLog(FileChannel channel, List<String> records, List<Long> ends) {
        this.channel = channel;
        this.records = records;
        this.ends = ends;
    }

    /** Opens or begins a log for appending. */
    static RecordLog open(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            byte[] bytes = rest(channel, 0);
            List<String> records = new ArrayList<>();
            List<Long> ends = new ArrayList<>();
            int whole = parse(bytes, bytes.length, records, ends);
            channel.truncate(whole);
            channel.position(whole);
            return new RecordLog(channel, records, ends);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * The whole records of a log from some place on.
     *
     * @param end the place after them
     */
    record Tail(List<String> records, long end) {}

    /** Returns the whole records after {@code start} of a log that may be being written; none if there is no log. */
    static Tail read(Path file, long start) throws IOException {
        List<String> records = new ArrayList<>();
        if (!Files.exists(file)) {
            return new Tail(records, 0);
        }
        try (FileChannel channel = FileChannel.open(file)) {
            byte[] bytes = rest(channel, start);
            return new Tail(records, start + parse(bytes, bytes.length, records, new ArrayList<>()));
        }
    }

    /**
     * Adds a record to a log that may not exist yet and that others add to as well: what follows {@code start}, the end of a
     * whole record, is read, and nothing before it.
     *
     * @return the whole records after {@code start}, the new one last
     */
    static Tail append(Path file, long start, String record) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            List<String> records = new ArrayList<>();
            byte[] bytes = rest(channel, start);
            long whole = start + parse(bytes, bytes.length, records, new ArrayList<>());
            channel.truncate(whole);
            channel.position(whole);
            write(channel, record);
            records.add(record);
            return new Tail(records, channel.position());
        }
    }

    private static byte[] rest(FileChannel channel, long start) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(Integer.MAX_VALUE - 8, channel.size() - start));
        channel.position(start);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // until it is full
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static void write(FileChannel channel, String record) throws IOException {
        byte[] text = record.getBytes(StandardCharsets.UTF_8);
        ByteBuffer line =
                ByteBuffer.wrap((sum(text, 0, text.length) + " " + record + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            channel.write(line);
        }
        channel.force(false);
    }

    /** Returns the records that were there when it was opened. */
    List<String> records() {
        return records;
    }

    /** Adds a record, which must not hold a line end. */
    void append(String record) throws IOException {
        write(channel, record);
        ends.add(channel.position());
    }

    /** Returns how many whole records it holds. */
    int size() {
        return ends.size();
    }

    /** Gives the disk back the later half of its records, and what was being written when it was full. */
    void halve() throws IOException {
        int kept = ends.size() / 2;
        ends.subList(kept, ends.size()).clear();
        channel.truncate(kept == 0 ? 0 : ends.get(kept - 1));
        channel.position(channel.size());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Adds the whole records to {@code records} and returns how many bytes they take. */
    private static int parse(byte[] bytes, int length, List<String> records, List<Long> ends) {
        int start = 0;
        for (int end = 0; end < length; end++) {
            if (bytes[end] != '\n') {
                continue;
            }
            int text = start + SUM_CHARACTERS + 1;
            if (text > end || !sum(bytes, text, end - text).equals(ascii(bytes, start, SUM_CHARACTERS))) {
                return start;
            }
            records.add(new String(bytes, text, end - text, StandardCharsets.UTF_8));
            start = end + 1;
            ends.add((long) start);
        }
        return start;
    }

    private static String ascii(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
    }

    private static String sum(byte[] bytes, int offset, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, offset, length);
        return String.format(Locale.ROOT, "%08x", sum.getValue());
    }
}
