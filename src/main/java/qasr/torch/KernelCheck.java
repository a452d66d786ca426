package qasr.torch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import qasr.model.DeviceException;
import qasr.natives.NativeLibraries;

/**
 * Checks once per processor and version whether this machine computes right, by running {@link KernelTrial} in a
 * separate process. Loads no native library itself.
 */
public final class KernelCheck {
    /** The time limit of a trial: much more than it needs on a busy machine, including unpacking the libraries. */
    private static final int SECONDS = 300;
    /** The exit statuses after SIGINT, SIGKILL or SIGTERM, from a user or from the system when memory is short. */
    private static final List<Integer> STOPPED = List.of(130, 137, 143);
    /** Properties of this process that the trial needs, too. */
    private static final List<String> PROPERTIES =
            List.of(NativeLibraries.FOLDER, NativeLibraries.PREPARED, KernelTrial.FAULT);

    private static final String LOADING = "loading the libraries";

    private final String version;

    /** Creates a check for {@code version} of the program. Another version repeats the check. */
    public KernelCheck(String version) {
        this.version = version;
    }

    /**
     * Writes a verdict for the arguments {@code FILE VERSION}. Without arguments, it only checks whether the libraries
     * can run on this processor, and exits with a status other than 0 if not. The launcher calls this once per machine.
     */
    public static void main(String[] arguments) throws DeviceException {
        Processor.check();
        if (arguments.length == 2) {
            new KernelCheck(arguments[1]).fresh(Optional.of(Path.of(arguments[0])));
        }
    }

    /**
     * Checks that the libraries can run on this processor.
     *
     * @throws DeviceException if not
     */
    public static void requireProcessor() throws DeviceException {
        Processor.check();
    }

    /**
     * Returns the verdict about this machine in {@code file}, or makes it and writes it there. If the file cannot be
     * written, every run makes the verdict again.
     *
     * @throws DeviceException if nothing is computed right on this machine; the message says why
     */
    public KernelVerdict verdict(Optional<Path> file) throws DeviceException {
        String machine = machine();
        Optional<KernelVerdict> known =
                file.flatMap(path -> new KernelVerdictFile(path).read(machine, System.getenv()));
        if (known.isPresent()) {
            return known.get();
        }
        return fresh(file);
    }

    /**
     * Makes a new verdict and writes it to {@code file}.
     *
     * @throws DeviceException if the libraries cannot run on this processor
     */
    public KernelVerdict fresh(Optional<Path> file) throws DeviceException {
        Processor.check();
        KernelVerdict verdict = KernelVerdict.decide(KernelCheck::trial);
        keep(file, verdict);
        return verdict;
    }

    private void keep(Optional<Path> file, KernelVerdict verdict) {
        // What kept libraries from loading may be gone next time; how a processor computes stays.
        boolean loaded = verdict.instructions().isPresent()
                || !verdict.trouble().stream().allMatch(trouble -> trouble.contains(LOADING));
        if (file.isPresent() && loaded && !verdict.equals(KernelVerdict.UNKNOWN)) {
            try {
                new KernelVerdictFile(file.get()).write(machine(), System.getenv(), verdict);
            } catch (IOException e) {
                // The next run makes it again.
            }
        }
    }

    /**
     * Checks that {@code verdict} allows computing, and that this process was started with the environment that it
     * requires.
     *
     * @throws DeviceException if not
     */
    public static void require(KernelVerdict verdict, Map<String, String> environment) throws DeviceException {
        if (verdict.instructions().isEmpty()) {
            throw new DeviceException("this processor (" + Processor.name() + ") computes wrongly "
                    + String.join("; ", verdict.trouble()) + "; 'qasr doctor' shows the errors");
        }
        if (!verdict.isInForce(environment)) {
            String all = verdict.settings().entrySet().stream()
                    .map(each -> each.getKey() + "=" + each.getValue())
                    .sorted()
                    .collect(Collectors.joining(" "));
            throw new DeviceException("this processor (" + Processor.name() + ") computes wrongly "
                    + String.join("; ", verdict.trouble()) + "; start qasr again by its launcher, or with " + all
                    + " in the environment");
        }
    }

    /** Returns the name of this machine's processor. */
    public static String processor() {
        return Processor.name();
    }

    /** Returns what the verdict depends on, besides the user's settings of the libraries. */
    private String machine() {
        return Processor.identity() + " " + version + " " + Libtorch.version() + " "
                + System.getProperty(KernelTrial.FAULT, "");
    }

    /** Returns the result of a trial in a separate process; empty if it failed for other reasons than the kernels. */
    private static Optional<KernelVerdict.Trial> trial(InstructionSet instructions) {
        try {
            Process process = start(instructions);
            CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
            List<String> said;
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                said = lines.lines().toList();
            }
            return outcome(said, process.waitFor());
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Returns the result of a trial that printed {@code lines} and ended with {@code status}, if there is one. */
    static Optional<KernelVerdict.Trial> outcome(List<String> lines, int status) {
        List<KernelResult> results = new ArrayList<>();
        String running = LOADING;
        for (String line : lines) {
            if (line.startsWith(KernelTrial.BEGIN)) {
                String id = line.substring(KernelTrial.BEGIN.length());
                running = Kernel.of(id).map(Kernel::label).orElse(id);
            } else if (line.startsWith(KernelTrial.END)) {
                KernelVerdictFile.result(line.substring(KernelTrial.END.length()))
                        .ifPresent(results::add);
            }
        }
        if (!lines.contains(KernelTrial.LOADING)
                || lines.contains(KernelTrial.UNLOADABLE)
                || STOPPED.contains(status)) {
            return Optional.empty();
        }
        return Optional.of(new KernelVerdict.Trial(results, status == 0 ? Optional.empty() : Optional.of(running)));
    }

    private static Process start(InstructionSet instructions) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=/dev/null",
                "-Xlog:disable",
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m"));
        for (String property : PROPERTIES) {
            String value = System.getProperty(property);
            if (value != null) {
                command.add("-D" + property + "=" + value);
            }
        }
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), KernelTrial.class.getName(), instructions.id()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        // Settings of an earlier verdict must not count as the user's settings.
        for (InstructionSet earlier : InstructionSet.values()) {
            if (environment.entrySet().containsAll(earlier.settings().entrySet())) {
                environment.keySet().removeAll(earlier.settings().keySet());
            }
        }
        environment.putAll(instructions.settings());
        environment.putIfAbsent("OMP_WAIT_POLICY", "passive");
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }
}
