package qasr.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a recording's bytes, by which its result knows it again. */
final class SourceSum {
    private static final int BLOCK_BYTES = 1 << 16;

    private SourceSum() {}

    /** Returns the sum in hexadecimal; "" for what is no file that can be read again. */
    static String of(Input input) throws IOException {
        return input.isStandardInput() || !input.isExpressible() || !Files.isRegularFile(input.path())
                ? ""
                : of(input.path());
    }

    private static String of(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        byte[] block = new byte[BLOCK_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                digest.update(block, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
