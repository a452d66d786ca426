package qasr.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import qasr.align.ConnectionistAligner;
import qasr.align.WordTimer;
import qasr.align.WordUnits;
import qasr.model.ModelDirectory;
import qasr.text.Language;
import qasr.torch.NetworkOptions;
import qasr.torch.SileroDetector;
import qasr.torch.TorchNetwork;
import qasr.transcript.Place;
import qasr.transcript.Utterance;

/**
 * Prints how many words that were said, and how many that were not, the program flags: {@code UnsaidTable MODEL FOLDER…}. A folder
 * has recordings with the names of the examples; their texts are changed by a sentence.
 */
final class UnsaidTable {
    /** A recording, its language, and its sentences. */
    private record Spoken(String name, String language, List<String> sentences) {}

    private static final List<Spoken> SPOKEN = List.of(
            new Spoken(
                    "english",
                    "English",
                    List.of("The number you have dialed is not in service.", "Please check the number and try again.")),
            new Spoken(
                    "welcome",
                    "English",
                    List.of("Welcome to Comedian Mail.", "First, I will guide you through a short setup process.")),
            new Spoken("french", "French", List.of("Veuillez composer votre nouveau mot de passe,", "suivi du dièse.")),
            new Spoken(
                    "italian",
                    "Italian",
                    List.of("La password immessa e quella re-immessa non corrispondono.", "Prego riprovare.")),
            new Spoken(
                    "spanish",
                    "Spanish",
                    List.of("La persona que usted desea llamar", "no acepta llamadas no identificadas.")),
            new Spoken("russian", "Russian", List.of("В данный момент никто", "не может принять Ваш звонок.")),
            new Spoken("mandarin", "Chinese", List.of("谢谢您的来电。", "请在提示音后留言。")),
            new Spoken("cantonese", "Cantonese", List.of("多謝你嘅來電。", "你有新嘅留言。")));

    /** Sentences of three to eight words that nobody says there. */
    private static final Map<String, List<String>> OTHERS = Map.of(
            "English",
                    List.of(
                            "We met under old trees.",
                            "Summer brings us warm rain.",
                            "My brother bought green apples yesterday morning.",
                            "Nobody believed him."),
            "French", List.of("Le chat dort sous la table.", "Nous aimons beaucoup les fraises.", "Il pleut encore."),
            "Italian", List.of("Il gatto dorme sotto il tavolo.", "Domani andiamo al mare.", "Piove ancora forte."),
            "Spanish", List.of("El gato duerme bajo la mesa.", "Mañana vamos a comer juntos.", "Llueve muy fuerte."),
            "Russian", List.of("Кошка спит под столом.", "Завтра мы поедем на море.", "Опять идёт дождь."),
            "Chinese", List.of("小猫睡在桌子下面。", "我们明天去海边。", "今天下雨了。"),
            "Cantonese", List.of("隻貓喺枱底瞓覺。", "我哋聽日去海邊。", "今日落雨。"));

    private static final boolean BY_LANGUAGE = Boolean.getBoolean("by.language");

    private final ConnectionistAligner aligner;
    private final SileroDetector detector = SileroDetector.open();
    private final Map<String, int[]> counts = new LinkedHashMap<>();

    UnsaidTable(ConnectionistAligner aligner) {
        this.aligner = aligner;
    }

    public static void main(String[] args) throws Exception {
        ModelDirectory model = ModelDirectory.open(Path.of(args[0]));
        try (TorchNetwork network = TorchNetwork.open(model, new NetworkOptions(1, "cpu"))) {
            for (String folder : Arrays.asList(args).subList(1, args.length)) {
                UnsaidTable table = new UnsaidTable(new ConnectionistAligner(
                        network,
                        model.characterHead().orElseThrow(),
                        model.config().languages()));
                table.run(Path.of(folder));
            }
        }
    }

    @SuppressWarnings("SystemOut")
    private void run(Path folder) throws Exception {
        for (Spoken spoken : SPOKEN) {
            try (Stream<Path> files = Files.list(folder)) {
                Path file = files.filter(each -> each.getFileName().toString().startsWith(spoken.name + ".")
                                && !each.toString().endsWith(".txt"))
                        .findFirst()
                        .orElseThrow();
                run(spoken, Recordings.read(file));
            }
        }
        System.out.println(
                folder + ": case, said words flagged of all, words not said flagged of all, utterances approx");
        counts.forEach((name, c) -> System.out.printf(
                Locale.ROOT, "  %-24s %4d of %4d  %4d of %4d  %3d of %3d%n", name, c[0], c[1], c[2], c[3], c[4], c[5]));
    }

    private void run(Spoken spoken, float[] sound) {
        List<String> own = spoken.sentences;
        count("as said", spoken, sound, own, new BitSet());
        for (int i = 0; i < own.size(); i++) {
            List<String> missing = new ArrayList<>(own);
            missing.remove(i);
            count("missing", spoken, sound, missing, new BitSet());
        }
        List<String> others = OTHERS.get(spoken.language);
        for (String other : others) {
            BitSet one = new BitSet();
            for (int i = 0; i < own.size(); i++) {
                List<String> replaced = new ArrayList<>(own);
                replaced.set(i, other);
                one.clear();
                one.set(i);
                count("replaced", spoken, sound, replaced, one);
            }
            for (int i = 0; i <= own.size(); i++) {
                List<String> extra = new ArrayList<>(own);
                extra.add(i, other);
                one.clear();
                one.set(i);
                count("extra", spoken, sound, extra, one);
            }
        }
        BitSet all = new BitSet();
        all.set(0, 2);
        for (int i = 0; i + 1 < others.size(); i++) {
            count("another text", spoken, sound, others.subList(i, i + 2), all);
        }
    }

    private void count(String name, Spoken spoken, float[] sound, List<String> sentences, BitSet unsaid) {
        Language language = Language.named(spoken.language);
        Utterance utterance = new Utterance(
                Duration.ZERO,
                Duration.ofMillis(sound.length / 16),
                spoken.language,
                String.join(" ", sentences),
                Double.NaN,
                Double.NaN,
                Utterance.Status.OK);
        WordTimer.Timed timed = new WordTimer(Optional.of(aligner), detector, 0.35f).time(utterance, sound, 0);
        String row = BY_LANGUAGE ? name + " " + spoken.language : name;
        int[] c = counts.computeIfAbsent(row, n -> new int[6]);
        int word = 0;
        for (int i = 0; i < sentences.size(); i++) {
            for (int k = WordUnits.of(sentences.get(i), language).units().size(); k > 0; k--, word++) {
                c[unsaid.get(i) ? 3 : 1]++;
                c[unsaid.get(i) ? 2 : 0] += timed.unsaid().get(word) ? 1 : 0;
            }
        }
        c[5]++;
        c[4] += timed.utterance().place().timing() == Place.Timing.APPROX ? 1 : 0;
    }
}
