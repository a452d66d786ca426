package qasr.engine;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import qasr.align.ConnectionistAligner;
import qasr.align.ForcedAligner;
import qasr.align.UnitAligner;
import qasr.audio.AudioDecoder;
import qasr.audio.AudioStream;
import qasr.audio.FileEncoder;
import qasr.audio.SoundFilters;
import qasr.audio.Waveform;
import qasr.console.ProgramVersion;
import qasr.ffmpeg.FfmpegDecoder;
import qasr.ffmpeg.FfmpegFilters;
import qasr.ffmpeg.FlacEncoder;
import qasr.hub.SpeakerDirectory;
import qasr.model.CharacterHead;
import qasr.model.DeviceException;
import qasr.model.ModelDirectory;
import qasr.model.ModelException;
import qasr.model.Precision;
import qasr.model.Prompt;
import qasr.model.PromptBuilder;
import qasr.model.Stage;
import qasr.model.StageTimes;
import qasr.speakers.SpeakerActivity;
import qasr.speakers.SpeakerModel;
import qasr.speakers.VoiceEmbedder;
import qasr.text.LanguageSet;
import qasr.torch.Int8Calibration;
import qasr.torch.KernelCheck;
import qasr.torch.KernelVerdict;
import qasr.torch.NetworkOptions;
import qasr.torch.SileroDetector;
import qasr.torch.TorchActivity;
import qasr.torch.TorchAligner;
import qasr.torch.TorchNetwork;
import qasr.torch.TorchVoices;
import qasr.transcript.Transcript;
import qasr.vad.Chunk;
import qasr.vad.ChunkOptions;
import qasr.vad.ChunkSource;
import qasr.vad.EnergySplitter;
import qasr.vad.MarkedChunks;
import qasr.vad.PlannedChunks;
import qasr.vad.SpeechChunks;
import qasr.vad.SpeechDetector;
import qasr.vad.SplitChunks;

/** The engines of the program: FFmpeg decodes, Silero VAD detects speech, libtorch runs the network. */
public final class NativeEngines implements Engines {
    /** Whether {@link EarlyLoading} has begun in this process. A second time would gain nothing. */
    private static final AtomicBoolean LOADING = new AtomicBoolean();

    private Optional<AudioDecoder> decoder = Optional.empty();
    private Optional<SoundFilters> filters = Optional.empty();
    private Optional<SpeechDetector> detector = Optional.empty();
    /** One for each channel of a recording that is split. */
    private final List<SpeechDetector> detectors = new ArrayList<>();

    private Optional<TorchNetwork> network = Optional.empty();
    private OptionalLong longestChunk = OptionalLong.empty();
    private Optional<Waveform> longest = Optional.empty();
    private Optional<Prompt> plainPrompt = Optional.empty();
    private final StageTimes times = new StageTimes();
    private final Function<Path, List<Path>> weightFolders;
    private Optional<Closeable> libraries = Optional.empty();
    private Optional<EarlyLoading> loading = Optional.empty();
    private boolean able;
    private Optional<KernelVerdict> verdict = Optional.empty();

    /**
     * Creates the engines; no library is loaded yet.
     *
     * @param weightFolders the folders that may hold converted weights of a model, such as {@link WeightFolders#of}
     */
    public NativeEngines(Function<Path, List<Path>> weightFolders) {
        this.weightFolders = weightFolders;
    }

    /** Locks the folder of the libraries, so that {@code qasr clean} does not remove them before they are loaded. */
    private synchronized void useLibraries() {
        if (libraries.isEmpty()) {
            libraries = NativeFolder.ofProcess().map(NativeFolder::use);
        }
    }

    @Override
    public void requireProcessor() throws DeviceException {
        if (!able) {
            KernelCheck.requireProcessor();
            able = true;
        }
    }

    @Override
    public Optional<String> requireMachine() throws DeviceException {
        KernelVerdict known = verdict();
        KernelCheck.require(known, System.getenv());
        return known.note().map(note -> "this processor (" + KernelCheck.processor() + ") " + note);
    }

    private KernelVerdict verdict() throws DeviceException {
        requireProcessor();
        if (verdict.isEmpty()) {
            useLibraries();
            verdict = Optional.of(new KernelCheck(ProgramVersion.current()).verdict(verdictFile()));
        }
        return verdict.get();
    }

