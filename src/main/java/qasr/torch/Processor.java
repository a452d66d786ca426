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

/** The processor, as far as it decides which of the libraries' kernels run. */
final class Processor {
    private static final Path CPUINFO = Path.of("/proc/cpuinfo");
    private static final List<String> IDENTITY =
            List.of("vendor_id", "cpu family", "model", "model name", "stepping", "microcode", "flags");
    /** The limits on oneDNN's instructions, by their names in its environment variable, that leave it BF16. */
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

    /** Returns what people call it. */
    static String name() {
        return line("model name").orElse(System.getProperty("os.arch") + " processor");
    }

    /** Returns a name and a checksum of everything that decides how it computes. */
    static String identity() {
        CRC32 sum = new CRC32();
        List<String> parts = new ArrayList<>();
        IDENTITY.forEach(key -> parts.add(line(key).orElse("")));
        sum.update(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
        return name() + " " + "%08x".formatted(sum.getValue());
    }

    /** Returns what decides which kernels oneDNN takes, and so how it lays matrices out: the same for all releases of microcode. */
    static String vectors() {
        String flags = Arrays.stream(line("flags").orElse("").split(" "))
                .filter(flag -> flag.startsWith("avx") || flag.startsWith("amx"))
                .sorted()
                .collect(Collectors.joining(" "));
        return name() + ", " + flags + ", up to " + limit().orElse("all");
    }

    /** Returns what the user lets oneDNN use, if that is less than all. */
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
     * Makes sure that the libraries' kernels can run.
     *
     * @throws DeviceException if this is an x86-64 processor without AVX2
     */
    static void check() throws DeviceException {
        String arch = System.getProperty("os.arch");
        if ((arch.equals("amd64") || arch.equals("x86_64")) && !hasAvx2()) {
            throw new DeviceException("this processor (" + name()
                    + ") has no AVX2 instructions, which qasr needs: Intel's have them since 2013 (Haswell), AMD's since"
                    + " 2015 (Excavator); in a virtual machine, have it show the host's processor");
        }
    }

    /**
     * Tells whether it has units for products in BF16, and oneDNN may use them. Known on Linux only: a JVM does not tell, and
     * oneDNN computes in BF16 without them, too, slowly.
     */
    static boolean multipliesBf16() {
        List<String> flags = List.of(line("flags").orElse("").split(" "));
        boolean has = flags.contains("avx512_bf16") || flags.contains("amx_bf16");
        return has && limit().map(WITH_BF16::contains).orElse(true);
    }

    /**
     * Asks the JVM, which has asked the processor itself: what the system lists may be another's, in an emulator and in
     * some virtual machines.
     */
    private static boolean hasAvx2() {
        try {
            var option = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .getVMOption("UseAVX");
            boolean found = option.getOrigin() == com.sun.management.VMOption.Origin.DEFAULT;
            return !found || Integer.parseInt(option.getValue()) >= AVX2;
        } catch (RuntimeException | LinkageError e) {
            return true; // another JVM: let the trial find out
        }
    }
}
