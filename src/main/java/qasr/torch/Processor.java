package qasr.torch;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import qasr.model.DeviceException;

/** The properties of the processor that determine the libraries' kernels. */
final class Processor {
    private static final Path CPUINFO = Path.of("/proc/cpuinfo");
    private static final List<String> IDENTITY =
            List.of("vendor_id", "cpu family", "model", "model name", "stepping", "microcode", "flags");
    /** The values of oneDNN's environment variable for instructions that still allow BF16. */
    private static final Set<String> WITH_BF16 = Set.of(
            "DEFAULT",
            "ALL",
            "AVX512_CORE_BF16",
            "AVX512_CORE_FP16",
            "AVX512_CORE_AMX",
            "AVX512_CORE_AMX_FP16",
            "AVX10_1_512",
            "AVX10_1_512_AMX",
            "AVX10_1_512_AMX_FP16");

    private static final int AVX2 = 2;

    private Processor() {}

    /** Returns the name of the processor for people. */
    static String name() {
        return line("model name").orElse(System.getProperty("os.arch") + " processor");
    }

    /** Returns the name and a checksum of everything that determines how the processor computes. */
    static String identity() {
        CRC32 sum = new CRC32();
        List<String> parts = new ArrayList<>();
        IDENTITY.forEach(key -> parts.add(line(key).orElse("")));
        sum.update(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
        return name() + " " + String.format(Locale.ROOT, "%08x", sum.getValue());
    }

    /** Returns the processor's name and vector instructions, which decide oneDNN's kernels and layouts. */
    static String vectors() {
        String flags = Arrays.stream(line("flags").orElse("").split(" "))
                .filter(flag -> flag.startsWith("avx") || flag.startsWith("amx"))
                .sorted()
                .collect(Collectors.joining(" "));
        return name() + ", " + flags + ", up to " + limit().orElse("all");
    }

    /** Returns the user's limit of instructions for oneDNN, if there is one. */
    private static Optional<String> limit() {
        String limit = System.getenv().getOrDefault("ONEDNN_MAX_CPU_ISA", System.getenv("DNNL_MAX_CPU_ISA"));
        return Optional.ofNullable(limit).map(name -> name.strip().toUpperCase(Locale.ROOT));
    }

    private static Optional<String> line(String key) {
        try (var lines = Files.lines(CPUINFO)) {
            return lines.filter(line -> line.startsWith(key)
                            && line.substring(key.length()).strip().startsWith(":"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty(); // another system
        }
    }

    /**
     * Checks that the libraries' kernels can run.
     *
     * @throws DeviceException if this is an x86-64 processor without AVX2
     */
    static void check() throws DeviceException {
        String arch = System.getProperty("os.arch");
        if ((arch.equals("amd64") || arch.equals("x86_64")) && !hasAvx2()) {
            throw new DeviceException("this processor (" + name()
                    + ") has no AVX2 instructions, which qasr needs: Intel processors have them since 2013 (Haswell), AMD"
                    + " processors since 2015 (Excavator); in a virtual machine, pass the host's processor through");
        }
    }

    /**
     * Returns whether the processor has BF16 instructions and oneDNN may use them. This is known on Linux only: the JVM
     * does not tell, and without them oneDNN computes BF16 slowly.
     */
    static boolean multipliesBf16() {
        List<String> flags = List.of(line("flags").orElse("").split(" "));
        boolean has = flags.contains("avx512_bf16") || flags.contains("amx_bf16");
        return has && limit().map(WITH_BF16::contains).orElse(true);
    }

    /**
     * Returns whether the JVM found AVX2. The JVM asks the processor itself; the system's list may be wrong in an
     * emulator or a virtual machine.
     */
    private static boolean hasAvx2() {
        try {
            var option = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .getVMOption("UseAVX");
            boolean found = option.getOrigin() == com.sun.management.VMOption.Origin.DEFAULT;
            return !found || Integer.parseInt(option.getValue()) >= AVX2;
        } catch (RuntimeException | LinkageError e) {
            return true; // another JVM: the trial checks it
        }
    }
}
