package qasr.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import qasr.console.Clock;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.ProgramVersion;
import qasr.console.Speed;
import qasr.engine.ModelLocator;
import qasr.engine.ModelOpener;
import qasr.engine.ModelRequest;
import qasr.engine.OpenModel;
import qasr.engine.PreparedFolder;
import qasr.engine.Session;
import qasr.hub.ModelCheck;
import qasr.model.Decoding;
import qasr.model.ModelDirectory;
import qasr.model.ModelException;
import qasr.model.Precision;
import qasr.model.Prompt;
import qasr.model.PromptBuilder;
import qasr.natives.NativeLibraries;
import qasr.speakers.SpeakerModel;

/** Checks everything that a transcription needs, and runs a test transcription. */
public final class Doctor {
    /**
     * The result of one check.
     *
     * @param ok whether nothing is wrong
     * @param value the facts found
     */
    public record Diagnosis(String name, boolean ok, String value) {}

    private static final int SECONDS = 2;
    /** The number of tokens in fast speech of this length. */
    private static final int TOKENS = 4 * SECONDS;

    private final Session session;
    private final ModelRequest request;
    private final List<Diagnosis> findings = new ArrayList<>();
    private Path directory = Path.of("");

    public Doctor(Session session, ModelRequest request) {
        this.session = session;
        this.request = request;
    }

    /** Returns the results of the checks so far. */
    public List<Diagnosis> findings() {
        return List.copyOf(findings);
    }

    /**
     * Unpacks the native libraries beside the program for all users.
     *
     * @throws CommandException if they cannot be written there
     */
    public void prepare() throws CommandException {
        try {
            Path home = session.environment().home().orElse(Path.of(""));
            good("prepared", "native libraries for all users in " + PreparedFolder.prepare(home));
        } catch (IOException e) {
            throw new CommandException(new Failure("--prepare", Failure.reason(e), ExitStatus.OUTPUT), e);
        }
    }

    /** Runs all checks, and returns the status that a transcription would end with. */
    public ExitStatus examine() {
        good(
                "qasr",
                ProgramVersion.current()
                        + session.environment()
                                .home()
                                .map(home -> " in " + home)
                                .orElse(""));
        good("machine", Machine.summary());
        good("simd", Machine.instructions());
        good("java", Machine.java());
        nativeLibraries();
        Arithmetic arithmetic = Arithmetic.of(session.engines());
        findings.addAll(arithmetic.findings());
        if (!arithmetic.usable()) {
            return ExitStatus.DEVICE;
        }
        try {
            directory = new ModelLocator(session.environment(), session.console()).locate(request);
            verify();
            aligner();
            speakers();
            listen(new ModelOpener(session).open(directory, request));
            if (!arithmetic.wrong().isEmpty()) {
                return ExitStatus.DEVICE;
            }
            return findings.stream().allMatch(Diagnosis::ok) ? ExitStatus.DONE : ExitStatus.MODEL;
        } catch (CommandException e) {
            findings.add(new Diagnosis("model", false, e.failure().line()));
            return e.failure().status();
        }
    }

    private void nativeLibraries() {
        Optional<Path> prepared = NativeLibraries.prepared();
        Optional<String> trouble = NativeLibraries.trouble();
        if (prepared.isPresent() && trouble.isEmpty()) {
            good("natives", "prepared for all users in " + prepared.get());
            return;
        }
        trouble.ifPresent(note -> good("natives", note));
        String folder = System.getProperty("org.bytedeco.javacpp.cachedir", "");
        good(
                "natives",
                folder.isEmpty()
                        ? "unpacked in JavaCPP's own cache, ~/.javacpp/cache"
                        : "unpacked in " + folder
                                + (Files.isWritable(Path.of(folder)) ? "" : ", which is missing or read-only"));
    }

    private void verify() throws CommandException {
        List<ModelCheck.Finding> wrong =
                checked(directory).stream().filter(ModelCheck.Finding::error).toList();
        wrong.forEach(finding -> findings.add(new Diagnosis("model", false, finding.message())));
        if (wrong.isEmpty()) {
            good(
                    "model",
                    directory
                            + (ModelCheck.isRecorded(directory)
                                    ? ", every file matches its checksum"
                                    : ", its files fit together; no checksums were recorded"));
        }
    }

