package qasr.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import qasr.audio.Waveform;
import qasr.model.ModelDirectory;
import qasr.model.Precision;
import qasr.testing.SeededModel;
import qasr.testing.SeededShape;
import qasr.testing.Signals;

/** Blocks on several threads: each once, in order, and in the network with the same bits as on one thread. */
final class BlockLineTest {
    @TempDir
    Path temporary;

    private final List<Thread> helpers = new ArrayList<>();

    /** A crew with two more threads, which have the workers' settings. */
    private Crew crew() {
        Consumer<Runnable> others = work -> {
            for (int i = 0; i < 2; i++) {
                Thread helper = new Thread(() -> {
                    Libtorch.useOneThread();
                    try (NoGradGuard guard = new NoGradGuard()) {
                        work.run();
                    }
                });
                helpers.add(helper);
                helper.start();
            }
        };
        return new Crew(3, 3, others);
    }

    private void join() throws InterruptedException {
        for (Thread helper : helpers) {
            helper.join();
        }
    }

    @Test
    void aStageBeginsAfterTheSameStageOfTheBlockBefore() throws Exception {
        int blocks = 40;
        int stages = 7;
        AtomicIntegerArray done = new AtomicIntegerArray(blocks);
        BlockLine[] line = new BlockLine[1];
        line[0] = new BlockLine(blocks, block -> {
            for (int stage = 0; stage < stages; stage++) {
                line[0].enter(block, stage);
                assertTrue(block == 0 || done.get(block - 1) > stage, block + " overtakes");
                done.incrementAndGet(block);
                line[0].leave(block);
            }
        });
        Libtorch.start();
        crew().others().accept(line[0]::work);
        line[0].work();
        line[0].finish();
        for (int block = 0; block < blocks; block++) {
            assertEquals(stages, done.get(block));
        }
        join();
    }

    @Test
    void aFailureEndsEveryThread() throws Exception {
        failsWith(new IllegalStateException("block 3"), problem -> {
            throw (IllegalStateException) problem;
        });
        failsWith(new NoClassDefFoundError("block 3"), problem -> {
            throw (NoClassDefFoundError) problem;
        });
    }

    private void failsWith(Throwable failure, Consumer<Throwable> thrower) throws Exception {
        BlockLine[] line = new BlockLine[1];
        line[0] = new BlockLine(9, block -> {
            for (int stage = 0; stage < 4; stage++) {
                line[0].enter(block, stage);
                if (block == 3 && stage == 2) {
                    thrower.accept(failure);
                }
                line[0].leave(block);
            }
        });
        Libtorch.start();
        crew().others().accept(line[0]::work);
        line[0].work();
        assertSame(failure, assertThrows(failure.getClass(), line[0]::finish));
        join();
    }

