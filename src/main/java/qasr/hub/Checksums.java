package qasr.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import qasr.model.ModelException;

/**
 * The SHA-256 of each file of a model at the time of its installation. Files that are not part of a model, such as the
 * recipe of 'qasr models quantize', are left out.
 *
 * @param sums SHA-256 in lower-case hexadecimal, by file name
 */
record Checksums(Map<String, String> sums) {
    /** The file in a model directory with the checksums, in the format of sha256sum(1). */
    static final String FILE = "SHA256SUMS";

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *](.+)");
    private static final int BUFFER = 1 << 20;

    Checksums {
        Map<String, String> own = new TreeMap<>(sums);
        own.keySet().removeIf(name -> !ModelFiles.belongs(name));
        sums = Map.copyOf(own);
    }

    /** Computes the checksums of the files in {@code directory}. */
    static Checksums compute(Path directory) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        for (Path file : ModelFiles.in(directory)) {
            sums.put(file.getFileName().toString(), of(file));
        }
        return new Checksums(sums);
    }

    /**
     * Returns the checksums recorded in {@code directory}, if there are any.
     *
     * @throws ModelException if the file with the checksums cannot be read
     */
    static Optional<Checksums> recorded(Path directory) throws ModelException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Map<String, String> sums = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                Matcher matcher = LINE.matcher(line);
                if (!matcher.matches()) {
                    throw new ModelException(file + ": '" + line + "' is not a line of sha256sum");
                }
                sums.put(matcher.group(2), matcher.group(1));
            }
        } catch (ModelException e) {
            throw e;
        } catch (IOException e) {
            throw new ModelException(file + ": cannot be read: " + e.getMessage(), e);
        }
        return Optional.of(new Checksums(sums));
    }

    /** Writes the checksums into {@code directory}. */
    void record(Path directory) throws IOException {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(sums)
                .forEach((name, sum) ->
                        text.append(sum).append("  ").append(name).append('\n'));
        Path file = Files.writeString(directory.resolve(FILE), text);
        ModelFiles.flush(file);
    }

    /** Returns the SHA-256 of {@code file} in lower-case hexadecimal. */
    static String of(Path file) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
