package qasr.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * Computes each kernel once on small seeded numbers and compares the results with {@link PlainLoops}, in half a second.
 * It runs in a separate process, because a wrong kernel may end the process, and because libraries read their allowed
 * instructions when they are loaded.
 *
 * <p>It prints {@code loading}, then {@code begin ID} and {@code end ID ERROR} for each kernel. For tests, {@code
 * -Dqasr.fault=ID,ID@SET,crash} simulates faults, always or with one {@link InstructionSet} only.
 */
final class KernelTrial {
    /** The words that are printed before the libraries are loaded, and before and after each kernel. */
    static final String LOADING = "loading";

    static final String UNLOADABLE = "unloadable";

    static final String BEGIN = "begin ";
    static final String END = "end ";

    /** The system property that simulates faults. */
    static final String FAULT = "qasr.fault";

    private static final String CRASH = "crash";
    /** The exit status of a JVM that crashes without a core dump. */
    private static final int CRASHED = 1;

    private KernelTrial() {}

    @SuppressWarnings("SystemOut") // what KernelCheck reads
    public static void main(String[] arguments) {
        InstructionSet instructions = InstructionSet.of(arguments[0]).orElseThrow();
        List<String> faults = faults(System.getProperty(FAULT, ""), instructions);
        System.out.println(LOADING);
        try {
            Libtorch.start();
        } catch (RuntimeException | LinkageError e) {
            System.out.println(UNLOADABLE);
            return;
        }
        if (faults.contains(CRASH)) {
            System.out.println(BEGIN + Kernel.FP32_PRODUCTS.id());
            Runtime.getRuntime().halt(CRASHED);
        }
        run(kernel -> System.out.println(BEGIN + kernel.id()), result -> {
            double error = faults.contains(result.kernel().id()) ? Double.NaN : result.error();
            System.out.println(END + result.kernel().id() + " " + error);
        });
    }

    /** Returns the names in {@code list} that apply to {@code instructions}. */
    static List<String> faults(String list, InstructionSet instructions) {
        List<String> faults = new ArrayList<>();
        for (String fault : list.split(",", -1)) {
            int at = fault.indexOf('@');
            if (at < 0 || fault.substring(at + 1).equals(instructions.id())) {
                faults.add(at < 0 ? fault : fault.substring(0, at));
            }
        }
        return faults;
    }

    /** Tries every kernel of this kind of machine in this process. */
    static List<KernelResult> run() {
        List<KernelResult> results = new ArrayList<>();
        run(kernel -> {}, results::add);
        return results;
    }

    private static void run(Consumer<Kernel> before, Consumer<KernelResult> after) {
        Libtorch.start();
        Libtorch.setThreads(1);
        TrialNumbers numbers = new TrialNumbers();
        try (NoGradGuard guard = new NoGradGuard();
                ProductTrials products = new ProductTrials(numbers);
                LayerTrials layers = new LayerTrials(numbers)) {
            SoundTrials sound = new SoundTrials(numbers);
            Map<Kernel, DoubleSupplier> trials = new LinkedHashMap<>();
            trials.put(Kernel.FP32_PRODUCTS, products::fp32);
            if (WeightLoader.packingWorks()) {
                trials.put(Kernel.FP16_PRODUCTS, products::fp16);
                trials.put(Kernel.INT8_PRODUCTS, products::int8);
            }
            trials.put(Kernel.BF16_PRODUCTS, products::bf16);
            trials.put(Kernel.CONVOLUTIONS, sound::convolutions);
            trials.put(Kernel.ATTENTION, layers::attention);
            trials.put(Kernel.NORMS, layers::norms);
            trials.put(Kernel.SOFTMAX, layers::softmax);
            trials.put(Kernel.ACTIVATIONS, layers::activations);
            trials.put(Kernel.ROTARY, layers::rotary);
            trials.put(Kernel.FFT, sound::fft);
            trials.put(Kernel.DETECTOR, sound::detector);
            trials.forEach((kernel, trial) -> {
                before.accept(kernel);
                after.accept(new KernelResult(kernel, tried(trial)));
            });
        }
    }

    /** Returns the error of a trial; a kernel that throws counts as wrong. */
    private static double tried(DoubleSupplier trial) {
        try {
            return trial.getAsDouble();
        } catch (RuntimeException e) {
            return Double.NaN;
        }
    }
}
