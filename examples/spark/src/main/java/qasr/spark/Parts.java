package qasr.spark;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import qasr.audio.Waveform;
import qasr.vad.Chunk;
import qasr.vad.ChunkSource;

/**
 * The state of a long recording, in {@code _qasr/parts/KEY}: the sound of the chunks of each part, their texts, and a plan,
 * which is written last.
 */
final class Parts {
    private static final String FOLDER = OutputFolder.STATE + "/parts/";
    private static final String PLAN = "/plan.json";

    /** A silence of this length after a chunk is a good end of a part. */
    private static final long GOOD_SILENCE = Waveform.SAMPLE_RATE / 2;
    /** A part may become longer by this factor until such a silence comes. */
    private static final double MOST = 1.25;

    /**
     * How a recording is divided.
     *
     * @param seconds the length of each part
     * @param elapsed the seconds that finding the chunks has taken
     */
    record Plan(List<Double> seconds, double elapsed) {}

    private final OutputFolder output;
    private final String key;

    Parts(OutputFolder output, String key) {
        this.output = output;
        this.key = key;
    }

    static String number(int part) {
        return String.format(Locale.ROOT, "%05d", part);
    }

    Optional<Plan> plan() throws IOException {
        return output.read(FOLDER + key + PLAN).map(text -> {
            JsonObject json = JsonParser.parseString(text).getAsJsonObject();
            List<Double> seconds = new ArrayList<>();
            json.getAsJsonArray("seconds").forEach(each -> seconds.add(each.getAsDouble()));
            return new Plan(seconds, json.get("elapsed").getAsDouble());
        });
    }

    /** Divides the chunks of a recording into parts of about {@code partSeconds}. Memory holds one chunk. */
    Plan divide(ChunkSource chunks, double partSeconds, Path folder) throws IOException {
        long start = System.nanoTime();
        long goal = (long) (partSeconds * Waveform.SAMPLE_RATE);
        List<Double> seconds = new ArrayList<>();
        Optional<Chunk> next = chunks.next();
        while (next.isPresent()) {
            Path local = folder.resolve("chunks");
            long begin = next.get().range().start();
            long end = begin;
            try (ChunkFile.Writer writer = new ChunkFile.Writer(local)) {
                boolean over = false;
                while (next.isPresent() && !over) {
                    writer.add(next.get());
                    end = Math.max(end, next.get().heard().end());
                    next = chunks.next();
                    over = next.isPresent()
                            && isEnd(end - begin, next.get().heard().start() - end, goal);
                }
            }
            output.copy(local, chunkFile(seconds.size()));
            seconds.add((double) (end - begin) / Waveform.SAMPLE_RATE);
        }
        Plan plan = new Plan(seconds, (System.nanoTime() - start) / 1e9);
        JsonObject json = new JsonObject();
        JsonArray array = new JsonArray();
        seconds.forEach(array::add);
        json.add("seconds", array);
        json.addProperty("elapsed", plan.elapsed());
        output.write(FOLDER + key + PLAN, json.toString());
        return plan;
    }

    private static boolean isEnd(long length, long silence, long goal) {
        return length >= (silence >= GOOD_SILENCE ? goal : MOST * goal);
    }

    private String chunkFile(int part) {
        return FOLDER + key + "/" + number(part) + ".chunks";
    }

    private String textFile(int part) {
        return FOLDER + key + "/" + number(part) + ".texts";
    }

    /** Opens the chunks of a part. */
    ChunkFile.Reader chunks(int part) throws IOException {
        InputStream stream = Channels.newInputStream(output.open(chunkFile(part)));
        try {
            return new ChunkFile.Reader(stream);
        } catch (IOException e) {
            stream.close();
            throw e;
        }
    }

    boolean isDone(int part) throws IOException {
        return output.exists(textFile(part));
    }

    /** Keeps the texts of a part, and removes its sound. */
    void done(int part, String texts, Path folder) throws IOException {
        Path local = folder.resolve("texts");
        Files.writeString(local, texts);
        output.copy(local, textFile(part));
        output.remove(chunkFile(part));
    }

    /** Returns the texts of all parts. */
    ChunkTexts texts(Plan plan) throws IOException {
        ChunkTexts texts = new ChunkTexts();
        for (int part = 0; part < plan.seconds().size(); part++) {
            int number = part;
            texts.add(
                    output.read(textFile(part)).orElseThrow(() -> new IOException(textFile(number) + ": is missing")));
        }
        return texts;
    }

    /** Forgets all of it: the results are written. */
    void remove() throws IOException {
        output.remove(FOLDER + key);
    }
}
