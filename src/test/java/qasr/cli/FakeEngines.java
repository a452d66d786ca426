package qasr.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import qasr.align.UnitAligner;
import qasr.audio.AudioDecoder;
import qasr.audio.AudioInput;
import qasr.audio.FileEncoder;
import qasr.audio.SoundFilters;
import qasr.audio.Waveform;
import qasr.console.ProgramVersion;
import qasr.engine.Cutting;
import qasr.engine.Engines;
import qasr.engine.MeteredAudio;
import qasr.engine.ModelRequest;
import qasr.engine.OpenModel;
import qasr.ffmpeg.FfmpegFilters;
import qasr.hub.SpeakerDirectory;
import qasr.model.DeviceException;
import qasr.model.ModelException;
import qasr.model.Precision;
import qasr.model.StageTimes;
import qasr.speakers.SpeakerActivity;
import qasr.speakers.VoiceEmbedder;
import qasr.testing.FakeDecoder;
import qasr.testing.FakeNetwork;
import qasr.testing.LoudnessDetector;
import qasr.testing.SecondChunks;
import qasr.testing.SeededModel;
import qasr.text.LanguageSet;
import qasr.text.Tokenizer;
import qasr.torch.InstructionSet;
import qasr.torch.Int8Calibration;
import qasr.torch.Int8Caution;
import qasr.torch.Int8Quality;
import qasr.torch.Kernel;
import qasr.torch.KernelCheck;
import qasr.torch.KernelResult;
import qasr.torch.KernelVerdict;
import qasr.transcript.Transcript;
import qasr.vad.Chunk;
import qasr.vad.ChunkOptions;
import qasr.vad.ChunkSource;
import qasr.vad.EnergySplitter;
import qasr.vad.PlannedChunks;
import qasr.vad.SpeechChunks;
import qasr.vad.SpeechDetector;
import qasr.vad.SplitChunks;

/** Engines without native libraries: {@link FakeDecoder}, {@link SecondChunks}, {@link FakeNetwork}. */
final class FakeEngines implements Engines {
    private static final Tokenizer TOKENIZER = tokenizer();

    private final List<String> opened = new ArrayList<>();
    private boolean eightBits = true;
    private boolean able = true;
    private KernelVerdict machine = new KernelVerdict(
            Optional.of(InstructionSet.NATIVE),
            Arrays.stream(Kernel.values())
                    .map(kernel -> new KernelResult(kernel, 1e-12))
                    .toList(),
            List.of());
    private final FakeNetwork network;
    private Consumer<AudioInput> beforeOpening = input -> {};
    private Optional<SpeechDetector> detector = Optional.empty();
    private Optional<UnitAligner> brought = Optional.empty();
    private Optional<UnitAligner> installed = Optional.empty();
    private Optional<VoiceEmbedder> voices = Optional.empty();
    private Optional<SpeakerActivity> activity = Optional.empty();
    private boolean room = true;

    FakeEngines() {
        this(FakeEngines::loudness);
    }

    FakeEngines(Function<Waveform, String> speech) {
        network = new FakeNetwork(TOKENIZER, speech);
    }

    /** Says the tenths of the first sample in English: 0.3 is "Three." */
    private static String loudness(Waveform waveform) {
        List<String> words = List.of("Zero.", "One.", "Two.", "Three.", "Four.", "Five.");
        return "language English<asr_text>" + words.get(Math.round(10 * waveform.sample(0)));
    }

