package qasr.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ComposerTest {
    private static final Plan PLAN = new Plan(0, 0, 1, 1, 1, 4, 0.8, 0.1, 0.5, 0.05);

    private static List<Clip> clips() {
        List<Clip> clips = new ArrayList<>();
        for (String language : List.of("English", "Spanish", "French", "Italian", "Russian", "Chinese", "Cantonese")) {
            for (int i = 0; i < 10; i++) {
                float[][] variants = {new float[Clip.BINS * (20 + i)], new float[Clip.BINS * (20 + i)]};
                clips.add(new Clip(language, "digits/" + i, "d" + i, false, variants, 1));
            }
        }
        return clips;
    }

    @Test
    void trainingNeverDrawsWhatTheTestUses() {
        Composer composer = new Composer(clips());
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            assertFalse(composer.draw(random, PLAN).heldOut());
        }
        for (int i = 0; i < 20; i++) {
            assertTrue(composer.heldOut(random, "French", 4).heldOut());
        }
    }

    @Test
    void samplesAreNoLongerThanPlanned() {
        Composer composer = new Composer(clips());
        Random random = new Random(2);
        for (int i = 0; i < 500; i++) {
            assertTrue(composer.draw(random, PLAN).frames() <= 400);
        }
    }

    @Test
    void textsAreJoinedByBlanksButNotBeforeHan() {
        Clip a = new Clip("English", "a", "one", false, new float[][] {new float[128]}, 1);
        Clip b = new Clip("Chinese", "b", "二", true, new float[][] {new float[128]}, 1);
        List<Composition.Part> parts = List.of(
                new Composition.Part(a, 0),
                new Composition.Part(a, 0),
                new Composition.Part(b, 0),
                new Composition.Part(b, 0));
        Composition composition = new Composition("English", parts, List.of(1, 2, 3, 4, 5));
        assertEquals("one one二二", composition.text());
        assertEquals(4 + 15, composition.frames());
    }
}
