package qasr.torch;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The files that a model's laid out matrices lie in, those that there are. Owns native memory: close it. */
final class MatrixStores implements AutoCloseable {
    private final Optional<PackedStore> packed;
    private final Optional<BlockedStore> blocked;
    private CompletableFuture<Void> finished = CompletableFuture.completedFuture(null);

    /**
     * Takes them.
     *
     * @param packed for fbgemm
     * @param blocked for oneDNN
     */
    MatrixStores(Optional<PackedStore> packed, Optional<BlockedStore> blocked) {
        this.packed = packed;
        this.blocked = blocked;
    }

    static MatrixStores none() {
        return new MatrixStores(Optional.empty(), Optional.empty());
    }

    Optional<PackedStore> packed() {
        return packed;
    }

    Optional<BlockedStore> blocked() {
        return blocked;
    }

    /** Has a new file get its name behind the work that goes on with {@code matrices}, once they are all in it. */
    void finishAfter(CompletableFuture<?> matrices) {
        finished = matrices.thenRunAsync(() -> blocked.ifPresent(BlockedStore::finish), task -> {
            Thread thread = new Thread(task, "weights to disk");
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Waits for a file that is being finished: the next run would have to make it again. */
    @Override
    public void close() {
        finished.exceptionally(problem -> null).join();
        blocked.ifPresent(BlockedStore::close);
        packed.ifPresent(PackedStore::close);
    }
}
