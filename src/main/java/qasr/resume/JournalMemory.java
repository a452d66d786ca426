package qasr.resume;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import qasr.batch.Journal;
import qasr.console.Failure;
import qasr.output.ChunkJson;
import qasr.output.MalformedTranscriptException;
import qasr.transcribe.ChunkMemory;
import qasr.transcribe.RecordingEvent;
import qasr.transcribe.RecordingListener;
import qasr.transcript.ChunkResult;
import qasr.transcript.Utterance;
import qasr.vad.Chunk;

/**
 * Stores chunk results in a {@link Journal}. Failed chunks are not stored, so the next run tries them again. After the
 * first write error nothing more is written, and the journal stays valid up to that point. Then half of the journal's
 * space is freed, because the disk is probably full and results are more important.
 */
public final class JournalMemory implements RecordingListener {
    private final Journal journal;
    private final Consumer<String> trouble;
    private boolean broken;

    /**
     * Creates a listener that writes to {@code journal}.
     *
     * @param trouble receives the first write error
     */
    JournalMemory(Journal journal, Consumer<String> trouble) {
        this.journal = journal;
        this.trouble = trouble;
    }

    /** Returns the chunk results of an earlier run in {@code journal}. */
    static ChunkMemory of(Journal journal) {
        return place -> journal.find(key(place)).flatMap(JournalMemory::decode);
    }

    /** Returns the end of the last chunk that {@code journal} knows, in samples. */
    static long reached(Journal journal) {
        return journal.keys().stream()
                .mapToLong(key -> Long.parseLong(key.substring(key.indexOf('-') + 1, key.indexOf('/'))))
                .max()
                .orElse(0);
    }

    @Override
    public void hear(RecordingEvent event) {
        if (event instanceof RecordingEvent.Heard heard && !heard.recalled()) {
            keep(heard.place(), heard.result());
        }
    }

    private void keep(Chunk.Place place, ChunkResult result) {
        boolean failed =
                result.utterances().stream().anyMatch(utterance -> utterance.status() == Utterance.Status.FAILED);
        if (failed || broken) {
            return;
        }
        try {
            journal.add(key(place), ChunkJson.write(result));
        } catch (IOException e) {
            broken = true;
            trouble.accept("the progress cannot be saved: " + Failure.reason(e)
                    + "; if this run is stopped, the next run repeats everything from here on");
            freeSpace();
        }
    }

    private void freeSpace() {
        try {
            journal.halve();
        } catch (IOException e) {
            broken = true; // an incomplete record is dropped when the journal is read
        }
    }

    /**
     * Returns the chunk result in {@code text}; empty if the text is not in this version's format. Such a chunk is
     * decoded again.
     */
    public static Optional<ChunkResult> decode(String text) {
        try {
            return Optional.of(ChunkJson.read(text));
        } catch (MalformedTranscriptException e) {
            return Optional.empty();
        }
    }

    private static String key(Chunk.Place place) {
        return place.range().start() + "-" + place.range().end() + "/"
                + place.heard().start() + "-" + place.heard().end()
                + (place.channel().isEmpty() ? "" : "#" + place.channel())
                + (place.speaker().isEmpty() ? "" : "/" + place.speaker());
    }
}
