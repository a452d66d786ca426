package qasr.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The folder of reference data beside the repository. Tests that need it are skipped if it does not exist. */
public final class Shared {
    private Shared() {}

    /** Returns {@code name} inside the folder, which {@code -Dshared=DIR} may name; skips the test without it. */
    public static Path file(String name) {
        List<String> places = List.of(System.getProperty("shared", "../shared"), "../../shared");
        for (String place : places) {
            Path file = Path.of(place, name);
            if (Files.exists(file)) {
                return file;
            }
        }
        Assumptions.abort("needs " + name + " of the folder 'shared' beside the repository");
        throw new AssertionError("unreachable");
    }

    /** Returns the samples of a 16 kHz mono 16-bit WAV file, divided by 32768. */
    public static float[] wav(Path file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        in.position(12);
        while (!id(in).equals("data")) {
            int size = in.getInt();
            in.position(in.position() + size + size % 2);
        }
        int length = Math.min(in.getInt(), in.remaining());
        float[] samples = new float[length / Short.BYTES];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = in.getShort() / 32768f;
        }
        return samples;
    }

    private static String id(ByteBuffer in) {
        byte[] id = new byte[4];
        in.get(id);
        return new String(id, StandardCharsets.US_ASCII);
    }
}
