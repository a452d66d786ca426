package qasr.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import qasr.align.AlignedUnits;
import qasr.align.ConnectionistAligner;
import qasr.model.CharacterHead;
import qasr.model.ModelDirectory;
import qasr.text.Language;
import qasr.torch.NetworkOptions;
import qasr.torch.TorchNetwork;

/**
 * Prints how exactly the model's aligner finds the ends of recordings in recompositions: {@code AlignmentTable MODEL SET…}.
 *
 * <p>Each composition joins two to five recordings of a set that {@link EvaluationSets} wrote, of one language, with seeded
 * pauses (three in ten without any) and gains. The text of all of them is aligned. Known are the ends of each recording's
 * speech: the first and last 10 ms within 38 dB of its loudest.
 *
 * <p>{@code -Dwrite=FOLDER} writes the clean compositions there as WAV files instead, and {@code -Dread=FOLDER} measures files with the
 * same names but any ending: the same compositions after another program's coder.
 */
final class AlignmentTable {
    private static final long SEED = Long.getLong("seed", 41);
    private static final int PER_LANGUAGE = Integer.getInteger("compositions", 40);
    private static final double LONGEST = 14;
    private static final double QUIET = 1.6e-4;
    private static final int TRIES = 500;
    /** 0 or 1 for that half of the texts only: the costs of the aligner were chosen on half 0. */
    private static final int HALF = Integer.getInteger("half", -1);

    private static final String WRITE = System.getProperty("write");
    private static final String READ = System.getProperty("read");

    private final TrainingLog log = new TrainingLog();
    private final ConnectionistAligner aligner;
    private int composition;

    AlignmentTable(ConnectionistAligner aligner) {
        this.aligner = aligner;
    }

    public static void main(String[] args) throws Exception {
        ModelDirectory model = ModelDirectory.open(Path.of(args[0]));
        CharacterHead head = model.characterHead().orElseThrow();
        try (TorchNetwork network = TorchNetwork.open(model, new NetworkOptions(1, "cpu"))) {
            List<String> languages = model.config().languages();
            AlignmentTable table = new AlignmentTable(new ConnectionistAligner(network, head, languages));
            for (String set : Arrays.asList(args).subList(1, args.length)) {
                table.run(Path.of(set));
            }
        }
    }

    /** One recording of a set: its speech without the silence at its ends, and its words. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and too large to copy
    private record Spoken(float[] speech, List<String> units) {}

    void run(Path set) throws Exception {
        Map<String, List<Spoken>> recordings = new LinkedHashMap<>();
        for (String line : Files.readAllLines(set.resolve("set.tsv"))) {
            String[] fields = line.split("\t", 3);
            if (HALF >= 0 && (Math.floorMod(fields[2].hashCode(), 7919) & 1) != HALF) {
                continue;
            }
            List<String> units = units(fields[2]);
            float[] speech = speech(Recordings.read(set.resolve(fields[0])));
            if (!units.isEmpty() && speech.length > 0.1 * Sound.RATE) {
                recordings.computeIfAbsent(fields[1], l -> new ArrayList<>()).add(new Spoken(speech, units));
            }
        }
        if (WRITE != null || READ != null) {
            run(READ == null ? WRITE : READ, recordings, Line.CLEAN);
            return;
        }
        for (Line line : Line.values()) {
            run(set.getFileName() + line.suffix, recordings, line);
        }
    }

    /** How the joined sound comes. */
    private enum Line {
        CLEAN(""),
        NOISY(", white noise 20 dB below the speech"),
        PHONE(", over a telephone line");

        private final String suffix;

        Line(String suffix) {
            this.suffix = suffix;
        }

        float[] sound(float[] samples, Random random) {
            double energy = 0;
            for (float sample : samples) {
                energy += sample * sample;
            }
            double noise = this == NOISY ? 0.1 * Math.sqrt(energy / samples.length) : 2e-4;
            float[] sound = new float[samples.length];
            for (int i = 0; i < sound.length; i++) {
                sound[i] = samples[i] + (float) (noise * random.nextGaussian());
            }
            return this == PHONE ? Sound.phone(sound) : sound;
        }
    }

