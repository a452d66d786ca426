package qasr.train;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;

/** Makes the clips of all prompts, and keeps them in one file so that this is done once. */
final class Corpus {
    private static final double[] SPEEDS = {1.0, 0.9, 0.95, 1.05, 1.1};
    private static final int[] WORDS_PER_MINUTE = {150, 130, 175};
    private static final double LONGEST = 15;
    private static final int FFT = 400;
    private static final int HOP = 160;

    private final Graph graph;
    private final Tensor filters;

    Corpus(Graph graph) {
        this.graph = graph;
        this.filters = graph.mel(
                        "mel_filters", new IValue((long) Clip.BINS), new IValue((long) FFT), new IValue(16000L))
                .toTensor()
                .clone();
    }

    /** Returns the clips of the packages under {@code data}/unpacked, from {@code data}/clips.bin if it exists. */
    List<Clip> clips(Path data, TrainingLog log) throws IOException {
        Path file = data.resolve("clips.bin");
        if (!Files.exists(file)) {
            List<Prompt> prompts = new SoundPackages(data.resolve("unpacked")).prompts();
            log.line("reading %d prompts", prompts.size());
            List<Path> sources =
                    prompts.stream().flatMap(prompt -> prompt.sound().stream()).toList();
            Map<Path, Path> wavs = Recordings.asWav(sources, data.resolve("wav"));
            List<Clip> clips = prompts.parallelStream()
                    .map(prompt -> clip(prompt, wavs))
                    .flatMap(Optional::stream)
                    .collect(Collectors.toList());
            write(clips, file);
        }
        List<Clip> clips = withPresentTexts(read(file), data);
        for (String language : clips.stream().map(Clip::language).distinct().toList()) {
            List<Clip> own = clips.stream()
                    .filter(clip -> clip.language().equals(language))
                    .toList();
            log.line(
                    "%s: %d prompts, %.1f minutes",
                    language,
                    own.size(),
                    own.stream().mapToDouble(Clip::seconds).sum() / 60);
        }
        return clips;
    }

    /** Takes the texts from the packages, so that better cleaning needs no new clips. */
    private static List<Clip> withPresentTexts(List<Clip> clips, Path data) throws IOException {
        Map<String, String> texts = new HashMap<>();
        for (Prompt prompt : new SoundPackages(data.resolve("unpacked")).prompts()) {
            texts.put(prompt.language() + prompt.name(), prompt.text());
        }
        List<Clip> present = new ArrayList<>();
        for (Clip clip : clips) {
            String text = texts.getOrDefault(clip.language() + clip.name(), clip.text());
            present.add(new Clip(clip.language(), clip.name(), text, clip.synthetic(), clip.variants(), clip.phone()));
        }
        return present;
    }

    private Optional<Clip> clip(Prompt prompt, Map<Path, Path> wavs) {
        try {
            return prompt.synthetic() ? Optional.of(spoken(prompt)) : recorded(prompt, wavs);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Optional<Clip> recorded(Prompt prompt, Map<Path, Path> wavs) throws IOException {
        float[] samples = Sound.trimmed(Recordings.read(wavs.get(prompt.sound().orElseThrow())));
        double seconds = samples.length / (double) Sound.RATE;
        double rate = prompt.text().length() / seconds;
        boolean brief = prompt.text().length() <= 4;
        if (seconds < 0.1 || seconds > LONGEST || rate > 30 || (rate < 4 && !(brief && seconds < 1.5))) {
            return Optional.empty();
        }
        float[][] variants = new float[SPEEDS.length + 2][];
        for (int i = 0; i < SPEEDS.length; i++) {
            variants[i] = power(i == 0 ? samples : Sound.faster(samples, SPEEDS[i]));
        }
        variants[SPEEDS.length] = power(Sound.phone(samples));
        variants[SPEEDS.length + 1] = power(Sound.phone(Sound.faster(samples, 1.04)));
        return Optional.of(new Clip(prompt.language(), prompt.name(), prompt.text(), false, variants, SPEEDS.length));
    }

    private Clip spoken(Prompt prompt) throws IOException {
        List<float[]> variants = new ArrayList<>();
        List<float[]> narrow = new ArrayList<>();
        for (int voice = 0; voice < Synthesiser.voices(); voice++) {
            String name = Synthesiser.voice(prompt.language(), voice);
            for (int speed : WORDS_PER_MINUTE) {
                float[] samples = Synthesiser.speak(prompt.pronunciation(), name, speed);
                variants.add(power(samples));
                if (speed == WORDS_PER_MINUTE[0]) {
                    narrow.add(power(Sound.phone(samples)));
                }
            }
        }
        int phone = variants.size();
        variants.addAll(narrow);
        return new Clip(prompt.language(), prompt.name(), prompt.text(), true, variants.toArray(float[][]::new), phone);
    }

    /** Returns the mel power of a waveform, frame by frame. */
    float[] power(float[] samples) {
        try (PointerScope scope = new PointerScope()) {
            Tensor waveform = Graph.tensor(samples, samples.length);
            IValue power = graph.mel(
                    "mel_power", new IValue(waveform), new IValue(filters), new IValue((long) FFT), new IValue((long)
                            HOP));
            return Graph.floats(power.toTensor().t());
        }
    }

    private static void write(List<Clip> clips, Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part), 1 << 20))) {
            out.writeInt(clips.size());
            for (Clip clip : clips) {
                out.writeUTF(clip.language());
                out.writeUTF(clip.name());
                byte[] text = clip.text().getBytes(StandardCharsets.UTF_8);
                out.writeInt(text.length);
                out.write(text);
                out.writeBoolean(clip.synthetic());
                out.writeInt(clip.phone());
                out.writeInt(clip.variants().length);
                for (float[] power : clip.variants()) {
                    ByteBuffer bytes = ByteBuffer.allocate(4 * power.length);
                    bytes.asFloatBuffer().put(power);
                    out.writeInt(power.length);
                    out.write(bytes.array());
                }
            }
        }
        Files.move(part, file);
    }

    private static List<Clip> read(Path file) throws IOException {
        List<Clip> clips = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                String language = in.readUTF();
                String name = in.readUTF();
                String text = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
                boolean synthetic = in.readBoolean();
                int phone = in.readInt();
                float[][] variants = new float[in.readInt()][];
                for (int j = 0; j < variants.length; j++) {
                    variants[j] = new float[in.readInt()];
                    ByteBuffer.wrap(in.readNBytes(4 * variants[j].length))
                            .asFloatBuffer()
                            .get(variants[j]);
                }
                clips.add(new Clip(language, name, text, synthetic, variants, phone));
            }
        }
        return clips;
    }
}
