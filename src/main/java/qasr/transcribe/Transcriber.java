package qasr.transcribe;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import qasr.guard.GuardSettings;
import qasr.guard.GuardedDecoder;
import qasr.model.Network;
import qasr.text.Tokenizer;
import qasr.transcript.Transcript;

/**
 * Turns recordings into transcripts. One thread reads them, one after another, and keeps the network busy; results come
 * in order to whoever asks for them. Close it.
 */
public final class Transcriber implements AutoCloseable {
    /** Chunks beyond those being decoded, so that the next one is at hand when a place is free. */
    private static final int WAITING = 2;

    private static final int WAITING_SECONDS = 60;

    private final Network network;
    private final GuardedDecoder decoder;
    private final TranscribeOptions options;
    private final LongSupplier nanoClock;
    private final InFlightLimit places;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "reader");
        thread.setDaemon(true);
        return thread;
    });

    public Transcriber(Network network, Tokenizer tokenizer, TranscribeOptions options) {
        this(network, tokenizer, options, System::nanoTime);
    }

    Transcriber(Network network, Tokenizer tokenizer, TranscribeOptions options, LongSupplier nanoClock) {
        this.network = network;
        GuardSettings guards =
                options.forcedRate().isPresent() ? GuardSettings.none(options.forcedLanguage()) : options.guards();
        decoder = new GuardedDecoder(network, tokenizer, options.prompt(), guards, options::tokenBudget);
        this.options = options;
        this.nanoClock = nanoClock;
        places = new InFlightLimit(network.rows() + WAITING, network.secondsAtOnce() + WAITING_SECONDS);
    }

    /** Returns how many recordings may usefully be begun before the first is finished: as many as chunks fit. */
    public int ahead() {
        return network.rows() + WAITING;
    }

    /**
     * Begins a recording: it is opened and read after those begun before it, and its chunks are decoded beside theirs.
     * Finish or close it.
     */
    public Transcription begin(RecordingOpener opener) {
        return begin(opener, new Workload(1, nanoClock).recording(0));
    }

    /** Begins a recording, as {@link #begin(RecordingOpener)} does, and tells {@code work} how it goes. */
    public Transcription begin(RecordingOpener opener, RecordingWork work) {
        return begin(opener, work, ChunkMemory.NONE);
    }

    /** Begins a recording some of whose chunks {@code memory} may know already. */
    public Transcription begin(RecordingOpener opener, RecordingWork work, ChunkMemory memory) {
        FileLanguage language = new FileLanguage(
                decoder,
                options.guards().onePerRecording() && options.forcedLanguage().isEmpty());
        RetryInbox retries = new RetryInbox();
        ChunkFeed feed = new ChunkFeed(opener, language, places, work, memory, retries);
        reader.execute(feed);
        return new Transcription(feed, retries, options, nanoClock);
    }

    /**
     * Transcribes one recording from its beginning to its end.
     *
     * @throws IOException if it cannot be opened, or not decoded to its end
     */
    public Transcript transcribe(RecordingOpener opener) throws IOException {
        try (Transcription transcription = begin(opener)) {
            return transcription.finish();
        }
    }

    /** Stops reading. A read that never returns, such as of a pipe nobody writes to, is not waited for. */
    @Override
    public void close() {
        reader.shutdownNow();
        try {
            reader.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
