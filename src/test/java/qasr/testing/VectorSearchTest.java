package qasr.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The search finds vectors in each form, and nothing else. */
final class VectorSearchTest {
    @Test
    void vectorsAreFoundInEachForm() {
        Property.forAll(2, random -> {
            float[] vector = new float[192];
            float[] other = new float[192];
            byte[] noise = new byte[2000];
            random.nextBytes(noise);
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) random.nextGaussian();
                other[i] = (float) random.nextGaussian();
            }
            VectorSearch search = new VectorSearch(List.of(other, vector));
            VectorSearch wrong = new VectorSearch(List.of(other));
            for (int form = 0; form < 7; form++) {
                ByteBuffer file =
                        ByteBuffer.allocate(9000).order(form % 2 == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
                file.put(noise, 0, random.nextInt(300));
                write(file, vector, form);
                file.put(noise, 500, random.nextInt(300));
                byte[] bytes = java.util.Arrays.copyOf(file.array(), file.position());
                assertEquals(true, search.isIn(bytes), "form " + form);
                assertEquals(false, wrong.isIn(bytes), "form " + form);
            }
            assertEquals(false, search.isIn(noise));
            assertEquals(false, search.isIn(new byte[0]));
            assertEquals(false, search.isIn("0.1, 0.2, 3\n".repeat(400).getBytes(StandardCharsets.UTF_8)));
        });
    }

    private static void write(ByteBuffer file, float[] vector, int form) {
        StringBuilder text = new StringBuilder(" ");
        ByteBuffer floats = ByteBuffer.allocate(4 * vector.length).order(file.order());
        for (float number : vector) {
            floats.putFloat(number);
            switch (form) {
                case 0, 1 -> file.putFloat(number);
                case 2, 3 -> file.putDouble(-1e-3 * -number);
                case 4 -> file.put((byte) Math.round(30 * number));
                default -> text.append(form == 5 ? String.format(Locale.ROOT, "%.3f,", number) : "");
            }
        }
        if (form == 6) {
            text.append("\"")
                    .append(Base64.getEncoder().encodeToString(floats.array()))
                    .append("\"");
        }
        file.put(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
