package qasr.testing;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * A recorded live stream: repeated audio with the timestamps of a given clock. FFmpeg's encoder and muxers make the
 * frames and the headers; the packets are written here, since no muxer lets a clock shake, jump and wrap.
 */
public final class LiveDump {
    /** Containers of live streams; none of the files declares a length. */
    public enum Kind {
        MPEG_TS,
        FLV,
        MATROSKA
    }

    private static final int RATE = 48_000;
    private static final int FRAME = 1024;
    private static final int ADTS_HEADER = 7;
    private static final int TS_PACKET = 188;
    private static final int SOUND_PID = 0x100;
    private static final int FLV_HEADER = 13;
    private static final int FLV_TAG_HEADER = 11;
    private static final int FLV_SOUND = 8;
    private static final int FRAMES_IN_CLUSTER = 200;
    private static final byte[] CLUSTER = {0x1F, 0x43, (byte) 0xB6, 0x75};

    private final Kind kind;
    private final byte[] header;
    private final List<byte[]> frames = new ArrayList<>();
    private int counter;

    /** Creates a dump of {@code sound} at 48 kHz; FFmpeg writes temporary files to {@code folder}. */
    public LiveDump(Kind kind, float[] sound, Path folder) throws IOException {
        this.kind = kind;
        split(made("adts", sound, folder));
        header = switch (kind) {
            case MPEG_TS -> Arrays.copyOf(made("mpegts", sound, folder), 3 * TS_PACKET); // SDT, PAT, PMT
            case FLV -> flvHeader(made("flv", sound, folder));
            case MATROSKA -> matroskaHeader(made("matroska", sound, folder));
        };
    }

    private static byte[] made(String muxer, float[] sound, Path folder) throws IOException {
        Path file = MediaFile.of(muxer)
                .with(new AudioTrack("aac", RATE, sound))
                .option("live", "1")
                .write(folder.resolve("live.tmp"));
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        return bytes;
    }

    private void split(byte[] adts) {
        for (int at = 0; at < adts.length; ) {
            int length = (adts[at + 3] & 3) << 11 | (adts[at + 4] & 0xFF) << 3 | (adts[at + 5] & 0xFF) >> 5;
            frames.add(Arrays.copyOfRange(adts, at, at + length));
            at += length;
        }
    }

    /** The file's header and the tag that says how AAC is coded, without the one that says how long the file is. */
    private static byte[] flvHeader(byte[] flv) {
        ByteBuffer bytes = ByteBuffer.wrap(flv);
        int at = FLV_HEADER;
        while (flv[at] != FLV_SOUND) {
            at += FLV_TAG_HEADER + (bytes.getInt(at) & 0xFFFFFF) + 4;
        }
        int end = at + FLV_TAG_HEADER + (bytes.getInt(at) & 0xFFFFFF) + 4;
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.write(flv, 0, FLV_HEADER);
        header.write(flv, at, end - at);
        return header.toByteArray();
    }

    private static byte[] matroskaHeader(byte[] matroska) {
        String text = new String(matroska, StandardCharsets.ISO_8859_1);
        return Arrays.copyOf(matroska, text.indexOf(new String(CLUSTER, StandardCharsets.ISO_8859_1)));
    }

    /** Returns how many seconds of sound {@code count} repetitions are. */
    public double seconds(int count) {
        return (double) count * frames.size() * FRAME / RATE;
    }

