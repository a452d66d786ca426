package qasr.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import qasr.model.ModelException;
import qasr.speakers.PublishedWeights;
import qasr.speakers.SpeakerWeightFile;
import qasr.speakers.SpeakerWeights;

/** Installs speaker models, from their fixed addresses or from files on this machine. */
public final class SpeakerInstall {
    private final ModelStore store;

    /** Creates an installer into {@code store}. */
    public SpeakerInstall(ModelStore store) {
        this.store = store;
    }

    /**
     * Downloads and installs a model. An interrupted download continues at the next call.
     *
     * @param name the name of the installed model
     * @param proxy the proxy for all connections; empty for the JVM's own settings
     * @throws IOException if the download fails, the disk is full, or the file is not the one with the known SHA-256
     */
    public InstalledModel pull(
            SpeakerSource source, String name, Optional<HubProxy> proxy, Patience patience, PullListener listener)
            throws IOException {
        store.requireNew(name);
        Files.createDirectories(store.folder());
        try (PartialLock lock = PartialLock.take(store, name)) {
            Path partial = Files.createDirectories(store.partial(name));
            Path target = fetch(source, name, new HubClient(proxy, patience), patience, listener);
            SpeakerWeights weights = SpeakerWeightFile.read(target, source.model());
            store.recordOrigin(partial, source.origin());
            return finish(partial, name, weights);
        }
    }

    private Path fetch(SpeakerSource source, String name, HubClient client, Patience patience, PullListener listener)
            throws IOException {
        RemoteFile file = source.file();
        Path partial = store.partial(name);
        Path target = partial.resolve(file.name());
        FileDownload download = new FileDownload(client, source.address(), file, partial);
        long begun = Math.min(download.begun(), file.bytes());
        boolean whole = Files.exists(target) && Checksums.of(target).equals(source.sha256());
        store.requireRoom(whole ? 0 : file.bytes() - begun);
        listener.started(1, file.bytes(), whole ? file.bytes() : begun);
        if (!whole) {
            Files.deleteIfExists(target);
            new Attempts(store, patience, source.address().getHost(), name)
                    .repeated(
                            file.name(),
                            listener,
                            download::begun,
                            () -> download.attempt(have -> listener.progress(file.name(), have, file.bytes())));
        }
        listener.fileDone(file.name(), file.bytes());
        return target;
    }

    /**
     * Installs a file of this machine.
     *
     * @param weights the file's content, which tells the model
     * @param link whether to link to the file instead of copying it
     * @throws ModelException if a model of this name is installed, or the disk has no room
     */
    public InstalledModel add(SpeakerWeights weights, String name, boolean link) throws IOException {
        store.requireNew(name);
        Files.createDirectories(store.folder());
        Path partial = store.partial(name);
        ModelFiles.delete(partial);
        if (!link) {
            store.requireRoom(Files.size(weights.file()));
        }
        Files.createDirectory(partial);
        try {
            Path target = partial.resolve(fileName(weights));
            if (link) {
                Files.createSymbolicLink(target, weights.file().toRealPath());
            } else {
                Files.copy(weights.file(), target);
                ModelFiles.flush(target);
            }
            if (!Checksums.of(target).equals(weights.sha256())) {
                throw new ModelException(
                        weights.file() + ": changed while it was installed; run the same command again");
            }
            return finish(
                    partial, name, new SpeakerWeights(weights.model(), target, weights.sha256(), weights.tensors()));
        } catch (IOException e) {
            ModelFiles.delete(partial);
            throw e;
        }
    }

    /** Returns the published name of a known file, and else a name that needs no quotes. */
    private static String fileName(SpeakerWeights weights) {
        String own = String.valueOf(weights.file().getFileName()).replaceAll("[^A-Za-z0-9._-]", "_");
        return weights.published()
                .map(PublishedWeights::fileName)
                .orElse(own.matches("[A-Za-z0-9].*") && !own.endsWith(".packed") ? own : "weights" + own);
    }

    private InstalledModel finish(Path partial, String name, SpeakerWeights weights) throws IOException {
        SpeakerDirectory.mark(partial, weights);
        return store.install(partial, name, Checksums.compute(partial));
    }
}
