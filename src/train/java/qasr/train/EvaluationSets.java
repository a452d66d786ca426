package qasr.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Writes the test sets as WAV files with a list {@code set.tsv} of file, language and words: {@code EvaluationSets DATA OUT}.
 *
 * <p>{@code prompts}: the recordings as they are. {@code joined}: for each language combinations that training never uses.
 * {@code phone}: the same over an 8 kHz telephone line. {@code speakers}: other voices; {@code speakers-digits}: those of
 * them whose words are certain.
 */
final class EvaluationSets {
    private static final int JOINED_PER_LANGUAGE = 110;
    private static final double LONGEST = 12;
    private static final long SEED = 20;

    private final Path unpacked;
    private final Path wavs;
    private final Path out;
    private final Map<String, float[]> sounds = new LinkedHashMap<>();

    private EvaluationSets(Path data, Path out) {
        this.unpacked = data.resolve("unpacked");
        this.wavs = data.resolve("wav");
        this.out = out;
    }

    public static void main(String[] args) throws IOException {
        Path data = Path.of(args[0]);
        EvaluationSets sets = new EvaluationSets(data, Path.of(args[1]));
        if (!Files.exists(sets.out.resolve("phone/set.tsv"))) {
            List<Clip> clips = new Corpus(new Graph()).clips(data, new TrainingLog());
            sets.prompts(clips);
            sets.joined(clips);
        }
        sets.speakers();
    }

    private void prompts(List<Clip> clips) throws IOException {
        List<String> lines = new ArrayList<>();
        Map<String, Prompt> prompts = new LinkedHashMap<>();
        for (Prompt prompt : new SoundPackages(unpacked).prompts()) {
            prompts.put(prompt.language() + prompt.name(), prompt);
        }
        List<Path> sources =
                prompts.values().stream().flatMap(p -> p.sound().stream()).toList();
        Map<Path, Path> files = Recordings.asWav(sources, wavs);
        for (Clip clip : clips) {
            Prompt prompt = prompts.get(clip.language() + clip.name());
            float[] samples = prompt.synthetic()
                    ? Synthesiser.speak(prompt.pronunciation(), Synthesiser.voice(clip.language(), 0), 150)
                    : Recordings.read(files.get(prompt.sound().orElseThrow()));
            sounds.put(clip.language() + clip.name(), prompt.synthetic() ? samples : Sound.trimmed(samples));
            add("prompts", lines, clip.language(), clip.text(), samples);
        }
        finish("prompts", lines);
    }

    private void joined(List<Clip> clips) throws IOException {
        Composer composer = new Composer(clips);
        Random random = new Random(SEED);
        List<String> wide = new ArrayList<>();
        List<String> narrow = new ArrayList<>();
        for (String language : composer.languages()) {
            for (int i = 0; i < JOINED_PER_LANGUAGE; i++) {
                Composition composition = composer.heldOut(random, language, LONGEST);
                float[] samples = samples(composition, random);
                add("joined", wide, language, composition.text(), samples);
                narrow.add(wide.get(wide.size() - 1));
            }
        }
        finish("joined", wide);
        overPhone(narrow);
        finish("phone", narrow);
    }

    private float[] samples(Composition composition, Random random) {
        float[] samples = new float[composition.frames() * 160 + Sound.RATE];
        int at = 0;
        for (int i = 0; i < composition.parts().size(); i++) {
            at += composition.pauses().get(i) * 160;
            Clip clip = composition.parts().get(i).clip();
            float[] part = sounds.get(clip.language() + clip.name());
            System.arraycopy(part, 0, samples, at, part.length);
            at += part.length;
        }
        at += composition.pauses().get(composition.parts().size()) * 160;
        for (int i = 0; i < at; i++) {
            samples[i] += (float) (random.nextGaussian() * 1e-4);
        }
        return Arrays.copyOf(samples, at);
    }

