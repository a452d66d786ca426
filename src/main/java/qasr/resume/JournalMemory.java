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
 * Chunks in a {@link Journal}. What could not be transcribed is not kept: the next run tries again. Once something cannot
 * be written, nothing more is: the journal stays good up to there. It then gives back half of what it took, since the
 * disk is full more likely than not, and results come before it.
 */
public final class JournalMemory implements RecordingListener {
    private final Journal journal;
    private final Consumer<String> trouble;
    private boolean broken;

    /**
     * Makes one.
     *
     * @param trouble hears what is wrong, once
     */
    JournalMemory(Journal journal, Consumer<String> trouble) {
        this.journal = journal;
        this.trouble = trouble;
    }

    /** Returns what {@code journal} knows from an earlier run. */
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
            trouble.accept("the journal cannot be written: " + Failure.reason(e)
                    + "; if this run is stopped, the next run must repeat everything from here on");
            giveRoom();
        }
    }

    private void giveRoom() {
        try {
            journal.halve();
        } catch (IOException e) {
            broken = true; // as it is; a record that is not whole is dropped when it is read
        }
    }

    /** Returns what {@code text} says; empty if it is in another form than this program's: then the chunk is heard again. */
    public static Optional<ChunkResult> decode(String text) {
        try {
            return Optional.of(ChunkJson.read(text));
        } catch (MalformedTranscriptException e) {
            return Optional.empty();
        }
    }

    private static String key(Chunk.Place place) {
        return place.range().start() + "-" + place.range().end() + "/"
                + place.heard().start() + "-" + place.heard().end();
    }
}
