package qasr.transcribe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import qasr.audio.AudioFormat;
import qasr.audio.Waveform;
import qasr.guard.GuardedResult;
import qasr.transcript.ChunkResult;
import qasr.transcript.Place;
import qasr.transcript.Treatment;
import qasr.transcript.Warning;
import qasr.vad.Backdrop;
import qasr.vad.Chunk;

/**
 * Reads one recording on the reader thread and submits its chunks to the network. The events go through a bounded
 * queue, in order, so a recording of any length takes the same memory.
 */
final class ChunkFeed implements Runnable, AutoCloseable {
    private static final int EVENTS = 64;

    /** An event of the recording; events come in order. */
    sealed interface Event permits Opened, Submitted, Recalled, Ended, Failed {}

    /** The recording is open; {@code timing} is the source of its chunks' times. */
    record Opened(AudioFormat format, Place.Timing timing) implements Event {}

    /** A chunk was submitted to the network, or need not be decoded. */
    record Submitted(
            Chunk.Place place,
            SampleCheck samples,
            Optional<CompletableFuture<List<GuardedResult>>> result,
            Optional<Waveform> sound)
            implements Event {}

    /** A chunk was decoded by an earlier run. */
    record Recalled(Chunk.Place place, ChunkResult result, Optional<Waveform> sound) implements Event {}

    /** The recording has been read to its end. */
    record Ended(
            String source,
            AudioFormat format,
            long samples,
            Backdrop backdrop,
            List<Treatment> treatments,
            List<Warning> warnings,
            List<String> remarks)
            implements Event {}

    /** Reading the recording failed. */
    record Failed(Throwable problem) implements Event {
        IOException rethrown() {
            if (problem instanceof IOException failure) {
                return failure;
            }
            if (problem instanceof Error error) {
                throw error;
            }
            throw problem instanceof RuntimeException failure ? failure : new IllegalStateException(problem);
        }
    }

    private final RecordingOpener opener;
    private final FileLanguage decoder;
    private final InFlightLimit places;
    private final RecordingWork work;
    private final ChunkMemory memory;
    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(EVENTS);
    private final RetryInbox retries;
    private final boolean keepsSound;
    private volatile boolean closed;

    ChunkFeed(
            RecordingOpener opener,
            FileLanguage decoder,
            InFlightLimit places,
            RecordingWork work,
            ChunkMemory memory,
            RetryInbox retries,
            boolean keepsSound) {
        this.keepsSound = keepsSound;
        this.retries = retries;
        this.opener = opener;
        this.decoder = decoder;
        this.places = places;
        this.work = work;
        this.memory = memory;
    }

    @Override
    public void run() {
        try {
            put(read());
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private Event read() throws InterruptedException {
        if (closed) {
            return new Failed(new IllegalStateException("closed"));
        }
        try (Recording recording = opener.open()) {
            AudioFormat format = recording.audio().format();
            recording
                    .audio()
                    .expectedSamples()
                    .ifPresent(samples -> work.expect(Times.of(samples).toMillis() / 1e3));
            work.begin();
            put(new Opened(format, recording.chunks().detectsSpeech() ? Place.Timing.VAD : Place.Timing.APPROX));
            Optional<Chunk> chunk = recording.chunks().next();
            while (chunk.isPresent() && !closed) {
                put(event(chunk.get()));
                chunk = recording.chunks().next();
            }
            decoder.end();
            work.read(recording.chunks().samplesRead());
            List<Warning> warnings = new ArrayList<>(recording.audio().warnings());
            recording
                    .chunks()
                    .channelRemarks()
                    .forEach(remark -> warnings.add(Warning.of(Warning.Kind.CHANNELS, remark)));
            return new Ended(
                    recording.source(),
                    format,
                    recording.chunks().samplesRead(),
                    recording.chunks().backdrop(),
                    List.copyOf(recording.audio().treatments()),
                    List.copyOf(warnings),
                    List.copyOf(recording.chunks().remarks()));
        } catch (IOException | RuntimeException | Error e) {
            decoder.end(); // earlier chunks are reported first
            return new Failed(e);
        }
    }

    private void put(Event event) throws InterruptedException {
        if (!closed) {
            events.put(event);
        }
    }

    private Event event(Chunk chunk) throws InterruptedException {
        Optional<ChunkResult> known = memory.recall(chunk.place());
        if (known.isEmpty()) {
            return submitted(chunk);
        }
        decoder.recalled(chunk.place(), known.get().utterances());
        return new Recalled(chunk.place(), known.get(), sound(chunk));
    }

    /** Returns the sound of a chunk if it is needed after decoding. */
    private Optional<Waveform> sound(Chunk chunk) {
        return keepsSound ? Optional.of(chunk.waveform()) : Optional.empty();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the place is released on success and on failure
    private Submitted submitted(Chunk read) throws InterruptedException {
        Chunk chunk = SampleCheck.mended(read);
        SampleCheck samples = SampleCheck.of(chunk.waveform());
        if (samples != SampleCheck.AUDIBLE) {
            return new Submitted(chunk.place(), samples, Optional.empty(), Optional.empty());
        }
        double seconds = chunk.waveform().seconds();
        places.take(seconds);
        ChunkWork part = work.submit(chunk);
        try {
            FileLanguage.Pending pending = decoder.decode(chunk, part, retries);
            pending.heard().whenComplete((results, problem) -> {
                part.end();
                places.giveBack(seconds);
            });
            return new Submitted(chunk.place(), samples, Optional.of(pending.result()), sound(read));
        } catch (RuntimeException | InterruptedException e) {
            part.end();
            places.giveBack(seconds);
            throw e;
        }
    }

    /** Waits for the next event. */
    Event next() {
        try {
            return events.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Failed(new IllegalStateException("interrupted", e));
        }
    }

    /** Stops reading soon and decoding at once. Events that nobody has taken are dropped. */
    @Override
    public void close() {
        closed = true;
        Event event = events.poll();
        while (event != null) {
            if (event instanceof Submitted submitted) {
                submitted.result().ifPresent(result -> result.cancel(false));
            }
            event = events.poll();
        }
    }
}