    private static Tokenizer tokenizer() {
        try {
            Path folder = Files.createTempDirectory("qasr-tokenizer");
            Tokenizer tokenizer = Tokenizer.load(SeededModel.tiny().writeTo(folder));
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
            return tokenizer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs an action after a recording has been checked and just before it is opened. */
    FakeEngines beforeOpening(Consumer<AudioInput> action) {
        beforeOpening = action;
        return this;
    }

    /** Cuts recordings as {@code listening} says instead of into seconds. */
    FakeEngines detector(SpeechDetector listening) {
        detector = Optional.of(listening);
        return this;
    }

    /** Gives the model an aligner of its own. */
    FakeEngines bringing(UnitAligner aligner) {
        brought = Optional.of(aligner);
        return this;
    }

    /** Opens {@code aligner} from any directory, if {@code fits} beside the model. */
    FakeEngines installing(UnitAligner aligner, boolean fits) {
        installed = Optional.of(aligner);
        room = fits;
        return this;
    }

    FakeNetwork network() {
        return network;
    }

    /** Makes the model unsuitable for 8 bits. */
    FakeEngines sixteenBits() {
        eightBits = false;
        return this;
    }

    /** Returns the requests so far, in order: "decoder", "model DIR". */
    List<String> opened() {
        return opened;
    }

    /** Makes the processor too old for the libraries. */
    FakeEngines oldProcessor() {
        able = false;
        return this;
    }

    /** Makes the machine compute {@code kernel} incorrectly. */
    FakeEngines wrong(Kernel kernel) {
        List<KernelResult> results = machine.results().stream()
                .map(result -> result.kernel() == kernel ? new KernelResult(kernel, 0.5) : result)
                .toList();
        return machine(new KernelVerdict(machine.instructions(), results, List.of()));
    }

    /** Makes the machine check return {@code result}. */
    FakeEngines machine(KernelVerdict result) {
        machine = result;
        return this;
    }

    @Override
    public void requireProcessor() throws DeviceException {
        if (!able) {
            throw new DeviceException("this processor has no AVX2");
        }
    }

    @Override
    public Optional<String> requireMachine() throws DeviceException {
        KernelCheck.require(machine, Map.of());
        return machine.note();
    }

    @Override
    public KernelVerdict tryMachine() {
        return machine;
    }

    @Override
    public StageTimes stageTimes() {
        return new StageTimes();
    }

    @Override
    public String profile() {
        return "prefill, 1.0 ms\n";
    }

    @Override
    public void loadAhead() {} // nothing to load

    @Override
    public SoundFilters filters() {
        opened.add("filters");
        return new FfmpegFilters();
    }

    @Override
    public AudioDecoder decoder() {
        opened.add("decoder");
        FakeDecoder decoder = new FakeDecoder();
        return (input, track, channels) -> {
            beforeOpening.accept(input);
            return decoder.open(input, track, channels);
        };
    }

    @Override
    public ChunkSource chunks(MeteredAudio audio, Cutting cutting) {
        if (cutting.detectSpeech() && audio.channels() > 1) {
            List<SpeechDetector> detectors = new ArrayList<>();
            for (int channel = 0; channel < audio.channels(); channel++) {
                detectors.add(new LoudnessDetector());
            }
            return new SplitChunks(audio, detectors, cutting.vad(), cutting.chunks(OptionalLong.empty()));
        }
        if (cutting.detectSpeech() && detector.isPresent()) {
            return new SpeechChunks(
                    audio, audio.heard(), detector.get(), cutting.vad(), cutting.chunks(OptionalLong.empty()));
        }
        if (cutting.cuts().isPresent()) {
            return cutting.known(audio, OptionalLong.empty()).orElseThrow();
        }
        return cutting.detectSpeech()
                ? new SecondChunks(audio)
                : new EnergySplitter(audio, cutting.chunks(OptionalLong.empty()));
    }

    @Override
    public ChunkSource planned(MeteredAudio audio, List<Chunk.Place> places, OptionalLong maxChunkSamples) {
        return new PlannedChunks(audio, places, ChunkOptions.within(maxChunkSamples));
    }

    @Override
    public OpenModel openModel(Path directory, ModelRequest request) throws ModelException, DeviceException {
        opened.add("model " + directory.getFileName());
        if (!Files.isDirectory(directory)) {
            throw new ModelException(directory + ": no such directory");
        }
        if (request.device().startsWith("cuda")) {
            throw new DeviceException("device '" + request.device() + "' is not available");
        }
        return new OpenModel(
                network,
                TOKENIZER,
                LanguageSet.of(List.of("English", "Spanish")),
                new Transcript.Engine(
                        ProgramVersion.current(),
                        "fake",
                        "cpu",
                        "fp32",
                        new Transcript.Choice("", request.device(), "")),
                request.precision() == Precision.INT8
                        ? Optional.of(new Int8Caution("never calibrated", true))
                        : Optional.empty(),
                brought,
                OptionalLong.empty(),
                Duration.ofMillis(1));
    }

    @Override
    public Int8Calibration.Outcome quantize(
            Path directory, ModelRequest request, List<Waveform> speech, Int8Calibration.Listener listener)
            throws ModelException {
        opened.add("quantize " + directory.getFileName() + " with " + speech.size());
        Int8Calibration.Matrix matrix = new Int8Calibration.Matrix("a.b", 0.5, 0.02, 0.01, 0.03, 2, eightBits);
        listener.says("hearing");
        listener.measured(1, 1);
        return new Int8Calibration.Outcome(
                directory.resolve("recipe"),
                List.of(matrix),
                eightBits,
                new Int8Quality(1000, eightBits ? 1 : 0, 0),
                new Int8Quality(500, 0, 0));
    }

    @Override
    public void closeModel() {
        opened.add("closed model");
    }

    @Override
    public UnitAligner openAligner(Path directory, ModelRequest request) throws ModelException {
        opened.add("aligner " + directory.getFileName());
        if (!Files.isDirectory(directory)) {
            throw new ModelException(directory + ": no such directory");
        }
        return installed.orElseThrow();
    }

    /** Makes {@link #openVoices} return {@code embedder}. */
    FakeEngines voices(VoiceEmbedder embedder) {
        voices = Optional.of(embedder);
        return this;
    }

    /** Makes {@link #openActivity} return {@code network}. */
    FakeEngines activity(SpeakerActivity network) {
        activity = Optional.of(network);
        return this;
    }

    @Override
    public VoiceEmbedder openVoices(Path directory, ModelRequest request) throws ModelException {
        opened.add("voices " + directory.getFileName());
        SpeakerDirectory.open(directory);
        return voices.orElseThrow();
    }

    @Override
    public SpeakerActivity openActivity(Path directory, ModelRequest request) throws ModelException {
        opened.add("activity " + directory.getFileName());
        SpeakerDirectory.open(directory);
        return activity.orElseThrow();
    }

    @Override
    public boolean hasRoomFor(Path directory) {
        return room;
    }

    @Override
    public FileEncoder newFlacEncoder(int rate, int channels) {
        throw new UnsupportedOperationException("FLAC needs the native libraries");
    }

    @Override
    public SpeechDetector newDetector() {
        return new LoudnessDetector();
    }

    @Override
    public void close() {
        network.close();
    }
}
