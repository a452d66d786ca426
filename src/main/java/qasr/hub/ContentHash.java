package qasr.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The hash that a hub lists for a file.
 *
 * @param kind the hash function
 * @param hex the hash in lower-case hexadecimal
 */
record ContentHash(Kind kind, String hex) {
    /** The hash functions that hubs use. */
    enum Kind {
        SHA_256("SHA-256"),
        /** SHA-1 of a Git blob: the only hash that Hugging Face lists for small files. */
        GIT_BLOB("Git hash");

        private final String title;

        Kind(String title) {
            this.title = title;
        }
    }

    ContentHash {
        int length = kind == Kind.SHA_256 ? 64 : 40;
        if (!hex.matches("[0-9a-f]{" + length + "}")) {
            throw new IllegalArgumentException("'" + hex + "' is no " + kind.title);
        }
    }

    /** Returns how {@code file}, whose SHA-256 is {@code sha256}, differs from the hub's hash; "" if it does not. */
    String mismatch(Path file, String sha256) throws IOException {
        String actual = kind == Kind.SHA_256 ? sha256 : gitBlob(file);
        return actual.equals(hex) ? "" : "its " + kind.title + " is " + actual + ", the hub says " + hex;
    }

    /** Returns the Git blob hash: SHA-1 of "blob", the length, a zero byte and the bytes. Only used for small files. */
    private static String gitBlob(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(("blob " + bytes.length + "\0").getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest.digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