    private void run(String title, Map<String, List<Spoken>> recordings, Line line) throws Exception {
        log.row("%s: errors at the ends of recordings, in ms", title);
        log.row("  %-10s %9s %9s %9s %11s", "", "places", "median", "95 %", "within 200");
        Errors all = new Errors();
        for (Map.Entry<String, List<Spoken>> language : recordings.entrySet()) {
            Errors own = new Errors();
            Random random = new Random(SEED);
            for (int i = 0; i < PER_LANGUAGE; i++) {
                measure(Language.named(language.getKey()), language.getValue(), line, random, own);
            }
            if (WRITE == null) {
                own.print(log, language.getKey());
            }
            all.add(own);
        }
        if (WRITE == null) {
            all.print(log, "all");
            all.printJudged(log);
        }
    }

    private void measure(Language language, List<Spoken> recordings, Line line, Random random, Errors errors)
            throws Exception {
        Joined joined = Joined.draw(recordings, random);
        float[] sound = line.sound(joined.samples(), random);
        String name = String.format(Locale.ROOT, "%s-%03d.", language.code(), composition++);
        if (WRITE != null) {
            Files.write(Path.of(WRITE, name + "wav"), EvaluationSets.wav(sound));
            return;
        }
        if (READ != null) {
            sound = Recordings.read(file(name));
        }
        int[] found = aligner.align(sound, joined.units(), language);
        int unit = 0;
        double before = -1;
        for (Joined.Part part : joined.parts()) {
            int last = unit + part.units() - 1;
            boolean joint = part.startMillis() == before;
            errors.start(found[2 * unit] - part.startMillis(), joint);
            errors.end(found[2 * last + 1] - part.endMillis());
            unit = last + 1;
            before = part.endMillis();
        }
        if (READ != null) {
            return;
        }
        judge("said", joined.texts(), -1, sound, language, errors);
        int place = random.nextInt(joined.texts().size());
        List<List<String>> texts = new ArrayList<>(joined.texts());
        texts.remove(place);
        judge("said, another left out", texts, -1, sound, language, errors);
        texts.add(place, joined.other(recordings, random));
        judge("replaced", texts, place, sound, language, errors);
        texts = new ArrayList<>(joined.texts());
        texts.add(place, joined.other(recordings, random));
        judge("added", texts, place, sound, language, errors);
    }

