package qasr.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import qasr.vad.ChunkOptions;
import qasr.vad.VadOptions;

final class CuttingTest {
    private static final OptionalLong NONE = OptionalLong.empty();

    private static ChunkOptions chunks(OptionalLong user, OptionalLong model) {
        return new Cutting(true, VadOptions.DEFAULT, user).chunks(model);
    }

    @Test
    void theUsersLongestChunkWinsOverTheModelsAndThatOverTheDefault() {
        assertEquals(ChunkOptions.upTo(160_000), chunks(OptionalLong.of(160_000), OptionalLong.of(240_000)));
        assertEquals(ChunkOptions.upTo(240_000), chunks(NONE, OptionalLong.of(240_000)));
        assertEquals(ChunkOptions.upTo(480_000), chunks(NONE, NONE));
    }
}
