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
 * Turns recordings into transcripts. One thread reads the recordings, one after another, and keeps the network busy.
 * Each {@link Transcription} returns its results in order. Must be closed.
 */
public final class Transcriber implements AutoCloseable {
    /** The number of chunks that wait, so that the network always has a next chunk. */
    private static final int WAITING = 2;

    private static final int WAITING_SECONDS = 60;

    private final Network network;
    private final GuardedDecoder decoder;
    private final GuardedResults converter;
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
        converter = new GuardedResults(tokenizer);
        this.options = options;
        this.nanoClock = nanoClock;
        places = new InFlightLimit(network.rows() + WAITING, network.secondsAtOnce() + WAITING_SECONDS);
    }

    /** Returns how many recordings to begin before the first is finished. More would not make the run faster. */
    public int ahead() {
        return network.rows() + WAITING;
    }

    /**
     * Begins a recording. It is opened and read after the recordings that were begun before; their chunks are decoded
     * together. Finish or close the returned object.
     */
    public Transcription begin(RecordingOpener opener) {
        return begin(opener, new Workload(1, nanoClock).recording(0));
    }

    /** Begins a recording, like {@link #begin(RecordingOpener)}, and reports its progress to {@code work}. */
    public Transcription begin(RecordingOpener opener, RecordingWork work) {
        return begin(opener, work, ChunkMemory.NONE);
    }

    /** Begins a recording and takes chunk results of an earlier run from {@code memory}. */
    public Transcription begin(RecordingOpener opener, RecordingWork work, ChunkMemory memory) {
        return begin(opener, work, memory, ChunkTiming.NONE);
    }

    /** Begins a recording like {@link #begin(RecordingOpener)}, with results of an earlier run and times of words. */
    public Transcription begin(RecordingOpener opener, ChunkMemory memory, ChunkTiming wordTimes) {
        return begin(opener, new Workload(1, nanoClock).recording(0), memory, wordTimes);
    }

    /** Begins a recording whose words get their times from {@code wordTimes}. */
    public Transcription begin(RecordingOpener opener, RecordingWork work, ChunkMemory memory, ChunkTiming wordTimes) {
        FileLanguage language = new FileLanguage(
                decoder,
                options.guards().onePerRecording() && options.forcedLanguage().isEmpty());
        RetryInbox retries = new RetryInbox();
        ChunkFeed feed = new ChunkFeed(opener, language, places, work, memory, retries, wordTimes.isWanted());
        reader.execute(feed);
        return new Transcription(feed, retries, converter, options, wordTimes, nanoClock);
    }

    /**
     * Transcribes one recording from its beginning to its end.
     *
     * @throws IOException if the recording cannot be opened or decoded to its end
     */
    public Transcript transcribe(RecordingOpener opener) throws IOException {
        try (Transcription transcription = begin(opener)) {
            return transcription.finish();
        }
    }

    /** Stops reading. Waits at most one second: a read from a pipe that nobody writes to never returns. */
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
