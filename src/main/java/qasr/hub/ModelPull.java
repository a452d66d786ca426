package qasr.hub;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import qasr.model.ModelDirectory;
import qasr.model.ModelException;

/**
 * Downloads a model from a hub into a {@link ModelStore}. If the download ends early, a hidden folder keeps the files,
 * and the next run resumes. The model gets its name when all files are complete and checked.
 */
public final class ModelPull {
    private final ModelStore store;
    private final HubClient client;
    private final Patience patience;

    /**
     * Creates a downloader.
     *
     * @param proxy the proxy for all connections; empty for the JVM's own settings
     */
    public ModelPull(ModelStore store, Optional<HubProxy> proxy, Patience patience) {
        this.store = store;
        this.client = new HubClient(proxy, patience);
        this.patience = patience;
    }

    /**
     * Downloads and installs a model.
     *
     * @throws IOException if the download fails, the disk is full, or the files are not a model; the message names the
     *     address or the file
     */
    public InstalledModel pull(PullRequest request, PullListener listener) throws IOException {
        store.requireNew(request.name());
        List<RemoteFile> files = list(request, listener);
        Files.createDirectories(store.folder());
        try (PartialLock lock = PartialLock.take(store, request.name())) {
            Path partial = Files.createDirectories(store.partial(request.name()));
            Map<String, String> sums = fetch(request, files, partial, listener);
            try {
                ModelDirectory.openAny(partial);
            } catch (ModelException e) {
                throw new ModelException(
                        e.getMessage() + "; the downloaded files are kept; to remove them, delete " + partial, e);
            }
            store.recordOrigin(partial, request.model());
            return store.install(partial, request.name(), new Checksums(sums));
        }
    }

    /** Returns the hub's files, small files first and weights last, because the others reveal a wrong model early. */
    private List<RemoteFile> list(PullRequest request, PullListener listener) throws IOException {
        URI address = request.list();
        String list = attempts(request).repeated("the file list", listener, () -> 0L, () -> client.list(address));
        List<RemoteFile> files = request.layout().files(request, list).stream()
                .sorted(Comparator.comparing(ModelPull::isWeights)
                        .thenComparing(RemoteFile::bytes)
                        .thenComparing(RemoteFile::name))
                .toList();
        if (files.stream().noneMatch(file -> file.name().equals("config.json"))) {
            throw new HubException(
                    address + ": the file list has no config.json: " + request.model() + " is not a model");
        }
        return files;
    }

    private static boolean isWeights(RemoteFile file) {
        return file.name().endsWith(".safetensors");
    }

    /** Checks the files that are there before the weights. Those of a wrong model are deleted. */
    private static void checkBeforeWeights(PullRequest request, Path partial) throws IOException {
        try {
            ModelDirectory.checkSmallFiles(partial);
        } catch (ModelException e) {
            ModelFiles.delete(partial);
            String reason = e.getMessage()
                    .replace(partial + partial.getFileSystem().getSeparator(), "")
                    .replace(partial + ": ", "");
            throw new ModelException(request.model() + ": " + reason + "; nothing of it was kept", e);
        }
    }

    private Attempts attempts(PullRequest request) {
        return new Attempts(store, patience, request.list().getHost(), request.name());
    }

    private Map<String, String> fetch(PullRequest request, List<RemoteFile> files, Path partial, PullListener listener)
            throws IOException {
        long total = files.stream().mapToLong(RemoteFile::bytes).sum();
        discardUnlisted(files, partial);
        long begun = ModelFiles.bytes(partial);
        store.requireRoom(total - begun);
        listener.started(files.size(), total, Math.min(begun, total));
        Map<String, String> sums = new TreeMap<>();
        long done = 0;
        boolean checked = false;
        for (RemoteFile file : files) {
            if (isWeights(file) && !checked) {
                checkBeforeWeights(request, partial);
                checked = true;
            }
            long before = done;
            Path target = partial.resolve(file.name());
            Optional<String> kept = kept(file, target);
            if (kept.isEmpty()) {
                FileDownload download = new FileDownload(client, request.file(file.name()), file, partial);
                kept = Optional.of(attempts(request)
                        .repeated(
                                file.name(),
                                listener,
                                download::begun,
                                () -> download.attempt(have -> listener.progress(file.name(), before + have, total))));
            }
            sums.put(file.name(), kept.get());
            done += file.bytes();
            listener.fileDone(file.name(), file.bytes());
        }
        if (!checked) {
            checkBeforeWeights(request, partial);
        }
        return sums;
    }

    /** Returns the SHA-256 of a file from an earlier run if it still matches the hub's list. */
    private static Optional<String> kept(RemoteFile file, Path target) throws IOException {
        if (!Files.exists(target)) {
            return Optional.empty();
        }
        String sha256 = Checksums.of(target);
        if (Files.size(target) == file.bytes()
                && file.hash().mismatch(target, sha256).isEmpty()) {
            return Optional.of(sha256);
        }
        Files.delete(target);
        return Optional.empty();
    }

    /** Deletes files of another revision, which must not become part of the model. */
    private static void discardUnlisted(List<RemoteFile> files, Path partial) throws IOException {
        List<Path> left;
        try (Stream<Path> entries = Files.list(partial)) {
            left = entries.filter(entry -> {
                        String name = entry.getFileName().toString();
                        return files.stream()
                                .noneMatch(file -> name.equals(file.name())
                                        || name.startsWith(file.name() + FileDownload.UNFINISHED));
                    })
                    .toList();
        }
        for (Path entry : left) {
            ModelFiles.delete(entry);
        }
    }
}
