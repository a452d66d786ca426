package qasr.align;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.Waveform;
import qasr.model.AlignmentNetwork;
import qasr.model.ModelDirectory;
import qasr.model.ModelException;
import qasr.model.Prompt;
import qasr.testing.SeededModel;
import qasr.testing.SeededShape;
import qasr.testing.Shared;
import qasr.text.Language;

final class ForcedAlignerTest {
    private static final Language ENGLISH = Language.named("English");

    @TempDir
    Path temporary;

    /** Gives the classes 0, 1, 2 and so on, and remembers what it got. */
    private static final class Counting implements AlignmentNetwork {
        private Waveform waveform = Waveform.of(new float[0]);
        private boolean closed;

        @Override
        public int positions(Waveform sound, Prompt prompt) {
            return sound.length() / 1280 + prompt.afterAudio().length;
        }

        @Override
        public int[] classes(Waveform sound, Prompt prompt) {
            waveform = sound;
            int[] after = prompt.afterAudio();
            int last = after[after.length - 1];
            int[] classes = Arrays.stream(after).filter(id -> id == last).toArray();
            Arrays.setAll(classes, i -> i);
            return classes;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private ModelDirectory tiny(SeededModel.Layout layout) throws Exception {
        return ModelDirectory.openAligner(
                SeededModel.aligner(SeededShape.TINY_ALIGNER).layout(layout).writeTo(temporary.resolve(layout.name())));
    }

    /** The spec's ids, section 8.2: the published vocabulary splits units otherwise than running text. */
    @Test
    void thePromptIsThePublishedOne() throws Exception {
        Path directory = SeededModel.aligner(SeededShape.SMALL_ALIGNER).writeTo(temporary.resolve("published"));
        for (String folder : List.of("data/published/Qwen3-ForcedAligner-0.6B", "data/tokenizer")) {
            try (Stream<Path> files = Files.list(Shared.file(folder))) {
                for (Path file : files.filter(name -> name.toString().matches(".*(vocab|merges|tokenizer_config)\\..*"))
                        .toList()) {
                    Files.copy(
                            file,
                            directory.resolve(file.getFileName().toString()),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        try (ForcedAligner aligner = new ForcedAligner(ModelDirectory.openAligner(directory), new Counting())) {
            int t = 151705;
            assertEquals(
                    new Prompt(
                            new int[] {151669},
                            new int[] {151670, 12275, t, t, 2183, 2044, t, t, 285, t, t, 56568, t, t, 52801, t, t}),
                    aligner.prompt(List.of("Mr", "Quilter", "is", "你", "好")));
        }
    }

    @Test
    void classesBecomeMilliseconds() throws Exception {
        Counting network = new Counting();
        try (ForcedAligner aligner = new ForcedAligner(tiny(SeededModel.Layout.THINKER), network)) {
            assertArrayEquals(
                    new int[] {0, 80, 160, 240}, aligner.align(new float[32_000], List.of("a", "bc"), ENGLISH));
            assertEquals(32_000, network.waveform.length());
            assertArrayEquals(new int[0], aligner.align(new float[0], List.of(), ENGLISH));
            assertEquals(2, aligner.align(new float[1], List.of("a"), ENGLISH).length);
            assertEquals(400, network.waveform.length(), "too little for a spectrogram is padded");
        }
        assertTrue(network.closed);
    }

    @Test
    void moreThanItTakesIsAnErrorThatNamesTheLimit() throws Exception {
        try (ForcedAligner aligner = new ForcedAligner(tiny(SeededModel.Layout.THINKER), new Counting())) {
            assertEquals(40 * 80 * 16, aligner.maxSamples(), "as far as its classes go");
            String message = assertThrows(
                            ModelException.class,
                            () -> aligner.align(new float[aligner.maxSamples() + 1], List.of("a"), ENGLISH))
                    .getMessage();
            assertTrue(message.contains("align a shorter part"), message);
            List<String> words = Collections.nCopies(40_000, "a");
            assertThrows(ModelException.class, () -> aligner.align(new float[16_000], words, ENGLISH));
        }
    }

    @Test
    void itsLanguagesAreThoseOfItsConfigurationOrThePublishedEleven() throws Exception {
        try (ForcedAligner listed = new ForcedAligner(tiny(SeededModel.Layout.THINKER), new Counting());
                ForcedAligner published = new ForcedAligner(tiny(SeededModel.Layout.NATIVE), new Counting())) {
            assertTrue(listed.knows(ENGLISH));
            assertFalse(listed.knows(Language.named("Chinese")));
            assertEquals(11, Language.ALL.stream().filter(published::knows).count());
            assertTrue(published.knows(Language.named("cantonese")));
            assertFalse(published.knows(Language.named("Arabic")));
            assertFalse(published.knows(Language.named("")));
        }
    }
}
