package qasr.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PropertyTest {
    @Test
    void everyCaseDiffers() {
        Set<Long> seen = new HashSet<>();
        Property.forAll(50, random -> seen.add(random.nextLong()));
        assertEquals(System.getProperty("seed") == null ? 50 : 1, seen.size());
    }

    @Test
    void failureNamesItsSeed() {
        AssertionError error = assertThrows(
                AssertionError.class, () -> Property.forAll(3, random -> assertEquals(1, random.nextInt(2) + 5)));
        assertTrue(error.getMessage().contains("-Dseed="), error.getMessage());
    }
}
