package qasr.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import qasr.transcript.Attempt;
import qasr.transcript.Confidence;
import qasr.transcript.Edit;
import qasr.transcript.Gap;
import qasr.transcript.Levels;
import qasr.transcript.OptionValue;
import qasr.transcript.Outcome;
import qasr.transcript.Place;
import qasr.transcript.ScoredToken;
import qasr.transcript.SpeakerChange;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Warning;
import qasr.transcript.Wording;

/** Random transcripts that contain every kind of content. */
public final class RandomTranscripts {
    private static final List<String> LANGUAGES = List.of("", "English", "Chinese", "Klingon");

    private RandomTranscripts() {}

    /** Returns a transcript whose utterances and gaps are the whole recording. */
    public static Transcript transcript(Random random) {
        List<Utterance> utterances = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>();
        Duration position = Duration.ZERO;
        for (int i = random.nextInt(6); i > 0; i--) {
            Duration end = position.plusNanos(1_000_000 + random.nextInt(1_000_000_000));
            TimeSpan span = new TimeSpan(position, end);
            if (random.nextInt(3) == 0) {
                gaps.add(new Gap(span, pick(random, Gap.Kind.values())));
            } else {
                utterances.add(utterance(random, span));
            }
            position = span.end();
        }
        String sha = random.nextBoolean() ? "" : "0123456789abcdef".repeat(4);
        Transcript.Source source = new Transcript.Source(
                        "a \"b\"\t像.m4a", sha, new Transcript.SourceFormat("aac", 48_000, 2), position)
                .with(levels(random));
        Transcript.Engine engine = new Transcript.Engine(
                "1.2", "demo", "cpu", "fp32", new Transcript.Choice(sha, "cuda", random.nextBoolean() ? "" : "no GPU"));
        Transcript.Timing timing =
                new Transcript.Timing(Duration.ofNanos(random.nextInt()).abs(), Duration.ofSeconds(1, 499_999));
        return new Transcript(
                source,
                new Transcript.Making(engine, options(random, sha), timing, retries(random, engine), speakers(random)),
                utterances,
                gaps,
                warnings(random));
    }

    private static List<Warning> warnings(Random random) {
        List<Warning> warnings = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            TimeSpan span = new TimeSpan(Duration.ofMillis(random.nextInt(9)), Duration.ofSeconds(i));
            warnings.add(new Warning(
                    pick(random, Warning.Kind.values()),
                    random.nextBoolean() ? Optional.empty() : Optional.of(span),
                    "one <thing>"));
        }
        return warnings;
    }

    private static Levels levels(Random random) {
        return random.nextBoolean()
                ? Levels.NONE
                : new Levels(
                        Duration.ofMillis(20L << random.nextInt(12)),
                        random.ints(1 + random.nextInt(9), 0, 256).boxed().toList());
    }

    private static List<SpeakerChange> speakers(Random random) {
        TimeSpan span = new TimeSpan(Duration.ofMillis(random.nextInt(1000)), Duration.ofSeconds(1));
        return random.nextBoolean()
                ? List.of()
                : List.of(new SpeakerChange(span, "", "</b>"), new SpeakerChange(span, "</b>", ""));
    }

    private static List<Transcript.Retry> retries(Random random, Transcript.Engine engine) {
        TimeSpan span = new TimeSpan(Duration.ofMillis(random.nextInt(1000)), Duration.ofSeconds(1));
        return random.nextBoolean()
                ? List.of()
                : List.of(new Transcript.Retry(engine, options(random, ""), List.of(span, span)));
    }

    private static Transcript.Options options(Random random, String sha) {
        SortedMap<String, OptionValue> others = new TreeMap<>();
        for (String value : List.of("true", "2", "007", "0.50", "-1e3", "a \"b\" 像", "")) {
            if (random.nextBoolean()) {
                others.put("one_" + others.size(), OptionValue.of(value));
                others.put("some_" + others.size(), OptionValue.of(List.of(value, text(random))));
            }
        }
        others.put("none", OptionValue.of(List.of()));
        return new Transcript.Options("auto", sha, sha, sha, others);
    }

    /** Returns an utterance at {@code span}. */
    public static Utterance utterance(Random random, TimeSpan span) {
        List<Attempt> earlier = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            earlier.add(new Attempt("loop", wording(random), confidence(random), Utterance.Status.TRUNCATED));
        }
        List<String> flags = random.nextBoolean() ? List.of() : List.of("loop_cut", "language_mismatch");
        return new Utterance(
                new Place(span, pick(random, Place.Timing.values()), random.nextBoolean() ? "" : "left", ""),
                wording(random),
                confidence(random),
                new Outcome(pick(random, Utterance.Status.values()), earlier, flags));
    }

    private static Wording wording(Random random) {
        Wording wording = Wording.of(LANGUAGES.get(random.nextInt(LANGUAGES.size())), text(random));
        for (int i = random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(
                    wording.text().codePointCount(0, wording.text().length()) + 1);
            wording = wording.edited(new Edit("itn", at, "", text(random)));
        }
        return wording;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int k = random.nextInt(20); k > 0; k--) {
            int point = random.nextInt(4) == 0 ? random.nextInt(0x80) : random.nextInt(0x20000);
            text.appendCodePoint(point >= 0xd800 && point < 0xe000 ? '"' : point);
        }
        return text.toString();
    }

    private static Confidence confidence(Random random) {
        boolean known = random.nextBoolean();
        List<ScoredToken> tokens = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            float logProbability = (float) -Math.exp(10 * random.nextGaussian());
            tokens.add(
                    known
                            ? new ScoredToken(random.nextInt(200_000), text(random), logProbability)
                            : ScoredToken.unknown(logProbability));
        }
        return Confidence.of(tokens);
    }

    private static <E> E pick(Random random, E[] values) {
        return values[random.nextInt(values.length)];
    }
}