    /**
     * Returns the file of the kernel verdict: the launcher's, or without the launcher one beside the libraries. Empty
     * if the libraries are not in a folder of qasr.
     */
    private static Optional<Path> verdictFile() {
        Optional<Path> told =
                Optional.ofNullable(System.getProperty("qasr.kernels")).map(Path::of);
        return told.isPresent() ? told : NativeFolder.ofProcess().map(NativeFolder::verdict);
    }

    @Override
    public KernelVerdict tryMachine() throws DeviceException {
        useLibraries();
        verdict = Optional.of(new KernelCheck(ProgramVersion.current()).fresh(verdictFile()));
        return verdict.get();
    }

    @Override
    public void loadAhead() {
        if (verdictFile().filter(Files::isRegularFile).isEmpty()) {
            return; // the first run: they are not unpacked yet
        }
        try {
            requireProcessor();
        } catch (DeviceException e) {
            return; // requireMachine tells the user
        }
        beginLoading();
    }

    private void beginLoading() {
        useLibraries();
        if (LOADING.compareAndSet(false, true)) {
            loading = Optional.of(EarlyLoading.begin());
        }
    }

    @Override
    public AudioDecoder decoder() {
        useLibraries();
        if (decoder.isEmpty()) {
            decoder = Optional.of(new FfmpegDecoder());
        }
        return decoder.get();
    }

    @Override
    public synchronized SoundFilters filters() {
        useLibraries();
        if (filters.isEmpty()) {
            filters = Optional.of(new FfmpegFilters());
        }
        return filters.get();
    }

    @Override
    public StageTimes stageTimes() {
        return times;
    }

    @Override
    public ChunkSource chunks(MeteredAudio audio, Cutting cutting) {
        return new TimedChunks(source(audio, cutting), audio, times, this::seen);
    }

    @Override
    public ChunkSource planned(MeteredAudio audio, List<Chunk.Place> places, OptionalLong maxChunkSamples) {
        ChunkOptions options = ChunkOptions.within(maxChunkSamples.isPresent() ? maxChunkSamples : longestChunk);
        return new TimedChunks(new PlannedChunks(audio, places, options), audio, times, this::seen);
    }

    private synchronized void seen(Chunk chunk) {
        if (longest.isEmpty() || longest.get().length() < chunk.waveform().length()) {
            longest = Optional.of(chunk.waveform());
        }
    }

    @Override
    public synchronized String profile() {
        if (network.isEmpty() || longest.isEmpty()) {
            return "no profile: the network decoded no chunk\n";
        }
        return network.get().profile(plainPrompt.orElseThrow(), longest.get());
    }

    private ChunkSource source(MeteredAudio audio, Cutting cutting) {
        if (!cutting.detectSpeech() && !cutting.marksSpeech()) {
            return chosen(audio, cutting);
        }
        if (cutting.detectSpeech() && audio.channels() > 1) {
            while (detectors.size() < audio.channels()) {
                detectors.add(SileroDetector.open());
            }
            return new SplitChunks(audio, detectors, cutting.vad(), cutting.chunks(longestChunk));
        }
        if (detector.isEmpty()) {
            detector = Optional.of(SileroDetector.open());
        }
        return cutting.detectSpeech()
                ? new SpeechChunks(audio, audio.heard(), detector.get(), cutting.vad(), cutting.chunks(longestChunk))
                : new MarkedChunks(chosen(audio, cutting), detector.get(), cutting.vad(), audio.hearing());
    }

    private ChunkSource chosen(AudioStream audio, Cutting cutting) {
        return cutting.known(audio, longestChunk)
                .orElseGet(() -> new EnergySplitter(audio, cutting.chunks(longestChunk)));
    }