    /**
     * Writes {@code count} repetitions to {@code target}.
     *
     * @param clock what the recorder writes down for the millisecond at which a frame begins; negative: it loses the frame
     */
    public Path write(Path target, int count, LongUnaryOperator clock) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), 1 << 16)) {
            out.write(header);
            ByteArrayOutputStream cluster = new ByteArrayOutputStream();
            long begin = 0;
            for (long i = 0; i < (long) count * frames.size(); i++) {
                byte[] frame = frames.get((int) (i % frames.size()));
                long stamp = clock.applyAsLong(1000 * FRAME * i / RATE);
                if (stamp < 0) {
                    continue;
                }
                switch (kind) {
                    case MPEG_TS -> writeTransport(out, frame, stamp * 90);
                    case FLV -> writeTag(out, frame, stamp);
                    case MATROSKA -> {
                        boolean far = Math.abs(stamp - begin) > 30_000;
                        if (cluster.size() == 0 || far || i % FRAMES_IN_CLUSTER == 0) {
                            writeCluster(out, cluster, begin);
                            begin = stamp;
                        }
                        addBlock(cluster, frame, (int) (stamp - begin));
                    }
                }
            }
            writeCluster(out, cluster, begin);
        }
        return target;
    }

    private void writeTransport(OutputStream out, byte[] frame, long stamp) throws IOException {
        ByteBuffer pes = ByteBuffer.allocate(14 + frame.length);
        pes.putInt(0x1C0)
                .putShort((short) (8 + frame.length))
                .put((byte) 0x80)
                .put((byte) 0x80)
                .put((byte) 5);
        pes.put((byte) (0x21 | (stamp >> 29 & 0xE)))
                .putShort((short) (stamp >> 14 | 1))
                .putShort((short) (stamp << 1 | 1));
        pes.put(frame).flip();
        for (boolean first = true; pes.hasRemaining(); first = false) {
            ByteBuffer packet = ByteBuffer.allocate(TS_PACKET);
            int stuffing = TS_PACKET - 4 - pes.remaining();
            packet.put((byte) 0x47).putShort((short) (SOUND_PID | (first ? 0x4000 : 0)));
            packet.put((byte) ((stuffing > 0 ? 0x30 : 0x10) | (counter++ & 15)));
            if (stuffing > 0) {
                packet.put((byte) (stuffing - 1));
                if (stuffing > 1) {
                    packet.put((byte) 0);
                }
                while (packet.position() < 4 + stuffing) {
                    packet.put((byte) 0xFF);
                }
            }
            int length = Math.min(packet.remaining(), pes.remaining());
            packet.put(pes.slice(pes.position(), length));
            pes.position(pes.position() + length);
            out.write(packet.array());
        }
    }

    private static void writeTag(OutputStream out, byte[] frame, long stamp) throws IOException {
        int length = 2 + frame.length - ADTS_HEADER;
        ByteBuffer tag = ByteBuffer.allocate(FLV_TAG_HEADER + length + 4);
        tag.putInt(FLV_SOUND << 24 | length);
        tag.putInt((int) (stamp << 8 | (stamp >> 24 & 0xFF))).put(new byte[3]);
        tag.put((byte) 0xAF).put((byte) 1).put(frame, ADTS_HEADER, frame.length - ADTS_HEADER);
        tag.putInt(FLV_TAG_HEADER + length);
        out.write(tag.array());
    }

    private static void addBlock(ByteArrayOutputStream cluster, byte[] frame, int stamp) {
        int length = 4 + frame.length - ADTS_HEADER;
        ByteBuffer block = ByteBuffer.allocate(5 + length);
        block.put((byte) 0xA3).putInt(0x10000000 | length);
        block.put((byte) 0x81).putShort((short) stamp).put((byte) 0x80);
        block.put(frame, ADTS_HEADER, frame.length - ADTS_HEADER);
        cluster.writeBytes(block.array());
    }

    private static void writeCluster(OutputStream out, ByteArrayOutputStream blocks, long begin) throws IOException {
        if (blocks.size() > 0) {
            ByteBuffer cluster = ByteBuffer.allocate(4 + 8 + 10);
            cluster.put(CLUSTER).putLong(1L << 56 | 10 + blocks.size());
            cluster.put((byte) 0xE7).put((byte) 0x88).putLong(begin);
            out.write(cluster.array());
            blocks.writeTo(out);
            blocks.reset();
        }
    }
}
