package qasr.watch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells whether the bytes that a file's header promises are there. MP4 and its relatives need their index ({@code moov}),
 * which most recorders write last; the boxes of MP4, and RIFF files (WAV, AVI), have their lengths in front. Of other
 * formats nothing is known: a part of an MP3 file is an MP3 file.
 */
final class WholeFile {
    private static final int NAME_BYTES = 4;
    private static final int BOX_HEADER = 8;
    private static final int LONG_BOX_HEADER = 16;
    private static final int MOST_BOXES = 10_000;
    private static final long UINT = 0xFFFFFFFFL;
    /** The first boxes of files in this family. */
    private static final Set<String> FIRST_BOXES = Set.of("ftyp", "moov", "mdat", "wide", "free", "skip", "pnot");

    /** A name such as {@code talk.part.flac}, of a recording that goes on. */
    private static final Pattern UNFINISHED_NAME = Pattern.compile(".*\\.(part|partial|tmp|temp)\\.[^.]+");

    private WholeFile() {}

    /** Returns whether {@code file} is whole, as far as its header shows; a file that cannot be read counts as whole. */
    static boolean test(Path file) {
        if (UNFINISHED_NAME.matcher(file.getFileName().toString()).matches()) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            if (size == 0) {
                return false; // made, but not written yet
            }
            ByteBuffer start = read(channel, 0, BOX_HEADER);
            if (start.limit() < BOX_HEADER) {
                return true;
            }
            String riff = name(start, 0);
            if (riff.equals("RIFF")) {
                return isWholeRiff(start.order(ByteOrder.LITTLE_ENDIAN).getInt(4) & UINT, size);
            }
            return !FIRST_BOXES.contains(name(start, 4)) || isWholeBoxes(channel, size);
        } catch (IOException e) {
            return Files.exists(file); // reading it later reports the error
        }
    }

    /** A stream of unknown length has 0 or the largest number. */
    private static boolean isWholeRiff(long promised, long size) {
        return promised == 0 || promised >= UINT - BOX_HEADER || promised + BOX_HEADER <= size + 1;
    }

    private static boolean isWholeBoxes(FileChannel channel, long size) throws IOException {
        boolean index = false;
        long place = 0;
        for (int i = 0; i < MOST_BOXES && place + BOX_HEADER <= size; i++) {
            ByteBuffer header = read(channel, place, LONG_BOX_HEADER);
            if (header.limit() < BOX_HEADER) {
                return false; // it became shorter a moment ago
            }
            long length = header.getInt(0) & UINT;
            if (length == 1 && header.limit() == LONG_BOX_HEADER) {
                length = header.getLong(BOX_HEADER);
            }
            index |= name(header, 4).equals("moov");
            if (length == 0) {
                return index; // the last box, to the end of the file
            }
            if (length < BOX_HEADER || length > size - place) {
                return index && length < BOX_HEADER; // bytes that are no box are the decoder's affair
            }
            place += length;
        }
        return index;
    }

    private static ByteBuffer read(FileChannel channel, long place, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining() && channel.read(buffer, place + buffer.position()) >= 0) {
            // until it is full, or the file ends
        }
        return buffer.flip();
    }

    private static String name(ByteBuffer header, int at) {
        byte[] name = new byte[NAME_BYTES];
        for (int i = 0; i < name.length; i++) {
            name[i] = header.get(at + i);
        }
        return new String(name, StandardCharsets.ISO_8859_1);
    }
}
