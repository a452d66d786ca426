package qasr.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AudioEncoderConfigTest {
    private static final AudioEncoderConfig PUBLISHED =
            new AudioEncoderConfig(128, 480, 896, 18, 14, 3584, 1024, 100, 8);

    @Test
    void lengthsAreTheSpecificationsTable() {
        int[][] table = {
            {50, 7},
            {100, 13},
            {101, 14},
            {364, 47},
            {800, 104},
            {1100, 143},
            {2976, 387},
            {3000, 390},
            {11926, 1551},
            {18000, 2340},
            {120000, 15600}
        };
        for (int[] row : table) {
            assertEquals(row[1], PUBLISHED.audioTokens(row[0]), row[0] + " frames");
        }
        assertEquals(0, PUBLISHED.audioTokens(0));
        assertEquals(16, PUBLISHED.convRows());
    }

    @Test
    void theTailHasOneTokenForEachStartedEightFrames() {
        for (int frames = 1; frames < 100; frames++) {
            assertEquals((frames + 7) / 8, PUBLISHED.audioTokens(frames), frames + " frames");
            assertEquals(26 + (frames + 7) / 8, PUBLISHED.audioTokens(200 + frames), 200 + frames + " frames");
        }
    }
}
