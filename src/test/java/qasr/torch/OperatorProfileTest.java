package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

final class OperatorProfileTest {
    private static String event(String name, double start, double micros) {
        return "{\"name\": \"%s\", \"ph\": \"X\", \"ts\": %s, \"dur\": %s, \"tid\": 1},".formatted(name, start, micros);
    }

    @Test
    void timeOfWhatAnOperatorCallsIsNotItsOwn() {
        OperatorProfile profile = new OperatorProfile();
        String events = "[" + event("mm", 120, 700) + event("linear", 100, 800) + event("silu", 950, 50) + "]";
        profile.add("prefill", events, 1000);
        assertEquals("""
                prefill, 1.0 ms, matrix products 0.7 ms
                      own ms   share    calls  operator
                        0.70  70.0 %        1  mm
                        0.15  15.0 %        1  (between operators)
                        0.10  10.0 %        1  linear
                        0.05   5.0 %        1  silu
                """, profile.table());
    }

    @Test
    void partsAreKeptApartAndTheirRepetitionsAddedUp() {
        OperatorProfile profile = new OperatorProfile();
        profile.add("encoder", "[" + event("conv2d", 0, 3000) + "]", 3000);
        profile.add("decode", "[" + event("mm", 5, 1000) + "]", 2000);
        profile.add("decode", "[" + event("mm", 0, 1000) + "]", 2000);
        String table = profile.table();
        assertTrue(table.startsWith("encoder, 3.0 ms, matrix products 3.0 ms\n"), table);
        assertTrue(table.contains("\ndecode, 4.0 ms, matrix products 2.0 ms\n"), table);
        assertTrue(table.contains("        2.00  50.0 %        2  mm\n"), table);
    }

    @Test
    void manyOperatorsAreCutToTheDearest() {
        OperatorProfile profile = new OperatorProfile();
        StringBuilder events = new StringBuilder("[");
        for (int i = 0; i < 20; i++) {
            events.append(event("operator" + i, 1000 * i, 10 * (i + 1)));
        }
        profile.add("decode", events.append(']').toString(), 2100);
        String table = profile.table();
        assertTrue(table.contains("operator19"), table);
        assertFalse(table.contains("operator2\n"), table);
        assertTrue(table.contains("        0.21  10.0 %        7  7 others\n"), table);
    }

    @Test
    void operatorsOfTheCallingThreadAreRecorded() {
        Assumptions.assumeTrue(OperatorProfile.available(), "no recorder in this build of libtorch");
        OperatorProfile profile = new OperatorProfile();
        for (int i = 0; i < 2; i++) {
            assertEquals(64, profile.measure("part", OperatorProfileTest::product));
        }
        Matcher line = Pattern.compile("(\\d+\\.\\d+) +(\\d+\\.\\d) % +2 {2}aten::mm\n")
                .matcher(profile.table());
        assertTrue(line.find(), profile.table());
        assertThrows(
                IllegalStateException.class, () -> profile.measure("outer", () -> profile.measure("inner", () -> 1)));
        assertEquals(64, profile.measure("part", OperatorProfileTest::product), "the failure above left it usable");
    }

    private static int product() {
        try (PointerScope scope = new PointerScope()) {
            Tensor x = torch.ones(64, 64);
            return (int) x.mm(x).select(0, 0).select(0, 0).item_double();
        }
    }
}