    /** The built-in model on sound of half a minute: large enough that libtorch divides elementwise operators. */
    @Test
    void bf16HasTheSameBitsOnOneTwoAndThreeCores() throws Exception {
        Libtorch.start();
        Libtorch.setThreads(1);
        assumeTrue(Processor.multipliesBf16() && BlockedMatrix.isPossible(), "no BF16 instructions");
        ModelDirectory directory = ModelDirectory.open(Path.of("models/demo"));
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Device device = Libtorch.device("cpu");
            Weights weights = Weights.load(directory, device, Precision.BF16, List.of());
            AudioEncoder encoder = new AudioEncoder(directory.config(), weights, device);
            TextDecoder decoder = new TextDecoder(directory.config().text(), weights, device);
            Tensor mel = encoder.logMel(Waveform.of(Signals.speechLike(7, 0.3, 31 * Waveform.SAMPLE_RATE)));
            Tensor sound = encoder.encode(mel);
            assertTrue(torch.equal(sound, Libtorch.withThreads(2, () -> encoder.encode(mel))));
            assertTrue(torch.equal(sound, encoder.encode(mel, crew())));
            forEachLengthAndWanted(sound, (part, wanted) -> {
                try (TorchSession alone = decoder.session(1_000);
                        TorchSession two = decoder.session(1_000);
                        TorchSession three = decoder.session(1_000)) {
                    Tensor expected = decoder.prefill(alone, part, false, wanted);
                    Tensor withTwo = Libtorch.withThreads(2, () -> decoder.prefill(two, part, false, wanted));
                    assertTrue(torch.equal(expected, withTwo));
                    assertTrue(torch.equal(expected, decoder.prefill(three, part, false, wanted, crew())));
                }
            });
            join();
            encoder.close();
            decoder.close();
            weights.close();
        }
    }

    /** A model that is large enough for divided products: short prompts and steps on two threads. */
    @ParameterizedTest
    @EnumSource(
            value = Precision.class,
            names = {"FP16", "INT8"})
    void shortPromptsAndStepsHaveTheSameBitsOnOneAndTwoCores(Precision precision) throws Exception {
        Libtorch.start();
        Libtorch.setThreads(1);
        assumeTrue(WeightLoader.packingWorks());
        SeededShape wide = new SeededShape(128, 16, 64, 2, 4, 128, 256, 2, 4, 2, 64, 768, 151936);
        ModelDirectory directory =
                ModelDirectory.open(SeededModel.of(wide).seed(1).writeTo(temporary.resolve("wide")));
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard();
                Weights weights = Weights.load(directory, Libtorch.device("cpu"), precision, List.of(temporary));
                TextDecoder decoder = new TextDecoder(directory.config().text(), weights, Libtorch.device("cpu"))) {
            assertTrue(weights.areShareableInSteps());
            for (int length : new int[] {1, 5, 66, 127, 192}) {
                assertTrue(TextDecoder.isShort(length));
                Tensor part = decoder.embed(IntStream.range(100, 100 + length).toArray());
                try (TorchSession alone = decoder.session(200);
                        TorchSession two = decoder.session(200)) {
                    Tensor expected = decoder.prefill(alone, part, false, 1);
                    Tensor divided = Libtorch.withThreads(2, () -> decoder.prefill(two, part, false, 1));
                    assertTrue(torch.equal(expected, divided), length + " positions");
                    Tensor next = decoder.embed(7);
                    Tensor step = decoder.step(List.of(alone), next, false);
                    assertTrue(
                            torch.equal(step, Libtorch.withThreads(2, () -> decoder.step(List.of(two), next, false))),
                            "a step after " + length);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Precision.class,
            names = {"FP32", "FP16", "INT8"})
    void promptAndSoundHaveTheSameBitsOnAnyNumberOfThreads(Precision precision) throws Exception {
        ModelDirectory directory = ModelDirectory.open(SeededModel.tiny().writeTo(temporary.resolve("tiny")));
        Libtorch.start();
        Libtorch.setThreads(1);
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Device device = Libtorch.device("cpu");
            Weights weights = Weights.load(directory, device, precision, List.of());
            AudioEncoder encoder = new AudioEncoder(directory.config(), weights, device);
            TextDecoder decoder = new TextDecoder(directory.config().text(), weights, device);
            Tensor mel = encoder.logMel(Waveform.of(Signals.speechLike(7, 0.3, 30 * Waveform.SAMPLE_RATE)));
            Tensor sound = encoder.encode(mel);
            assertTrue(torch.equal(sound, encoder.encode(mel, crew())));
            Tensor before = decoder.embed(1, 2, 3);
            forEachLengthAndWanted(sound, (part, wanted) -> {
                try (TorchSession alone = decoder.session(1_000);
                        TorchSession together = decoder.session(1_000);
                        TorchSession complete = decoder.session(1_000)) {
                    for (TorchSession session : List.of(alone, together, complete)) {
                        decoder.prefill(session, before);
                    }
                    Tensor expected = decoder.prefill(alone, part, false, wanted);
                    assertTrue(torch.equal(expected, decoder.prefill(together, part, false, wanted, crew())));
                    int length = Math.toIntExact(part.size(0));
                    Tensor all = decoder.prefill(complete, part, false, length);
                    double most = all.narrow(0, length - wanted, wanted)
                            .sub(expected)
                            .abs()
                            .max()
                            .item_double();
                    assertTrue(most < 1e-4, "states of " + wanted + " of " + length + " positions differ by " + most);
                    int filled = alone.length();
                    assertEquals(3 + length, filled);
                    for (TorchSession session : List.of(together, complete)) {
                        assertEquals(filled, session.length());
                        assertTrue(torch.equal(
                                alone.cache().narrow(3, 0, filled),
                                session.cache().narrow(3, 0, filled)));
                    }
                }
            });
            join();
            encoder.close();
            decoder.close();
            weights.close();
        }
    }

    /**
     * Calls {@code check} with the first rows of {@code sound} and a number of positions whose states are wanted: fewer and
     * more than the last block and the last mask have.
     */
    private static void forEachLengthAndWanted(Tensor sound, BiConsumer<Tensor, Integer> check) {
        for (int length : new int[] {3, 66, 130, 258, 320, 321, Math.toIntExact(sound.size(0))}) {
            for (int wanted : new int[] {1, 3, 5, 80}) {
                try (PointerScope scope = new PointerScope()) {
                    check.accept(sound.narrow(0, 0, length), Math.min(wanted, length));
                }
            }
        }
    }
}
