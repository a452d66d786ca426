package qasr.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.bytedeco.javacpp.Loader;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.audio.SampleRange;
import qasr.audio.SoundFilter;
import qasr.audio.Waveform;
import qasr.ffmpeg.FfmpegDecoder;
import qasr.ffmpeg.FfmpegFilters;
import qasr.ffmpeg.FilterText;
import qasr.model.Decoding;
import qasr.model.ModelDirectory;
import qasr.model.Prompt;
import qasr.model.PromptBuilder;
import qasr.model.TokenListener;
import qasr.torch.NetworkOptions;
import qasr.torch.SileroDetector;
import qasr.torch.TorchNetwork;
import qasr.vad.Chunk;
import qasr.vad.ChunkOptions;
import qasr.vad.SpeechChunks;
import qasr.vad.VadOptions;

/**
 * Measures the filters of sound: {@code CleaningTable MODEL WORK ROWS [detector]} prints word error rate, missed speech and false
 * alarms for each condition of {@link NoisySpeech} with and without each filter. With {@code detector}, it compares noise filters
 * and thresholds of the detector, without words.
 *
 * <p>ROWS is a file of {@link MeasuredRows}.
 */
final class CleaningTable {
    /** The ffmpeg program. JavaCPP does not unpack it once the program has loaded its own libraries. */
    private static final String FFMPEG = Loader.load(org.bytedeco.ffmpeg.ffmpeg.class);

    private static final List<String> LANGUAGES = List.of("English", "Spanish", "French", "Italian", "Russian");
    private static final int PER_LANGUAGE = Integer.getInteger("sentences", 6);
    private static final long SEED = Long.getLong("seed", 20);
    private static final int BATCH = 8;
    private static final String TAG = "<asr_text>";
    /** Detected speech counts as a false alarm from this far before or after what is spoken. */
    private static final int COLLAR = 10;

    private static final List<String> NOISES =
            List.of(System.getProperty("noises", "white,hum,babble,reverberation,G.711,AMR-NB")
                    .split(",", -1));
    private static final List<Integer> RATIOS = List.of(20, 10, 5, 0);
    private static final List<Integer> QUIET = List.of(40);
    private static final List<Integer> QUIET_FOR_DETECTORS = List.of(20, 40);

    private static final double LOUDNESS = -23;
    private static final double HIGHPASS = 100;

    /** A way to clean and to detect. */
    private record Way(
            String name,
            List<SoundFilter> before,
            boolean normalized,
            boolean forDetector,
            FilterText denoiser,
            double threshold) {
        static Way of(String name, List<SoundFilter> before, boolean normalized, boolean forDetector) {
            return new Way(name, before, normalized, forDetector, FilterText.DENOISER, 0.5);
        }

        static Way denoiser(FilterText filter) {
            String name = filter.name() + " " + filter.options() + (filter.followsNoise() ? ", following" : "");
            return new Way(name, List.of(), false, true, filter, 0.5);
        }

        static Way threshold(double threshold) {
            return new Way("threshold " + threshold, List.of(), false, false, FilterText.DENOISER, threshold);
        }
    }

    private static final List<Way> FILTERS = List.of(
            Way.of("none", List.of(), false, false),
            Way.of("normalize", List.of(), true, false),
            Way.of("highpass", List.of(new SoundFilter.HighPass(HIGHPASS)), false, false),
            Way.of("denoise", List.of(), false, true),
            Way.of("denoise=all", List.of(SoundFilter.Denoiser.FOR_ALL), false, false));

    private static final List<Way> DETECTORS = List.of(
            Way.threshold(0.5),
            Way.threshold(0.4),
            Way.threshold(0.6),
            Way.denoiser(FilterText.DENOISER),
            Way.denoiser(new FilterText("afftdn", "nr=20:nf=-80", 400, true)),
            Way.denoiser(new FilterText("afftdn", "nr=12:tn=1", 400)),
            Way.denoiser(new FilterText("afftdn", "nr=12:tn=1:tr=1", 400)),
            Way.denoiser(new FilterText("afftdn", "nr=12:nf=-30", 400)),
            Way.denoiser(new FilterText("afftdn", "nr=12:nf=-40", 400)),
            Way.denoiser(new FilterText("anlmdn", "s=0.001", 128)));

    private final TrainingLog log = new TrainingLog();
    private final Path folder;
    private final MeasuredRows rows;
    private final SileroDetector detector = SileroDetector.open();
    private final NoisySpeech speech;
    private final Optional<TorchNetwork> network;
    private final ModelDirectory model;
    private final Prompt prompt;

    private CleaningTable(ModelDirectory model, Optional<TorchNetwork> network, Path work, Path rows)
            throws IOException {
        this.model = model;
        this.network = network;
        folder = rows.toAbsolutePath().getParent();
        this.rows = MeasuredRows.in(rows, model.path(), SEED, PER_LANGUAGE);
        prompt = new PromptBuilder(model.tokenizer()).build("");
        speech = new NoisySpeech(FFMPEG, work.resolve("unpacked"), LANGUAGES, PER_LANGUAGE, SEED);
    }

    public static void main(String[] args) throws Exception {
        ModelDirectory model = ModelDirectory.open(Path.of(args[0]));
        boolean words = args.length < 4;
        try (TorchNetwork network = TorchNetwork.open(model, new NetworkOptions(1, "cpu"))) {
            CleaningTable table = new CleaningTable(
                    model, words ? Optional.of(network) : Optional.empty(), Path.of(args[1]), Path.of(args[2]));
            table.run(words ? FILTERS : DETECTORS);
        }
    }

