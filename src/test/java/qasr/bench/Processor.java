package qasr.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The processor as Linux tells of it.
 *
 * @param name the maker's, or the architecture where it is not known
 * @param flags what it can do, in Linux's words
 */
record Processor(String name, List<String> flags) {
    private static final List<String> WIDE =
            List.of("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_tile", "amx_bf16");

    static Processor here() throws IOException {
        Path facts = Path.of("/proc/cpuinfo");
        return Files.exists(facts)
                ? of(Files.readAllLines(facts))
                : new Processor(System.getProperty("os.arch"), List.of());
    }

    static Processor of(List<String> facts) {
        return new Processor(
                value(facts, "model name").findFirst().orElse(System.getProperty("os.arch")),
                value(facts, "flags").findFirst().stream()
                        .flatMap(flags -> Stream.of(flags.split(" ", -1)))
                        .toList());
    }

    private static Stream<String> value(List<String> facts, String name) {
        return facts.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.replaceFirst("[^:]*: *", "").strip());
    }

    @Override
    public String toString() {
        return name + " " + WIDE.stream().filter(flags::contains).toList();
    }
}
