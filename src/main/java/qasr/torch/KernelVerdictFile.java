package qasr.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A {@link KernelVerdict} in a file of lines {@code KEY=VALUE}, beside the unpacked libraries. Lines with environment
 * variables begin with {@code export}; the launcher sets these variables and ignores all other lines.
 */
final class KernelVerdictFile {
    private static final String EXPORT = "export ";
    private static final String MACHINE = "machine";
    private static final String ENVIRONMENT = "environment";
    private static final String INSTRUCTIONS = "instructions";
    private static final String NONE = "none";
    private static final String RESULT = "result";
    private static final String TROUBLE = "trouble";

    private final Path file;

    KernelVerdictFile(Path file) {
        this.file = file;
    }

    /**
     * Returns the verdict if it is for {@code machine}, and for library settings that are those of {@code environment}
     * or the verdict's own. Empty if the file cannot be read.
     */
    Optional<KernelVerdict> read(String machine, Map<String, String> environment) {
        return read(machine)
                .filter(known -> known.environment.equals(settings(environment)) || known.isOwnSetting(environment))
                .map(Known::verdict);
    }

    private record Known(String environment, KernelVerdict verdict) {
        private boolean isOwnSetting(Map<String, String> current) {
            return !verdict.settings().isEmpty() && verdict.isInForce(current);
        }
    }

    /** Returns the user's settings of the libraries. */
    private static String settings(Map<String, String> environment) {
        return InstructionSet.VARIABLES.stream()
                .map(name -> environment.getOrDefault(name, ""))
                .collect(Collectors.joining(","));
    }

    private Optional<Known> read(String machine) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            return Optional.empty();
        }
        if (!lines.contains(MACHINE + "=" + machine)) {
            return Optional.empty();
        }
        String environment = "";
        Optional<InstructionSet> instructions = Optional.empty();
        boolean decided = false;
        List<KernelResult> results = new ArrayList<>();
        List<String> trouble = new ArrayList<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            String value = line.substring(equals + 1);
            switch (equals < 0 ? "" : line.substring(0, equals)) {
                case INSTRUCTIONS -> {
                    instructions = InstructionSet.of(value);
                    decided = instructions.isPresent() || value.equals(NONE);
                }
                case ENVIRONMENT -> environment = value;
                case RESULT -> result(value).ifPresent(results::add);
                case TROUBLE -> trouble.add(value);
                default -> {}
            }
        }
        return decided
                ? Optional.of(new Known(environment, new KernelVerdict(instructions, results, trouble)))
                : Optional.empty();
    }

    /** Parses {@code ID ERROR}. */
    static Optional<KernelResult> result(String text) {
        String[] words = text.split(" ", -1);
        if (words.length != 2) {
            return Optional.empty();
        }
        try {
            double error = Double.parseDouble(words[1]);
            return Kernel.of(words[0]).map(kernel -> new KernelResult(kernel, error));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Writes the verdict atomically. */
    void write(String machine, Map<String, String> environment, KernelVerdict verdict) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(MACHINE + "=" + machine);
        lines.add(ENVIRONMENT + "=" + settings(environment));
        lines.add(INSTRUCTIONS + "="
                + verdict.instructions().map(InstructionSet::id).orElse(NONE));
        verdict.settings().forEach((name, value) -> lines.add(EXPORT + name + "=" + value));
        verdict.results()
                .forEach(result -> lines.add(RESULT + "=" + result.kernel().id() + " " + result.error()));
        verdict.trouble().forEach(trouble -> lines.add(TROUBLE + "=" + trouble));
        // No file of createTempFile, which other users of a shared installation could not read.
        Draft.write(file, String.join("\n", lines) + "\n");
    }
}