    private void run(List<Way> ways) throws IOException {
        log.row(
                "%.0f s of sound, %.0f s of them spoken, seed %d",
                speech.seconds(), speech.spoken().cardinality() / 100.0, SEED);
        StringBuilder head = new StringBuilder("| condition |");
        ways.forEach(way -> head.append(' ').append(way.name()).append(" |"));
        log.row("%s", head);
        log.row("%s", "| --- |" + " --- |".repeat(ways.size()));
        row("clean", 50, "clean", ways);
        for (int decibels : network.isPresent() ? QUIET : QUIET_FOR_DETECTORS) {
            row("quiet", decibels, decibels + " dB quieter", ways);
        }
        for (String noise : NOISES) {
            for (int decibels : RATIOS) {
                row(noise, decibels, noise + ", " + decibels + " dB", ways);
            }
        }
    }

    private void row(String condition, int decibels, String name, List<Way> ways) throws IOException {
        StringBuilder row = new StringBuilder("| " + name + " |");
        Optional<Path> sound = Optional.empty();
        for (Way way : ways) {
            Optional<String> measured = rows.value(name, way.name());
            if (measured.isEmpty()) {
                if (sound.isEmpty()) {
                    float[] mixed = speech.under(condition, decibels, folder);
                    sound = Optional.of(Files.write(folder.resolve("mixed.wav"), EvaluationSets.wav(mixed)));
                }
                measured = Optional.of(measured(sound.get(), way));
                rows.add(name, way.name(), measured.get());
            }
            row.append(' ').append(measured.get()).append(" |");
        }
        log.row("%s", row);
    }

    private String measured(Path sound, Way way) throws IOException {
        FfmpegFilters filters = new FfmpegFilters(way.denoiser());
        try (AudioStream main = open(sound, way, filters);
                AudioStream branch = filters.filtered(open(sound, way, filters), SoundFilter.Denoiser.FOR_DETECTOR)) {
            SpeechChunks chunks = new SpeechChunks(
                    main,
                    way.forDetector() ? Optional.of(branch) : Optional.empty(),
                    detector,
                    VadOptions.withThreshold((float) way.threshold()),
                    ChunkOptions.within(model.config().longestChunkSamples()));
            List<Waveform> waveforms = new ArrayList<>();
            BitSet detected = new BitSet();
            for (Optional<Chunk> chunk = chunks.next(); chunk.isPresent(); chunk = chunks.next()) {
                waveforms.add(chunk.get().waveform());
                for (SampleRange range : chunk.get().speech()) {
                    detected.set((int) (range.start() / NoisySpeech.FRAME), (int) (range.end() / NoisySpeech.FRAME));
                }
            }
            String found = String.format(Locale.ROOT, "%.1f / %.1f", missed(detected), falseAlarms(detected));
            return network.isEmpty() ? found : String.format(Locale.ROOT, "%.1f %% / ", errors(waveforms)) + found;
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // the caller closes the filtered stream
    private static AudioStream open(Path sound, Way way, FfmpegFilters filters) throws IOException {
        AudioStream stream = reduced(sound, way, filters);
        if (!way.normalized()) {
            return stream;
        }
        try (AudioStream first = reduced(sound, way, filters)) {
            return filters.filtered(stream, new SoundFilter.Gain(LOUDNESS, filters.level(first)));
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // the caller closes the filtered stream
    private static AudioStream reduced(Path sound, Way way, FfmpegFilters filters) throws IOException {
        AudioStream stream = new FfmpegDecoder().open(new AudioInput.AudioFile(sound), OptionalInt.empty());
        for (SoundFilter filter : way.before()) {
            stream = filters.filtered(stream, filter);
        }
        return stream;
    }

    /** Returns the seconds that are spoken and not detected. */
    private double missed(BitSet detected) {
        BitSet missed = (BitSet) speech.spoken().clone();
        missed.andNot(detected);
        return missed.cardinality() / 100.0;
    }

    /** Returns the seconds that are detected and not near to what is spoken. */
    private double falseAlarms(BitSet detected) {
        BitSet wrong = (BitSet) detected.clone();
        for (int i = speech.spoken().nextSetBit(0); i >= 0; i = speech.spoken().nextSetBit(i + 1)) {
            wrong.clear(Math.max(0, i - COLLAR), i + COLLAR + 1);
        }
        return wrong.cardinality() / 100.0;
    }

    private double errors(List<Waveform> waveforms) {
        StringBuilder heard = new StringBuilder();
        for (int from = 0; from < waveforms.size(); from += BATCH) {
            List<Waveform> batch = new ArrayList<>();
            for (Waveform waveform : waveforms.subList(from, Math.min(waveforms.size(), from + BATCH))) {
                batch.add(waveform.paddedTo(Sound.RATE / 2));
            }
            int[] budgets = batch.stream()
                    .mapToInt(waveform -> 64 + (int) (12 * waveform.seconds()))
                    .toArray();
            for (Decoding decoding : network.orElseThrow().decode(prompt, batch, budgets, TokenListener.none())) {
                String raw = model.tokenizer().decode(decoding.tokens());
                int tag = raw.indexOf(TAG);
                heard.append(tag < 0 ? raw : raw.substring(tag + TAG.length())).append(' ');
            }
        }
        ErrorRate rate = new ErrorRate();
        rate.add(speech.text(), heard.toString());
        return rate.percent();
    }
}
