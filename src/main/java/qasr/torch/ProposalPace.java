package qasr.torch;

/**
 * Decides how many tokens are proposed before the next check, from the time that each way takes per token. Proposals gain
 * nothing where the 8-bit matrices are too inexact for a model, or where reading weights is not what a step waits for. Used
 * by one worker only.
 */
final class ProposalPace {
    /** The number of proposals if one of the last ones was wrong. */
    private static final int FEW = 4;
    /** The number of proposals if all of the last ones were right. A check of more positions takes clearly longer. */
    private static final int MANY = 8;
    /** The number of timed steps without proposals; the shortest time counts. */
    private static final int STEPS = 2;
    /** The number of checks that are judged together. */
    private static final int CHECKS = 3;
    /** Proposals must be faster by this factor. */
    private static final double CLEARLY = 0.95;
    /** The number of judgements until the time of a step is measured again. */
    private static final int JUDGEMENTS = 8;
    /** The number of steps until proposals are tried again. */
    private static final int FIRST_PAUSE = 16;

    private static final int LONGEST_PAUSE = 256;

    private long step;
    private int steps;
    private long nanos;
    private int tokens;
    private int checks;
    private int judgements;
    private int pause;
    private int nextPause = FIRST_PAUSE;
    private boolean warm;
    private boolean right;

    /** Returns how many tokens to propose next; 0 for a step without proposals. */
    int next() {
        if (pause > 0 || steps < STEPS) {
            return 0;
        }
        return right ? MANY : FEW;
    }

    /** Takes the time of a step without proposals. */
    void stepped(long time) {
        step = steps == 0 ? time : Math.min(step, time);
        steps++;
        pause = Math.max(0, pause - 1);
    }

    /**
     * Takes the time of {@code proposed} proposals and their check.
     *
     * @param gained the number of tokens that came of it: the right proposals, and the one after them
     */
    void checked(int proposed, int gained, long time) {
        right = gained > proposed;
        if (!warm) {
            warm = true; // the first ones bring the matrices into memory
            return;
        }
        nanos += time;
        tokens += gained;
        checks++;
        if (checks == CHECKS) {
            judge();
            nanos = 0;
            tokens = 0;
            checks = 0;
        }
    }

    private void judge() {
        judgements++;
        if (nanos >= CLEARLY * step * tokens) {
            pause = nextPause;
            nextPause = Math.min(LONGEST_PAUSE, 2 * nextPause);
            steps = 0;
        } else {
            nextPause = FIRST_PAUSE;
            steps = judgements % JUDGEMENTS == 0 ? 0 : steps;
        }
    }
}
