package qasr.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SampleRangeTest {
    @Test
    void aUnionIsInOrderAndDisjoint() {
        assertEquals(List.of(), SampleRange.union(List.of()));
        assertEquals(
                List.of(new SampleRange(0, 5), new SampleRange(6, 12)),
                SampleRange.union(List.of(
                        new SampleRange(6, 10),
                        new SampleRange(0, 3),
                        new SampleRange(7, 8),
                        new SampleRange(3, 5),
                        new SampleRange(9, 12))));
    }
}
