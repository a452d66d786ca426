package qasr.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a hub says about the bytes of a file.
 *
 * @param kind how it is computed
 * @param hex in lower-case hexadecimal
 */
record ContentHash(Kind kind, String hex) {
    /** How a hash is computed. */
    enum Kind {
        SHA_256("SHA-256"),
        /** SHA-1 as Git names a file: all that Hugging Face tells of files that are too small for its large storage. */
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

    /** Returns what is wrong with {@code file}, whose SHA-256 is {@code sha256}, or "" if it is the one meant. */
    String mismatch(Path file, String sha256) throws IOException {
        String actual = kind == Kind.SHA_256 ? sha256 : gitBlob(file);
        return actual.equals(hex) ? "" : "its " + kind.title + " is " + actual + ", the hub says " + hex;
    }

    /** Git's name of a file: SHA-1 over "blob", its length, a zero byte and the bytes. Such files are small. */
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
