package qasr.run;

import com.google.gson.JsonObject;
import java.lang.management.ManagementFactory;
import qasr.audio.Waveform;
import qasr.model.Stage;
import qasr.model.StageTimes;
import qasr.transcript.Transcript;

/** How much time each stage of a run took, for the benchmark. */
final class StageReport {
    private StageReport() {}

    /**
     * Returns one JSON object: seconds by stage, which are sums over the threads, and what they were spent on.
     *
     * @param rows how many chunks were decoded at once at most
     */
    static String text(StageTimes times, Transcript.Engine engine, int rows) {
        JsonObject stages = new JsonObject();
        for (Stage stage : Stage.values()) {
            stages.addProperty(stage.key(), times.nanos(stage) / 1e9);
        }
        long started = ManagementFactory.getRuntimeMXBean().getStartTime();
        JsonObject report = new JsonObject();
        report.add("stages", stages);
        report.addProperty("tokens", times.tokens());
        report.addProperty("chunks", times.chunks());
        report.addProperty("sound_seconds", times.samples() / (double) Waveform.SAMPLE_RATE);
        report.addProperty("wall_seconds", (System.currentTimeMillis() - started) / 1e3);
        times.firstChunk().ifPresent(first -> report.addProperty("first_chunk_seconds", (first - started) / 1e3));
        report.addProperty("model", engine.model());
        report.addProperty("device", engine.device());
        report.addProperty("precision", engine.precision());
        report.addProperty("rows", rows);
        return report + "\n";
    }
}
