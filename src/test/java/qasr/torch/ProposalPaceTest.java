package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class ProposalPaceTest {
    private static final long SEED = 11;
    private static final int STEP = 90;
    private static final int FEW = 4;
    private static final int MANY = 8;

    private final ProposalPace pace = new ProposalPace();
    private final Random random = new Random(SEED);
    private int tokens;
    private int most;
    private long time;

    /**
     * Decodes so many tokens.
     *
     * @param right the probability that a proposal is right
     * @param proposal the time of a proposal
     * @param check the time of a check
     */
    private void decode(int count, double right, int proposal, int check) {
        tokens = 0;
        time = 0;
        while (tokens < count) {
            int proposals = pace.next();
            most = Math.max(most, proposals);
            if (proposals == 0) {
                pace.stepped(STEP);
                time += STEP;
                tokens++;
                continue;
            }
            int gained = 1;
            while (gained <= proposals && random.nextDouble() < right) {
                gained++;
            }
            int all = proposals * proposal + check;
            pace.checked(proposals, gained, all);
            time += all;
            tokens += gained;
        }
    }

    @Test
    void stepsAreMeasuredFirst() {
        assertEquals(0, pace.next());
        pace.stepped(STEP);
        assertEquals(0, pace.next());
        pace.stepped(STEP);
        assertEquals(FEW, pace.next());
    }

    @Test
    void moreAreProposedAfterOnesThatWereAllRight() {
        decode(2, 1, 35, 110);
        assertEquals(FEW, pace.next());
        pace.checked(FEW, FEW + 1, 250);
        assertEquals(MANY, pace.next());
        pace.checked(MANY, MANY, 390); // the last one was wrong
        assertEquals(FEW, pace.next());
    }

    @Test
    void rightProposalsHalveTheTime() {
        decode(1000, 0.99, 35, 110);
        assertTrue(time < 1000 * STEP * 0.56, "1000 tokens took " + time);
    }

    @Test
    void wrongOnesCostLittle() {
        decode(2000, 0, 35, 110);
        assertTrue(time < 2000 * STEP * 1.05, "2000 tokens took " + time);
    }

    @Test
    void slowOnesCostLittleThoughAllAreRight() {
        decode(2000, 1, 95, 110);
        assertTrue(time < 2000 * STEP * 1.05, "2000 tokens took " + time);
    }

    @Test
    void theyComeBackWhenTheyAreRightAgain() {
        decode(2000, 0, 35, 110);
        decode(2000, 0.99, 35, 110);
        assertTrue(time < 2000 * STEP * 0.65, "2000 tokens took " + time);
    }

    /** The first proposals bring their matrices into memory. */
    @Test
    void theFirstOnesMayTakeLong() {
        decode(2, 1, 35, 110);
        pace.checked(FEW, FEW + 1, 2_000);
        decode(100, 1, 35, 110);
        assertTrue(time < 100 * STEP * 0.56, "100 tokens took " + time);
    }
}
