package qasr.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import qasr.batch.NameTemplate;
import qasr.testing.Property;

final class OutputNamesTest {
    /** 100,000 recordings may have the same name, each in a folder of its own. */
    @Test
    void numbersAreNotTriedAgainForEachRecordingOfTheSameName() {
        assertEquals(2, looksEach(100), 0.1);
        assertEquals(2, looksEach(10_000), 0.1);
    }

    @Test
    void aTemplateWithAControlCharacterIsRefused() {
        for (String pattern : List.of("{stem}\0.{ext}", "a\nb{stem}", "\u0085{stem}")) {
            assertThrows(IllegalArgumentException.class, () -> new NameTemplate(pattern));
        }
    }

    /** A recording may be called "...wav" or "..wav". */
    @Test
    void aStemOfDotsDoesNotLeadOutOfTheFolder() {
        Destination.Naming naming = new Destination.Naming(new NameTemplate("{stem}/x.{ext}"), "");
        OutputNames names = new OutputNames(List.of(new Input("...wav"), new Input("b/a.wav")), naming);
        assertEquals("_/x.txt", names.path(0, "txt"));
        assertEquals("a/x.txt", names.path(1, "txt"));
    }

    private static double looksEach(int count) {
        AtomicInteger looks = new AtomicInteger();
        FreeNames free = new FreeNames();
        for (int i = 1; i <= count; i++) {
            assertEquals(i, free.take(number -> {
                looks.incrementAndGet();
                return List.of("rec-" + number, "rec." + number);
            }));
        }
        return (double) looks.get() / count;
    }

    @Test
    void aUniqueStemIsUsed() {
        assertEquals(
                List.of("talk", "call", "stdin", ".hidden", "no extension"),
                names("x/talk.m4a", "call.wav", "-", ".hidden", "no extension"));
    }

    @Test
    void inputsWithOneStemKeepTheirWholeNames() {
        assertEquals(List.of("a.m4a", "b", "a.wav"), names("a.m4a", "b.wav", "a.wav"));
    }

    @Test
    void theSameNameInTwoFoldersIsNumbered() {
        assertEquals(List.of("rec.m4a", "rec.m4a-2", "rec.m4a-3"), names("x/rec.m4a", "y/rec.m4a", "z/rec.m4a"));
    }

    @Test
    void namesThatSomeFileSystemsTreatAsEqualAreKeptApart() {
        assertEquals(List.of("A.wav", "a.mp3"), names("A.wav", "a.mp3"));
        assertEquals(List.of("\u00e9.wav", "e\u0301.mp3"), names("\u00e9.wav", "e\u0301.mp3"));
        assertEquals(List.of("a.m4a", "a.wav", "a.m4a-2"), names("a.m4a", "a.wav", "a.m4a.mp3"));
    }

    @Test
    void noTwoNamesAreEverTheSame() {
        List<String> parts = List.of("a", "A", "b", "a.wav", "a-2", "x/a", "y/a");
        List<String> ends = List.of("", ".wav", ".m4a", ".WAV");
        Property.forAll(300, random -> {
            List<Input> inputs = IntStream.range(0, 1 + random.nextInt(8))
                    .mapToObj(i -> parts.get(random.nextInt(parts.size())) + ends.get(random.nextInt(ends.size())))
                    .map(Input::new)
                    .toList();
            List<String> names = namesOf(inputs);
            Set<String> different = new HashSet<>();
            names.forEach(name -> different.add(name.toLowerCase(Locale.ROOT)));
            assertEquals(inputs.size(), different.size(), inputs + " became " + names);
        });
    }

    /** The order in which recordings come, and restarts, change no name that was given. */
    @Test
    void namesThatWereGivenAreKeptAndStayDifferent() {
        List<String> names = List.of("a.wav", "A.wav", "a.m4a", "a.wav.mp3", "a", "a-2.wav", "a.wav-2", "b.wav");
        Property.forAll(300, random -> {
            Map<String, Set<String>> given = new HashMap<>();
            Set<String> paths = new HashSet<>();
            List<Input> there = new ArrayList<>();
            NameTemplate template =
                    new NameTemplate(random.nextBoolean() ? "{dir}/{stem}.{ext}" : "{stem}{.lang}.{ext}");
            for (int i = 0; i < 10; i++) {
                Input coming = new Input(names.get(random.nextInt(names.size())), random.nextBoolean() ? "x" : "");
                there.remove(coming);
                there.add(random.nextInt(there.size() + 1), coming);
                Destination.Naming naming = new Destination.Naming(
                        template, "", there, input -> given.getOrDefault(input.toString(), Set.of()));
                OutputNames all = new OutputNames(there, naming);
                String path = all.path(there.indexOf(coming), random.nextBoolean() ? "txt" : "srt", "en");
                String plain = path.replaceFirst("\\.(txt|srt)$", "").toLowerCase(Locale.ROOT);
                Set<String> before = given.put(coming.toString(), Set.of(path));
                if (before == null) {
                    assertTrue(paths.add(plain), coming + " got " + path + " of " + given);
                } else {
                    assertEquals(
                            before.iterator().next().replaceFirst("\\.(txt|srt)$", ""),
                            path.replaceFirst("\\.(txt|srt)$", ""),
                            coming + " in " + there);
                }
            }
        });
    }

    private static List<String> names(String... inputs) {
        return namesOf(Stream.of(inputs).map(Input::new).toList());
    }

    private static List<String> namesOf(List<Input> inputs) {
        OutputNames names = OutputNames.of(inputs);
        return IntStream.range(0, inputs.size())
                .mapToObj(i -> names.path(i, "x").replaceFirst("\\.x$", ""))
                .toList();
    }
}
