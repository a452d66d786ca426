package qasr.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import qasr.batch.Journal;
import qasr.transcribe.ChunkMemory;
import qasr.transcript.Utterance;
import qasr.vad.Chunk;

/**
 * Chunks in a {@link Journal}. What could not be transcribed is not kept: the next run tries again. Once something cannot
 * be written, nothing more is: the journal stays good up to there. It then gives back half of what it took, since the
 * disk is full more likely than not, and results come before it.
 */
final class JournalMemory implements ChunkMemory {
    /** Records as they are, component by component; numbers that JSON does not know are names here. */
    private static final Gson GSON = new GsonBuilder()
            .serializeSpecialFloatingPointValues()
            .disableHtmlEscaping()
            .registerTypeAdapter(Duration.class, new DurationText())
            .create();

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

    @Override
    public Optional<Memory> recall(Chunk.Place place) {
        return journal.find(key(place)).flatMap(JournalMemory::decode);
    }

    @Override
    public void keep(Chunk.Place place, Memory memory) {
        boolean failed =
                memory.utterances().stream().anyMatch(utterance -> utterance.status() == Utterance.Status.FAILED);
        if (failed || broken) {
            return;
        }
        try {
            journal.add(key(place), encode(memory));
        } catch (IOException e) {
            broken = true;
            trouble.accept("the journal cannot be written: " + Failure.reason(e)
                    + "; if the run is stopped now, the next one has to do again what follows");
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

    static String encode(Memory memory) {
        return GSON.toJson(memory);
    }

    /** Returns what {@code text} says; empty if it is in another form than this program's: then the chunk is heard again. */
    static Optional<Memory> decode(String text) {
        try {
            return Optional.ofNullable(GSON.fromJson(text, Memory.class));
        } catch (RuntimeException e) {
            return Optional.empty(); // each record of ours refuses in its own way what cannot be
        }
    }

    private static String key(Chunk.Place place) {
        return place.range().start() + "-" + place.range().end() + "/"
                + place.heard().start() + "-" + place.heard().end();
    }

    private static final class DurationText extends TypeAdapter<Duration> {
        @Override
        public void write(JsonWriter json, Duration value) throws IOException {
            json.value(value.toString());
        }

        @Override
        public Duration read(JsonReader json) throws IOException {
            return Duration.parse(json.nextString());
        }
    }
}