    /** Through ffmpeg's resampler and mu-law coder, which training does not use. */
    private void overPhone(List<String> lines) throws IOException {
        Files.createDirectories(out.resolve("phone"));
        Map<Path, Path> files = new LinkedHashMap<>();
        for (String line : lines) {
            String name = line.substring(0, line.indexOf('\t'));
            files.put(out.resolve("joined").resolve(name), out.resolve("phone").resolve(name));
        }
        Recordings.convert(files, List.of("-af", "highpass=f=300,lowpass=f=3400", "-ar", "8000", "-c:a", "pcm_mulaw"));
    }

    private void speakers() throws IOException {
        List<String> all = new ArrayList<>();
        List<String> digits = new ArrayList<>();
        otherVoice("Spanish", "es", "es", ".gsm", all, digits);
        otherVoice("French", "fr", "fr", ".gsm", all, digits);
        otherVoice("Italian", "it", "it_IT_f_Menardi", ".wav", all, digits);
        pocketsphinx(all, digits);
        finish("speakers", all);
        finish("speakers-digits", digits);
    }

    private void otherVoice(
            String language, String code, String folder, String ending, List<String> all, List<String> digits)
            throws IOException {
        Path sounds = unpacked.resolve("usr/share/asterisk/sounds").resolve(folder);
        Map<String, String> texts = new SoundPackages(unpacked).texts(code);
        List<Path> sources = texts.keySet().stream()
                .map(name -> sounds.resolve(name + ending))
                .filter(file -> file.toFile().length() > 500)
                .toList();
        Map<Path, Path> files = Recordings.asWav(sources, wavs);
        for (Map.Entry<String, String> line : texts.entrySet()) {
            Path sound = sounds.resolve(line.getKey() + ending);
            Optional<String> text = PromptText.clean(language, line.getKey(), line.getValue());
            if (text.isPresent() && files.containsKey(sound)) {
                float[] samples = Recordings.read(files.get(sound));
                add("speakers", all, language, text.get(), samples);
                if (line.getKey().matches("digits/\\d+")) {
                    add("speakers-digits", digits, language, text.get(), samples);
                }
            }
        }
    }

    private void pocketsphinx(List<String> all, List<String> digits) throws IOException {
        Path data = unpacked.resolve("usr/share/pocketsphinx/test/data");
        for (String list : List.of("librivox/transcription", "cards/cards.transcription")) {
            for (String line : Files.readAllLines(data.resolve(list))) {
                String text = line.replaceAll("<s>|</s>|\\(.*\\)", "").strip();
                String name = line.replaceAll(".*\\((.*)\\).*", "$1");
                Path sound = data.resolve(list).resolveSibling(name + ".wav");
                if (Files.exists(sound)) {
                    add("speakers", all, "English", text, Recordings.read(sound));
                }
            }
        }
        Map<String, String> raw = Map.of(
                "goforward.raw", "go forward ten meters",
                "something.raw", "go somewhere and do something",
                "tidigits/dhd.2934z.raw", "two nine three four zero");
        for (Map.Entry<String, String> entry : raw.entrySet()) {
            float[] samples = Recordings.readRaw(data.resolve(entry.getKey()));
            add("speakers", all, "English", entry.getValue(), samples);
            if (entry.getKey().startsWith("tidigits")) {
                add("speakers-digits", digits, "English", entry.getValue(), samples);
            }
        }
    }

    private void add(String set, List<String> lines, String language, String text, float[] samples) throws IOException {
        String name = String.format("%05d.wav", lines.size());
        Files.createDirectories(out.resolve(set));
        Files.write(out.resolve(set).resolve(name), wav(samples));
        lines.add(name + "\t" + language + "\t" + text);
    }

    private void finish(String set, List<String> lines) throws IOException {
        Files.write(out.resolve(set).resolve("set.tsv"), lines);
    }

    /** A WAV file of 16-bit samples at 16 kHz. */
    static byte[] wav(float[] samples) {
        ByteBuffer wav = ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples.length);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1);
        wav.putInt(Sound.RATE).putInt(2 * Sound.RATE).putShort((short) 2).putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples.length);
        for (float sample : samples) {
            wav.putShort((short) Math.max(-32768, Math.min(32767, Math.round(sample * 32767))));
        }
        return wav.array();
    }
}
