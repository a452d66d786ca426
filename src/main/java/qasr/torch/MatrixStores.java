package qasr.torch;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The files with a model's packed matrices, as far as they exist. Owns native memory: close it. */
final class MatrixStores implements AutoCloseable {
    private final Optional<PackedStore> packed;
    private final Optional<BlockedStore> blocked;
    private CompletableFuture<Void> finished = CompletableFuture.completedFuture(null);

    /**
     * Takes ownership of both.
     *
     * @param packed matrices packed for fbgemm
     * @param blocked matrices packed for oneDNN
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

    /** Finishes a new file in the background, as soon as all of {@code matrices} are in it. */
    void finishAfter(CompletableFuture<?> matrices) {
        finished = matrices.thenRunAsync(() -> blocked.ifPresent(BlockedStore::finish), task -> {
            Thread thread = new Thread(task, "weights to disk");
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Waits for a file that is being finished. Without it, the next run would make it again. */
    @Override
    public void close() {
        finished.exceptionally(problem -> null).join();
        blocked.ifPresent(BlockedStore::close);
        packed.ifPresent(PackedStore::close);
    }
}
