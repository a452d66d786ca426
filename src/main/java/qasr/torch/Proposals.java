package qasr.torch;

import java.util.Optional;
import java.util.Set;
import qasr.model.TextDecoderConfig;

/**
 * Proposes tokens as soon as the weights for it are there, as long as that works. Thread-safe, but for {@link #propose}. Owns
 * native memory: close it.
 */
final class Proposals implements AutoCloseable {
    private final TextDecoderConfig config;
    private final Weights weights;
    private final TextDecoder decoder;
    private Optional<Proposer> proposer = Optional.empty();
    private boolean works;
    private boolean inMemory;

    /**
     * Creates proposals for {@code decoder}, which has {@code weights}; the caller keeps everything.
     *
     * @param works whether the device can compute them
     */
    Proposals(TextDecoderConfig config, Weights weights, TextDecoder decoder, boolean works) {
        this.config = config;
        this.weights = weights;
        this.decoder = decoder;
        this.works = works;
    }

    /**
     * Returns whether tokens can be proposed.
     *
     * @param hasRoom whether memory may be used that is not used otherwise
     */
    synchronized boolean areReady(boolean hasRoom) {
        if (!works || (weights.proposeWithOthers() && !hasRoom)) {
            return false;
        }
        if (proposer.isEmpty()) {
            proposer = weights.proposals().map(lists -> new Proposer(config, weights, decoder, lists));
        }
        return proposer.isPresent();
    }

    /**
     * Returns the last token of {@code row} and up to {@code most} tokens that probably follow it, if they are ready. Only one
     * worker may propose at a time.
     *
     * @param cores the number of threads for it
     */
    int[] propose(DecodingRow row, int most, Set<Integer> stops, int cores) {
        try {
            Proposer ready = begun();
            return Libtorch.withThreads(
                    Math.min(cores, 2), () -> ready.propose(row.session(), row.lastToken(), most, stops));
        } catch (RuntimeException | OutOfMemoryError e) {
            // A step without proposals tells what is wrong, if anything is.
            end();
            return new int[] {row.lastToken()};
        }
    }

    private synchronized Proposer begun() {
        inMemory = true;
        return proposer.orElseThrow();
    }

    private synchronized void end() {
        works = false;
    }

    /** Lets weights that only proposals need leave memory until they are used again. */
    synchronized void leave() {
        if (inMemory) {
            inMemory = false;
            weights.leaveProposals();
        }
    }

    @Override
    public synchronized void close() {
        proposer.ifPresent(Proposer::close);
    }
}
