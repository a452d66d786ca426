package qasr.speakers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import qasr.audio.AudioException;
import qasr.audio.SampleRange;
import qasr.audio.Waveform;
import qasr.testing.Property;
import qasr.transcript.Confidence;
import qasr.transcript.Edit;
import qasr.transcript.Outcome;
import qasr.transcript.Place;
import qasr.transcript.ScoredToken;
import qasr.transcript.TimeSpan;
import qasr.transcript.Utterance;
import qasr.transcript.Word;
import qasr.transcript.Wording;
import qasr.vad.Backdrop;
import qasr.vad.Chunk;
import qasr.vad.ChunkSource;

final class AttributionTest {
    private static final List<String> NAMES = List.of("S1", "S2", "S3");

    private static Utterance utterance(int start, int length, String... words) {
        List<Word> timed = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            timed.add(Word.of(
                    words[i],
                    new TimeSpan(
                            Duration.ofMillis(start + (long) length * i / words.length),
                            Duration.ofMillis(start + (long) length * (i + 1) / words.length))));
        }
        return new Utterance(
                new Place(
                        new TimeSpan(Duration.ofMillis(start), Duration.ofMillis(start + length)),
                        Place.Timing.ALIGNED,
                        "",
                        ""),
                Wording.of("English", String.join("", words)),
                Confidence.of(Arrays.stream(words)
                        .map(word -> new ScoredToken(1, word, -0.1f))
                        .toList()),
                Outcome.of(Utterance.Status.OK),
                timed);
    }

    private static List<String> told(List<Utterance> parts) {
        return parts.stream()
                .map(part -> part.place().speaker() + " " + part.text())
                .toList();
    }

    @Test
    void aTextIsSplitWhereTheSpeakerChanges() {
        Attribution attribution = new Attribution(List.of(new SpeakerTurn(0, 2, 0), new SpeakerTurn(2, 4, 1)), NAMES);
        assertEquals(
                List.of("S1 one two ", "S2 three four"),
                told(attribution.of(utterance(0, 4000, "one ", "two ", "three ", "four"))));
        // Half a second away, a sentence ends.
        assertEquals(
                List.of("S1 Who is it? ", "S2 It is me."),
                told(attribution.of(utterance(0, 3600, "Who ", "is ", "it? ", "It ", "is ", "me."))));
        assertEquals(List.of("S2 later"), told(attribution.of(utterance(9000, 500, "later"))));
    }

    @Test
    void aKnownSpeakerAndASpeechlessRecordingAreLeft() {
        Utterance plain = utterance(0, 1000, "yes");
        assertEquals(List.of(plain), new Attribution(List.of(), List.of()).of(plain));
        Place place = plain.place();
        Utterance known = new Utterance(
                new Place(place.span(), place.timing(), "", "Ada"),
                plain.wording(),
                plain.confidence(),
                plain.outcome(),
                plain.words());
        assertEquals(List.of(known), new Attribution(List.of(new SpeakerTurn(0, 2, 0)), NAMES).of(known));
    }

    /** For any turns, words and edits. */
    @Test
    void noCharacterIsLostOrMoved() {
        Property.forAll(400, random -> {
            Utterance whole = edited(random);
            List<SpeakerTurn> turns = new ArrayList<>();
            double time = random.nextDouble();
            for (int i = random.nextInt(6); i > 0; i--) {
                double end = time + 2 * random.nextDouble();
                turns.add(new SpeakerTurn(time, end, random.nextInt(3)));
                time = end + (random.nextBoolean() ? 0 : random.nextDouble());
            }
            List<Utterance> parts = new Attribution(turns, NAMES).of(whole);
            assertEquals(whole.text(), joined(parts, Utterance::text));
            assertEquals(
                    whole.wording().raw(), joined(parts, part -> part.wording().raw()));
            assertEquals(
                    whole.words(),
                    parts.stream().flatMap(part -> part.words().stream()).toList());
            assertEquals(
                    whole.wording().edits().size(),
                    parts.stream()
                            .mapToInt(part -> part.wording().edits().size())
                            .sum());
            Duration at = whole.start();
            for (Utterance part : parts) {
                assertEquals(at, part.start());
                at = part.end();
                assertEquals(part.wording().raw(), part.wording().undone());
                assertEquals(turns.isEmpty(), part.place().speaker().isEmpty());
            }
            assertEquals(whole.end(), at);
        });
    }

    private static String joined(List<Utterance> parts, java.util.function.Function<Utterance, String> text) {
        return parts.stream().map(text).collect(Collectors.joining());
    }

    private static Utterance edited(Random random) {
        String[] words = new String[1 + random.nextInt(12)];
        for (int i = 0; i < words.length; i++) {
            words[i] = List.of("yes, ", "no. ", "像", "𠮷。", "maybe? ", "x").get(random.nextInt(6));
        }
        Utterance plain = utterance(random.nextInt(2000), 1 + random.nextInt(6000), words);
        Utterance edited = plain;
        for (int i = random.nextInt(4); i > 0; i--) {
            String text = edited.text();
            int points = text.codePointCount(0, text.length());
            int from = random.nextInt(points + 1);
            int to = Math.min(points, from + random.nextInt(3));
            String old = text.substring(text.offsetByCodePoints(0, from), text.offsetByCodePoints(0, to));
            String now = List.of("", "Ada ", "猫", "a b ").get(random.nextInt(4));
            if (!old.equals(now) && !(text.length() == old.length() && now.isBlank())) {
                edited = edited.with(edited.wording().edited(new Edit("glossary", from, old, now)));
            }
        }
        return edited;
    }

    @Test
    void chunksAreCutInPausesBetweenSpeakers() {
        List<SampleRange> speech = List.of(
                new SampleRange(1_000, 33_000), new SampleRange(40_000, 80_000), new SampleRange(90_000, 130_000));
        Chunk chunk = new Chunk(new SampleRange(0, 140_000), Waveform.of(new float[140_000]), speech);
        Attribution attribution =
                new Attribution(List.of(new SpeakerTurn(0, 5.1, 0), new SpeakerTurn(5.5, 9, 1)), NAMES);
        List<Chunk> parts = chunks(chunk, attribution);
        assertEquals(
                List.of(new SampleRange(0, 85_000), new SampleRange(85_000, 140_000)),
                parts.stream().map(Chunk::range).toList());
        assertEquals(
                speech, parts.stream().flatMap(part -> part.speech().stream()).toList());
        Attribution one = new Attribution(List.of(new SpeakerTurn(0, 9, 0)), NAMES);
        assertEquals(
                List.of(chunk.range()),
                chunks(chunk, one).stream().map(Chunk::range).toList());
    }

    @Test
    void cutChunksCoverTheirChunk() {
        Property.forAll(100, random -> {
            List<SampleRange> speech = new ArrayList<>();
            int at = random.nextInt(3000);
            int start = at;
            for (int i = 1 + random.nextInt(5); i > 0; i--) {
                int end = at + 1 + random.nextInt(60_000);
                speech.add(new SampleRange(at, end));
                at = end + random.nextInt(10_000);
            }
            Chunk chunk = new Chunk(new SampleRange(start, at), Waveform.of(new float[at - start]), speech, "", "2");
            List<SpeakerTurn> turns = new ArrayList<>();
            for (double time = 0; time < 12; time += 0.2 + 3 * random.nextDouble()) {
                turns.add(new SpeakerTurn(time, time + 0.2, random.nextInt(3)));
            }
            List<Chunk> parts = chunks(chunk, new Attribution(turns, NAMES));
            long next = start;
            for (Chunk part : parts) {
                assertEquals(next, part.range().start());
                assertEquals("2", part.channel());
                next = part.range().end();
                assertTrue(part.heard().start() >= part.range().start()
                        && part.heard().end() <= part.range().end());
            }
            assertEquals(at, next);
            assertEquals(
                    speech,
                    parts.stream().flatMap(part -> part.speech().stream()).toList());
        });
    }

    private static List<Chunk> chunks(Chunk chunk, Attribution attribution) {
        List<Chunk> waiting = new ArrayList<>(List.of(chunk));
        TurnChunks cut = new TurnChunks(
                new ChunkSource() {
                    @Override
                    public Optional<Chunk> next() {
                        return waiting.isEmpty() ? Optional.empty() : Optional.of(waiting.remove(0));
                    }

                    @Override
                    public long samplesRead() {
                        return 0;
                    }

                    @Override
                    public Backdrop backdrop() {
                        return new Backdrop();
                    }
                },
                attribution);
        List<Chunk> parts = new ArrayList<>();
        try {
            for (Optional<Chunk> next = cut.next(); next.isPresent(); next = cut.next()) {
                parts.add(next.get());
            }
        } catch (AudioException e) {
            throw new AssertionError(e);
        }
        return parts;
    }
}
