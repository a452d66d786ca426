package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.audio.Waveform;
import qasr.model.ModelDirectory;
import qasr.model.Prompt;
import qasr.model.PromptBuilder;
import qasr.model.TokenListener;
import qasr.testing.SeededModel;
import qasr.testing.Signals;

class NativeMemoryTest {
    private static final NetworkOptions OPTIONS = new NetworkOptions(1, "cpu");

    @TempDir
    Path temporary;

    @Test
    void twoHundredDecodingsLeaveNothingBehind() throws Exception {
        ModelDirectory directory = ModelDirectory.open(SeededModel.tiny().writeTo(temporary));
        Prompt prompt = new PromptBuilder(directory.tokenizer()).build("");
        Prompt other = new PromptBuilder(directory.tokenizer()).build("other");
        List<Waveform> waveforms =
                List.of(Waveform.of(Signals.noise(1, 0.1, 9_000)), Waveform.of(Signals.noise(2, 0.1, 17_000)));
        try (TorchNetwork network = TorchNetwork.open(directory, OPTIONS)) {
            network.prepare(prompt);
            network.decode(prompt, waveforms, new int[] {2, 1}, TokenListener.none());
            settle(network, prompt, waveforms.get(0));
            long count = Pointer.totalCount();
            long bytes = Pointer.totalBytes();
            for (int i = 0; i < 200; i++) {
                Prompt next = i % 2 == 0 ? other : prompt;
                network.prepare(next);
                network.decode(next, waveforms, new int[] {2, 1}, TokenListener.none());
                if (i % 20 == 0) {
                    network.score(next, waveforms.get(0), List.of(new int[] {1, 2}, new int[] {1, 3}));
                }
            }
            settle(network, prompt, waveforms.get(0));
            assertNoMore(count, bytes);
        }
    }

    @Test
    void openingAndClosingThirtyTimesLeavesNothingBehind() throws Exception {
        ModelDirectory directory = ModelDirectory.open(SeededModel.tiny().writeTo(temporary));
        Prompt prompt = new PromptBuilder(directory.tokenizer()).build("");
        openAndClose(directory, prompt);
        long count = Pointer.totalCount();
        long bytes = Pointer.totalBytes();
        long resident = Pointer.physicalBytes();
        for (int i = 0; i < 30; i++) {
            openAndClose(directory, prompt);
        }
        assertNoMore(count, bytes);
        // The allocator keeps some; 30 copies of the model and its scripts would be more.
        long grown = Pointer.physicalBytes() - resident;
        assertTrue(grown < 100L << 20, "resident memory grew by " + (grown >> 20) + " MB");
    }

    /** Prepares {@code prompt} and waits until the worker has done so, and has let go of all chunks before. */
    private static void settle(TorchNetwork network, Prompt prompt, Waveform waveform) {
        network.prepare(prompt);
        network.encode(waveform);
    }

    /** There may be less: the garbage collector comes by for what other tests of this JVM have left to it. */
    private static void assertNoMore(long count, long bytes) {
        assertTrue(Pointer.totalCount() <= count, Pointer.totalCount() + " native objects, before " + count);
        assertTrue(Pointer.totalBytes() <= bytes, Pointer.totalBytes() + " native bytes, before " + bytes);
    }

    private static void openAndClose(ModelDirectory directory, Prompt prompt) throws Exception {
        try (TorchNetwork network = TorchNetwork.open(directory, OPTIONS)) {
            network.prepare(prompt);
        }
    }
}
