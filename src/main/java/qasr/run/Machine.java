package qasr.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Describes the computer and its Java, as far as the system tells. */
final class Machine {
    /** Instruction sets that make a difference to the kernels, as Linux calls them. */
    private static final List<String> INSTRUCTIONS = List.of(
            "sse4_2",
            "avx",
            "f16c",
            "fma",
            "avx2",
            "avx512f",
            "avx512_vnni",
            "avx512_bf16",
            "amx_bf16",
            "amx_int8",
            "asimd",
            "asimdhp",
            "asimddp",
            "bf16",
            "i8mm",
            "sve");

    private Machine() {}

    static String summary() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch")
                + find("/proc/cpuinfo", "model name").map(name -> ", " + name).orElse("") + ", processors: "
                + Runtime.getRuntime().availableProcessors()
                + find("/proc/meminfo", "MemTotal")
                        .map(size -> ", memory: " + size)
                        .orElse("");
    }

    static String java() {
        return System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version") + " in "
                + System.getProperty("java.home") + ", heap at most "
                + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB";
    }

    static String instructions() {
        Optional<String> flags = find("/proc/cpuinfo", "flags").or(() -> find("/proc/cpuinfo", "Features"));
        if (flags.isEmpty()) {
            return "unknown on this system";
        }
        List<String> has = Arrays.asList(flags.get().split(" "));
        return String.join(" ", INSTRUCTIONS.stream().filter(has::contains).toList());
    }

    /** Returns the value of the first line "key : value". */
    private static Optional<String> find(String file, String key) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty(); // another system
        }
    }
}