    /** A build with the processor's libraries only has nothing to fall back from. */
    private static boolean hasCuda() {
        return NativeEngines.class.getResource("/org/bytedeco/cuda/global/cudart.class") != null;
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // close() does
    public OpenModel openModel(Path directory, ModelRequest request) throws ModelException, DeviceException {
        long start = System.nanoTime();
        useLibraries();
        KernelCheck.require(verdict(), System.getenv());
        beginLoading(); // while the tokenizer's files are read
        ModelDirectory model = ModelDirectory.open(directory);
        int threads = request.threads().orElse(NetworkOptions.defaults().threads());
        NetworkOptions options = new NetworkOptions(
                threads,
                request.device(),
                request.precision(),
                request.rows(),
                weightFolders.apply(directory),
                request.ignoresStops(),
                verdict().avoided());
        Optional<CharacterHead> head = model.characterHead();
        TorchNetwork opened = TorchNetwork.open(model, options, times);
        network = Optional.of(opened);
        longestChunk = model.config().longestChunkSamples();
        plainPrompt = Optional.of(new PromptBuilder(model.tokenizer()).build(""));
        times.add(Stage.OPEN, System.nanoTime() - start);
        return new OpenModel(
                opened,
                model.tokenizer(),
                LanguageSet.of(model.config().languages()),
                new Transcript.Engine(
                        ProgramVersion.current(),
                        name(directory),
                        opened.device(),
                        opened.precision(),
                        new Transcript.Choice(
                                "", request.device(), hasCuda() ? request.fallbackReason(opened.device()) : "")),
                opened.caution(),
                head.map(found ->
                        new ConnectionistAligner(opened, found, model.config().languages())),
                longestChunk,
                Duration.ofNanos(System.nanoTime() - start));
    }

    @Override
    public void closeModel() {
        network.ifPresent(TorchNetwork::close);
        network = Optional.empty();
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // the aligner closes its network, and the caller the aligner
    public UnitAligner openAligner(Path directory, ModelRequest request) throws ModelException, DeviceException {
        useLibraries();
        KernelCheck.require(verdict(), System.getenv());
        ModelDirectory model = ModelDirectory.openAligner(directory);
        NetworkOptions options = new NetworkOptions(
                request.threads().orElse(NetworkOptions.defaults().threads()),
                request.device(),
                request.precision() == Precision.INT8 ? Precision.AUTO : request.precision(),
                OptionalInt.empty(),
                weightFolders.apply(directory),
                false,
                verdict().avoided());
        return new ForcedAligner(model, TorchAligner.open(model, options));
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // the caller does
    public VoiceEmbedder openVoices(Path directory, ModelRequest request) throws ModelException, DeviceException {
        NetworkOptions options = speakerOptions(request);
        return TorchVoices.open(SpeakerDirectory.open(directory).read(SpeakerModel.CAMPPLUS), options);
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // the caller does
    public SpeakerActivity openActivity(Path directory, ModelRequest request) throws ModelException, DeviceException {
        NetworkOptions options = speakerOptions(request);
        return TorchActivity.open(SpeakerDirectory.open(directory).read(SpeakerModel.SEGMENTATION), options);
    }

    /** Returns the options of a speaker network: it always runs on the CPU in float32. */
    private NetworkOptions speakerOptions(ModelRequest request) throws DeviceException {
        useLibraries();
        KernelCheck.require(verdict(), System.getenv());
        int threads = request.threads().orElse(NetworkOptions.defaults().threads());
        return new NetworkOptions(threads, "cpu").avoiding(verdict().avoided());
    }

    @Override
    public boolean hasRoomFor(Path directory) {
        return MemoryRoom.fits(directory);
    }

    @Override
    public FileEncoder newFlacEncoder(int rate, int channels) {
        useLibraries();
        return new FlacEncoder(rate, channels);
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // the caller does
    public SpeechDetector newDetector() {
        useLibraries();
        return SileroDetector.open();
    }

    @Override
    public Int8Calibration.Outcome quantize(
            Path directory, ModelRequest request, List<Waveform> speech, Int8Calibration.Listener listener)
            throws ModelException, DeviceException {
        useLibraries();
        KernelCheck.require(verdict(), System.getenv());
        NetworkOptions options = new NetworkOptions(
                        request.threads().orElse(NetworkOptions.defaults().threads()), "cpu")
                .keepingIn(weightFolders.apply(directory))
                .avoiding(verdict().avoided());
        return Int8Calibration.run(ModelDirectory.open(directory), options, speech, listener);
    }

    @Override
    public void close() {
        loading.ifPresent(EarlyLoading::close);
        network.ifPresent(TorchNetwork::close);
        detector.ifPresent(SpeechDetector::close);
        detectors.forEach(SpeechDetector::close);
        try {
            if (libraries.isPresent()) {
                libraries.get().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path directory) {
        return String.valueOf(directory.toAbsolutePath().normalize().getFileName());
    }
}
