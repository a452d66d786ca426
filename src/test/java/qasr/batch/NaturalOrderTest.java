package qasr.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import qasr.testing.Property;

final class NaturalOrderTest {
    private final NaturalOrder order = new NaturalOrder();

    @Test
    void numbersCountByTheirValue() {
        List<String> names = List.of("2 Übung.m4a", "10 Übung.m4a", "a1b2", "a1b10", "a01b3", "B", "c");
        assertEquals(
                List.of("2 Übung.m4a", "10 Übung.m4a", "a1b2", "a01b3", "a1b10", "B", "c"),
                names.stream().sorted(order).toList());
        assertTrue(order.compare("9".repeat(40), "1" + "0".repeat(40)) < 0);
    }

    @Test
    void theOrderIsTotal() {
        Property.forAll(3000, random -> {
            String a = name(random);
            String b = name(random);
            String c = name(random);
            assertEquals(Integer.signum(order.compare(a, b)), -Integer.signum(order.compare(b, a)), a + " " + b);
            assertEquals(a.equals(b), order.compare(a, b) == 0, a + " " + b);
            if (order.compare(a, b) < 0 && order.compare(b, c) < 0) {
                assertTrue(order.compare(a, c) < 0, a + " " + b + " " + c);
            }
        });
    }

    private static String name(Random random) {
        StringBuilder name = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            name.append("0129aAbB.-".charAt(random.nextInt(10)));
        }
        return name.toString();
    }
}
