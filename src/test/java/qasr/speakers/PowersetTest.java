package qasr.speakers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The classes of the segmentation network against pyannote.audio's own. */
class PowersetTest {
    private static JsonObject golden() throws IOException {
        try (InputStream in = PowersetTest.class.getResourceAsStream("/qasr/speakers/golden/powerset.json")) {
            return JsonParser.parseString(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .getAsJsonObject();
        }
    }

    private static float[] floats(JsonElement list) {
        JsonArray array = list.getAsJsonArray();
        float[] numbers = new float[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).getAsFloat();
        }
        return numbers;
    }

    @Test
    void decodesAsTheOriginal() throws IOException {
        JsonObject golden = golden();
        JsonArray scores = golden.getAsJsonArray("log_probabilities");
        float[][] frames = new float[scores.size()][];
        for (int frame = 0; frame < frames.length; frame++) {
            frames[frame] = floats(scores.get(frame));
        }
        WindowActivity activity = WindowActivity.of(frames);
        for (int frame = 0; frame < frames.length; frame++) {
            assertEquals(golden.getAsJsonArray("argmax").get(frame).getAsInt(), activity.speakerClass(frame));
            float[] active = floats(golden.getAsJsonArray("multilabel").get(frame));
            float[] soft = floats(golden.getAsJsonArray("speaker_probabilities").get(frame));
            assertArrayEquals(soft, activity.soft()[frame], 2e-6f);
            for (int speaker = 0; speaker < Powerset.SPEAKERS; speaker++) {
                assertEquals(active[speaker] == 1, activity.isActive(frame, speaker));
                assertEquals(active[speaker] == 1, activity.hard()[frame][speaker]);
                assertEquals(activity.soft()[frame][speaker], activity.probability(frame, speaker));
            }
        }
    }

    @Test
    void classesAreInPyannotesOrder() throws IOException {
        JsonArray mapping = golden().getAsJsonArray("mapping");
        for (int i = 0; i < Powerset.CLASSES; i++) {
            float[] members = floats(mapping.get(i));
            for (int speaker = 0; speaker < Powerset.SPEAKERS; speaker++) {
                assertEquals(members[speaker] == 1, Powerset.contains(i, speaker), "class " + i);
            }
        }
    }

    @Test
    void ofEqualScoresTheFirstClassIsTaken() {
        float[] equal = new float[Powerset.CLASSES];
        Arrays.fill(equal, -1);
        assertEquals(0, Powerset.likeliest(equal));
    }
}
