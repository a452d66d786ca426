package qasr.spark;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import qasr.audio.SampleRange;
import qasr.output.ChunkJson;
import qasr.transcribe.ChunkMemory;
import qasr.transcript.ChunkResult;
import qasr.vad.Chunk;

/**
 * The results of the chunks of a part as text: a line with the seconds of work, then a line for each chunk. Its fields are
 * separated by tabs: start and end of the chunk and of the speech in it, in samples, speaker, channel, and the JSON of a journal.
 */
final class ChunkTexts implements ChunkMemory {
    private static final int FIELDS = 7;

    private final Map<Chunk.Place, String> lines = new HashMap<>();
    private double elapsed;

    /** Returns the line of one chunk. */
    static String line(Chunk.Place place, ChunkResult result) {
        return String.join(
                        "\t",
                        Long.toString(place.range().start()),
                        Long.toString(place.range().end()),
                        Long.toString(place.heard().start()),
                        Long.toString(place.heard().end()),
                        URLEncoder.encode(place.speaker(), StandardCharsets.UTF_8),
                        URLEncoder.encode(place.channel(), StandardCharsets.UTF_8),
                        ChunkJson.write(result))
                + "\n";
    }

    /** Adds the text of a part. */
    void add(String text) throws IOException {
        String[] all = text.split("\n", -1);
        elapsed += Double.parseDouble(all[0]);
        for (int i = 1; i < all.length - 1; i++) {
            String[] fields = all[i].split("\t", FIELDS);
            if (fields.length != FIELDS) {
                throw new IOException("is no file of the texts of chunks");
            }
            lines.put(
                    new Chunk.Place(
                            new SampleRange(Long.parseLong(fields[0]), Long.parseLong(fields[1])),
                            new SampleRange(Long.parseLong(fields[2]), Long.parseLong(fields[3])),
                            URLDecoder.decode(fields[4], StandardCharsets.UTF_8),
                            URLDecoder.decode(fields[5], StandardCharsets.UTF_8)),
                    fields[6]);
        }
    }

    /** Returns the seconds of work on all parts. */
    double elapsed() {
        return elapsed;
    }

    int size() {
        return lines.size();
    }

    @Override
    public Optional<ChunkResult> recall(Chunk.Place place) {
        return Optional.ofNullable(lines.get(place)).map(line -> {
            try {
                return ChunkJson.read(line);
            } catch (IOException e) {
                throw new IllegalStateException("a chunk's text was damaged after it was written: " + line, e);
            }
        });
    }
}
