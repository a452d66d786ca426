package qasr.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** SHA-256 sums, in lower-case hexadecimal. */
public final class Digests {
    private static final int READ_BYTES = 1 << 20;
    private static final int SAMPLES = 64;
    private static final int SAMPLE_BYTES = 1 << 14;

    private Digests() {}

    /** Returns the sum of a file's bytes. */
    public static String ofFile(Path file) throws IOException {
        MessageDigest sum = sha256();
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = new byte[READ_BYTES];
            int count = stream.read(bytes);
            while (count >= 0) {
                sum.update(bytes, 0, count);
                count = stream.read(bytes);
            }
        }
        return hex(sum);
    }

    /** Returns the sum of {@code bytes}. */
    public static String ofBytes(byte[] bytes) {
        MessageDigest sum = sha256();
        sum.update(bytes);
        return hex(sum);
    }

    /** Returns one sum of several texts, which another division of the same characters would not give. */
    public static String ofTexts(List<String> texts) {
        MessageDigest sum = sha256();
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            sum.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            sum.update(bytes);
        }
        return hex(sum);
    }

    /**
     * Returns a sum that tells models apart: all of the small files of {@code directory} but our own, and of each file of
     * weights its size and a megabyte spread over it. To read gigabytes before every run would cost more than it tells:
     * weights that were trained further differ everywhere.
     */
    public static String ofModel(Path directory) throws IOException {
        MessageDigest sum = sha256();
        List<Path> files;
        try (Stream<Path> listed = Files.list(directory)) {
            files = listed.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (name.startsWith("qasr-")) {
                continue; // ours: what was found out about the model or made of it
            }
            if (name.endsWith(".safetensors")) {
                sum.update((name + Files.size(file)).getBytes(StandardCharsets.UTF_8));
                sample(file, sum);
            } else if (name.endsWith(".json") || name.endsWith(".txt")) {
                sum.update((name + ofFile(file)).getBytes(StandardCharsets.UTF_8));
            }
        }
        return hex(sum);
    }

    private static void sample(Path file, MessageDigest sum) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long last = Math.max(0, channel.size() - SAMPLE_BYTES);
            for (int i = 0; i < SAMPLES; i++) {
                ByteBuffer bytes = ByteBuffer.allocate(SAMPLE_BYTES);
                channel.read(bytes, last * i / (SAMPLES - 1));
                sum.update(bytes.flip());
            }
        }
    }

    private static String hex(MessageDigest sum) {
        return HexFormat.of().formatHex(sum.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
