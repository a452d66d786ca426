package qasr.natives;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The names in a 64-bit little-endian ELF file that the system's loader uses.
 *
 * @param needs the names of the libraries that it needs, in its order
 */
record SharedObject(List<String> needs) {
    private static final int MAGIC = 0x464C457F;
    private static final int HEADER_BYTES = 64;
    private static final int CLASS_AND_ORDER = 4;
    private static final int BITS_64_LITTLE_ENDIAN = 0x0102;
    private static final int SEGMENTS_AT = 32;
    private static final int SEGMENT_SIZE_AT = 54;
    private static final int SEGMENT_COUNT_AT = 56;
    private static final int LOADED = 1;
    private static final int DYNAMIC = 2;
    private static final int END = 0;
    private static final int NEEDED = 1;
    private static final int STRINGS = 5;
    private static final int STRINGS_SIZE = 10;
    private static final int ENTRY_BYTES = 2 * Long.BYTES;
    /** More than any library's; a damaged file must not fill the memory. */
    private static final int MOST_BYTES = 1 << 26;

    /** A part of the file, and where it is in memory. */
    private record Segment(int type, long offset, long address, long bytes) {}

    /**
     * Reads {@code file}.
     *
     * @throws IOException if it cannot be read or is no such file
     */
    static SharedObject read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            List<Segment> segments = segments(channel);
            Segment dynamic = segments.stream()
                    .filter(segment -> segment.type == DYNAMIC)
                    .findFirst()
                    .orElseThrow(() -> new IOException("it is no shared library"));
            ByteBuffer entries = bytes(channel, dynamic.offset, dynamic.bytes);
            List<Long> names = new ArrayList<>();
            long strings = 0;
            long size = 0;
            while (entries.remaining() >= ENTRY_BYTES) {
                long tag = entries.getLong();
                long value = entries.getLong();
                if (tag == END) {
                    break;
                } else if (tag == NEEDED) {
                    names.add(value);
                } else if (tag == STRINGS) {
                    strings = value;
                } else if (tag == STRINGS_SIZE) {
                    size = value;
                }
            }
            ByteBuffer text = bytes(channel, offset(segments, strings), size);
            List<String> needs = new ArrayList<>();
            for (long name : names) {
                needs.add(string(text, name));
            }
            return new SharedObject(List.copyOf(needs));
        }
    }

    private static List<Segment> segments(FileChannel channel) throws IOException {
        ByteBuffer header = bytes(channel, 0, HEADER_BYTES);
        if (header.getInt(0) != MAGIC || header.getShort(CLASS_AND_ORDER) != BITS_64_LITTLE_ENDIAN) {
            throw new IOException("it is no library of 64 bits");
        }
        int size = header.getShort(SEGMENT_SIZE_AT);
        int count = header.getShort(SEGMENT_COUNT_AT);
        ByteBuffer table = bytes(channel, header.getLong(SEGMENTS_AT), (long) size * count);
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int at = i * size;
            segments.add(new Segment(
                    table.getInt(at),
                    table.getLong(at + Long.BYTES),
                    table.getLong(at + 2 * Long.BYTES),
                    table.getLong(at + 4 * Long.BYTES)));
        }
        return segments;
    }

    private static long offset(List<Segment> segments, long address) throws IOException {
        for (Segment segment : segments) {
            if (segment.type == LOADED && address >= segment.address && address - segment.address < segment.bytes) {
                return address - segment.address + segment.offset;
            }
        }
        throw new IOException("it names nothing that it needs");
    }

    private static ByteBuffer bytes(FileChannel channel, long from, long count) throws IOException {
        if (from < 0 || count < 0 || count > MOST_BYTES) {
            throw new IOException("it is damaged");
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new IOException("it is cut off");
            }
        }
        return buffer.flip();
    }

    private static String string(ByteBuffer text, long from) throws IOException {
        int end = (int) Math.max(0, Math.min(from, text.limit()));
        int begin = end;
        while (end < text.limit() && text.get(end) != 0) {
            end++;
        }
        if (begin == end) {
            throw new IOException("it is damaged");
        }
        return StandardCharsets.UTF_8.decode(text.slice(begin, end - begin)).toString();
    }
}