    /** Looks for a forced aligner, and whether its files fit together. */
    private void aligner() throws CommandException {
        Optional<Path> installed = new ModelLocator(session.environment(), session.console()).aligner();
        if (installed.isEmpty()) {
            good(
                    "aligner",
                    "none is installed, so the times of words are less exact; to install it (1.8 GB): qasr models pull"
                            + " Qwen/Qwen3-ForcedAligner-0.6B");
            return;
        }
        try {
            good("aligner", ModelDirectory.openAligner(installed.get()).path() + ", its files fit together");
        } catch (ModelException e) {
            findings.add(new Diagnosis("aligner", false, e.getMessage()));
        }
    }

    /** Looks for the models that tell speakers apart, and tests each with two voices. */
    private void speakers() throws CommandException {
        ModelLocator locator = new ModelLocator(session.environment(), session.console());
        List<String> missing = new ArrayList<>();
        for (SpeakerModel model : SpeakerModel.values()) {
            Optional<Path> installed = locator.speakers(model);
            if (installed.isPresent()) {
                speakers(installed.get());
            } else {
                missing.add("qasr models pull " + model.id());
            }
        }
        if (!missing.isEmpty()) {
            good(
                    "speakers",
                    (missing.size() == 1 ? "a model is missing" : "no models are installed")
                            + ", so speakers are not told apart; to install them: " + String.join(", ", missing));
        }
    }

    private void speakers(Path installed) {
        try {
            SpeakerTest test = new SpeakerTest(session, request);
            if (!test.isPossible()) {
                good("speakers", installed + ", not tested: qasr's folder models/listen is missing");
                return;
            }
            SpeakerTest.Outcome outcome = test.run(installed);
            findings.add(new Diagnosis("speakers", outcome.good(), installed + ", " + outcome.text()));
        } catch (CommandException e) {
            findings.add(new Diagnosis("speakers", false, e.failure().line()));
        }
    }

    /**
     * Checks a model's files.
     *
     * @throws CommandException if one cannot be read
     */
    public static List<ModelCheck.Finding> checked(Path directory) throws CommandException {
        try {
            return ModelCheck.of(directory);
        } catch (IOException e) {
            throw new CommandException(
                    new Failure(directory.toString(), "cannot be read: " + Failure.reason(e), ExitStatus.MODEL), e);
        }
    }

    private void listen(OpenModel model) {
        String device = model.engine().device();
        good("device", device + ", requested: " + request.device() + reason(device));
        good(
                "precision",
                model.engine().precision() + ", requested: "
                        + request.precision().name().toLowerCase(Locale.ROOT)
                        + (request.precision() == Precision.AUTO
                                ? ", the fastest that is exact enough on this machine"
                                : ""));
        good(
                "threads",
                request.threads().isPresent()
                        ? request.threads().getAsInt() + ", requested"
                        : Runtime.getRuntime().availableProcessors() + ", one per processor");
        good("rows", model.network().rows() + " chunks decoded at once");
        Prompt prompt = new PromptBuilder(model.tokenizer()).build("");
        model.network().prepare(prompt);
        long start = System.nanoTime();
        Decoding decoding = model.network()
                .decode(
                        prompt,
                        List.of(TestSound.waveform(SECONDS)),
                        new int[] {TOKENS},
                        (row, token, probability) -> true)
                .get(0);
        double seconds = (System.nanoTime() - start) / 1e9;
        good(
                "self-test",
                String.format(
                        Locale.ROOT,
                        "%d s of synthetic sound and %d tokens in %.2f s, %s; model opened in %s",
                        SECONDS,
                        decoding.tokens().length,
                        seconds,
                        Speed.words(SECONDS / seconds),
                        Clock.seconds(model.load())));
        good("text", "not tested here; to test the model's text: 'qasr models verify --listen " + directory + "'");
    }

    private String reason(String device) {
        String reason = request.fallbackReason(device);
        return reason.isEmpty() ? "" : ": " + reason;
    }

    /**
     * Transcribes in a process without a network, and adds the files that the process writes.
     *
     * @param program the class whose main method is the program
     */
    public ExitStatus proveOffline(Class<?> program) {
        OfflineProof proof = OfflineProof.run(program, directory, request, WavFile.of(TestSound.waveform(SECONDS)));
        findings.addAll(proof.findings());
        return proof.findings().stream().allMatch(Diagnosis::ok) ? ExitStatus.DONE : ExitStatus.INTERNAL;
    }

    private void good(String name, String value) {
        findings.add(new Diagnosis(name, true, value));
    }

    /** Returns the length of the self-test's sound. */
    static Duration length() {
        return Duration.ofSeconds(SECONDS);
    }
}
