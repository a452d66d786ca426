package qasr.spark;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import qasr.run.Companion;
import qasr.transcribe.ChunkMemory;
import qasr.transcribe.RecordingEvent;
import qasr.transcribe.RecordingListener;
import qasr.transcript.Transcript;

/** Publishes each recording of a run as soon as its files are written, and remembers the chunks of a divided one. */
final class Publishing implements Companion {
    private static final double MILLIS = 1000;

    private final Results results;
    private final Begun begun;
    private final List<Unit> units;
    private final ChunkMemory memory;
    private final Optional<Parts.Plan> plan;
    private Optional<IOException> trouble = Optional.empty();

    Publishing(Results results, Begun begun, List<Unit> units, ChunkMemory memory, Optional<Parts.Plan> plan) {
        this.results = results;
        this.begun = begun;
        this.units = units;
        this.memory = memory;
        this.plan = plan;
    }

    @Override
    public ChunkMemory memory(int index) {
        return memory;
    }

    @Override
    public RecordingListener listener(int index) {
        return event -> {
            if (event instanceof RecordingEvent.Finished finished) {
                publish(index, finished.transcript());
            }
        };
    }

    private void publish(int index, Transcript transcript) throws IOException {
        double seconds = transcript.duration().toMillis() / MILLIS;
        double elapsed = transcript.making().timing().decode().toMillis() / MILLIS
                + plan.map(Parts.Plan::elapsed).orElse(0.0)
                + (memory instanceof ChunkTexts texts ? texts.elapsed() : 0);
        try {
            results.publish(
                    index,
                    results.row(index, ResultRow.DONE)
                            .with(Map.of(
                                    "rtf",
                                    seconds == 0 ? 0 : elapsed / seconds,
                                    "parts",
                                    plan.map(known -> known.seconds().size()).orElse(1))));
            begun.end(units.get(index));
        } catch (IOException e) {
            trouble = Optional.of(e);
            throw e;
        }
    }

    /** Throws the error that kept results from being published: the task is to be tried again. */
    void check() throws IOException {
        if (trouble.isPresent()) {
            throw trouble.get();
        }
    }
}
