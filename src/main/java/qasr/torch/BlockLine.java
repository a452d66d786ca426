package qasr.torch;

/**
 * Blocks of work that go through the same stages, on as many threads as call {@link #work}: each thread takes the next
 * block and carries it through all stages. In a line with order, a stage of a block begins after the same stage of the
 * block before it, so the blocks follow each other like cars on an assembly line. Since blocks are taken in order, the
 * block before is always in the hands of a running thread.
 *
 * <p>It uses the cores of idle workers for one prompt or one recording where an operator itself must not be divided.
 * Blocks are the same for any number of threads, so the results are, too.
 */
final class BlockLine {
    /** Carries one block through all stages. */
    @FunctionalInterface
    interface Carrier {
        /** Carries {@code block}; calls {@link #enter} before and {@link #leave} after each stage of a line with order. */
        void carry(int block);
    }

    /** Ends a carrier whose line has failed elsewhere. */
    private static final class BrokenLineException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final int blocks;
    private final int[] passed;
    private final Carrier carrier;
    private int next;
    private int carried;
    private int busy;
    private Throwable failure;

    BlockLine(int blocks, Carrier carrier) {
        this.blocks = blocks;
        this.passed = new int[blocks];
        this.carrier = carrier;
    }

    /** Carries {@code blocks} blocks in any order with the help of {@code crew}, and waits for all of them. */
    static void carry(int blocks, Crew crew, Carrier carrier) {
        BlockLine line = new BlockLine(blocks, carrier);
        if (blocks > 1) {
            crew.others().accept(line::work);
        }
        line.work();
        line.finish();
    }

    /** Carries blocks until none is left. Never throws: {@link #finish} does. */
    void work() {
        for (int block = take(); block >= 0; block = take()) {
            Throwable problem = null;
            try {
                carrier.carry(block);
            } catch (BrokenLineException e) {
                // The failure is known already.
            } catch (RuntimeException | Error e) {
                problem = e;
            }
            end(problem);
        }
    }

    private synchronized int take() {
        if (next == blocks || failure != null) {
            return -1;
        }
        busy++;
        return next++;
    }

    private synchronized void end(Throwable problem) {
        busy--;
        carried++;
        if (problem != null && failure == null) {
            failure = problem;
        }
        notifyAll();
    }

    /** Waits until the block before {@code block} has left {@code stage}. */
    synchronized void enter(int block, int stage) {
        waitUntil(() -> failure != null || block == 0 || passed[block - 1] > stage);
        if (failure != null) {
            throw new BrokenLineException();
        }
    }

    /** Tells the next block that {@code block} has left its stage. */
    synchronized void leave(int block) {
        passed[block]++;
        notifyAll();
    }

    /** Waits for all blocks; throws the first failure, when no thread works any more. */
    synchronized void finish() {
        waitUntil(() -> busy == 0 && (carried == blocks || failure != null));
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
    }

    @SuppressWarnings("WaitNotInLoop") // it is
    private void waitUntil(java.util.function.BooleanSupplier condition) {
        boolean interrupted = false;
        while (!condition.getAsBoolean()) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true; // memory may only be released when no thread works
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