    private static Path file(String name) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(READ))) {
            return files.filter(file -> file.getFileName().toString().startsWith(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Counts the words that the aligner judges as not said, without a recogniser's opinion. */
    private void judge(
            String name, List<List<String>> texts, int unsaid, float[] sound, Language language, Errors errors)
            throws Exception {
        List<String> units = texts.stream().flatMap(List::stream).toList();
        AlignedUnits judged = aligner.alignJudged(sound, units, language, new BitSet());
        int unit = 0;
        for (int i = 0; i < texts.size(); i++) {
            int words = texts.get(i).size();
            String size = words <= 2 ? ", 1 or 2 words" : words <= 8 ? ", 3 to 8 words" : ", 9 words or more";
            String row = i == unsaid ? "not said: " + name + size : unsaid < 0 ? name : "said beside " + name;
            for (int k = 0; k < words; k++) {
                errors.judged(row, judged.isUnsaid(unit++));
            }
        }
    }

    /** Returns the words, or the single characters of a text in Chinese characters, without punctuation. */
    static List<String> units(String text) {
        List<String> units = new ArrayList<>();
        for (String word : PromptText.normalized(text).split(" ", -1)) {
            if (word.codePoints().anyMatch(Character::isIdeographic)) {
                word.codePoints().mapToObj(Character::toString).forEach(units::add);
            } else if (!word.isEmpty()) {
                units.add(word);
            }
        }
        return units;
    }

    /** Returns the part from the first to the last 10 ms within 38 dB of the loudest. */
    private static float[] speech(float[] samples) {
        int frame = Sound.RATE / 100;
        double[] energy = new double[samples.length / frame];
        for (int i = 0; i < energy.length * frame; i++) {
            energy[i / frame] += samples[i] * samples[i];
        }
        double least = QUIET * Arrays.stream(energy).max().orElse(0);
        int first = 0;
        int end = energy.length;
        while (first < end && energy[first] < least) {
            first++;
        }
        while (end > first && energy[end - 1] < least) {
            end--;
        }
        return Arrays.copyOfRange(samples, first * frame, end * frame);
    }

    /** Several recordings in one sound. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and too large to copy
    private record Joined(float[] samples, List<Part> parts, List<Spoken> recordings) {
        record Part(double startMillis, double endMillis, int units) {}

        static Joined draw(List<Spoken> all, Random random) {
            List<Spoken> chosen = new ArrayList<>();
            double seconds = 0;
            int wanted = 2 + random.nextInt(4);
            while (chosen.size() < wanted) {
                Spoken next = all.get(random.nextInt(all.size()));
                seconds += next.speech().length / (double) Sound.RATE;
                if (chosen.size() >= 2 && seconds > LONGEST) {
                    break;
                }
                chosen.add(next);
            }
            float[] samples = new float[(int) ((seconds + 2.0 * (chosen.size() + 1) + 20) * Sound.RATE)];
            List<Part> parts = new ArrayList<>();
            int at = (int) (Sound.RATE * 0.6 * random.nextDouble());
            for (Spoken spoken : chosen) {
                if (!parts.isEmpty() && random.nextDouble() >= 0.3) {
                    at += (int) (Sound.RATE * (0.05 + 1.4 * random.nextDouble()));
                }
                float gain = (float) Math.pow(10, (random.nextDouble() * 18 - 14) / 20);
                for (int i = 0; i < spoken.speech().length; i++) {
                    samples[at + i] = gain * spoken.speech()[i];
                }
                double start = 1000.0 * at / Sound.RATE;
                at += spoken.speech().length;
                parts.add(
                        new Part(start, 1000.0 * at / Sound.RATE, spoken.units().size()));
            }
            at += (int) (Sound.RATE * 0.6 * random.nextDouble());
            return new Joined(Arrays.copyOf(samples, at), parts, chosen);
        }

        List<List<String>> texts() {
            return recordings.stream().map(Spoken::units).toList();
        }

        /** Returns the words of a recording that shares none with these. */
        List<String> other(List<Spoken> all, Random random) {
            List<String> own = units();
            List<String> other = List.of();
            for (int i = 0; i < TRIES && (i == 0 || own.stream().anyMatch(other::contains)); i++) {
                other = all.get(random.nextInt(all.size())).units();
            }
            return other;
        }

        List<String> units() {
            return recordings.stream()
                    .flatMap(spoken -> spoken.units().stream())
                    .toList();
        }
    }

    /** The errors of one language. */
    private static final class Errors {
        private final List<Double> starts = new ArrayList<>();
        private final List<Double> ends = new ArrayList<>();
        private final List<Double> joints = new ArrayList<>(); // starts without a pause before them
        private final Map<String, int[]> judged = new TreeMap<>();

        void start(double error, boolean joint) {
            starts.add(error);
            if (joint) {
                joints.add(error);
            }
        }

        void end(double error) {
            ends.add(error);
        }

        void judged(String row, boolean unsaid) {
            int[] counts = judged.computeIfAbsent(row, r -> new int[2]);
            counts[0] += unsaid ? 1 : 0;
            counts[1]++;
        }

        void add(Errors other) {
            starts.addAll(other.starts);
            ends.addAll(other.ends);
            joints.addAll(other.joints);
            other.judged.forEach((row, counts) -> {
                int[] sum = judged.computeIfAbsent(row, r -> new int[2]);
                sum[0] += counts[0];
                sum[1] += counts[1];
            });
        }

        void print(TrainingLog log, String name) {
            List<Double> all = new ArrayList<>(starts);
            all.addAll(ends);
            print(log, name, all);
            if (name.equals("all")) {
                print(log, "no pause", joints);
            }
        }

        private void print(TrainingLog log, String name, List<Double> all) {
            double[] sizes = all.stream().mapToDouble(Math::abs).sorted().toArray();
            log.row(
                    "  %-10s %9d %9.0f %9.0f %9.1f %%   starts %+.0f, ends %+.0f",
                    name,
                    sizes.length,
                    share(sizes, 0.5),
                    share(sizes, 0.95),
                    100.0 * Arrays.stream(sizes).filter(size -> size <= 200).count() / sizes.length,
                    share(starts.stream().mapToDouble(d -> d).sorted().toArray(), 0.5),
                    share(ends.stream().mapToDouble(d -> d).sorted().toArray(), 0.5));
        }

        void printJudged(TrainingLog log) {
            judged.forEach((row, counts) ->
                    log.row("  judged as not said: %5.1f %% of %5d %s", 100.0 * counts[0] / counts[1], counts[1], row));
        }

        private static double share(double[] sorted, double share) {
            return sorted[(int) (share * (sorted.length - 1))];
        }
    }
}
