package qasr.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.testing.Property;

final class RecordLogTest {
    @TempDir
    Path folder;

    @Test
    void aTornOrDamagedTailIsDroppedAndTheLogGoesOn() throws IOException {
        Path file = folder.resolve("log");
        List<String> records = List.of("one", "", "drei \u00fc \uD83D\uDE00", "{\"a\":4}");
        try (RecordLog log = RecordLog.open(file)) {
            for (String record : records) {
                log.append(record);
            }
        }
        byte[] whole = Files.readAllBytes(file);
        Property.forAll(200, random -> {
            try {
                int length = random.nextInt(whole.length + 1);
                byte[] torn = Arrays.copyOf(whole, length);
                boolean damaged = length > 0 && random.nextBoolean();
                if (damaged) {
                    torn[random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
                }
                Files.write(file, torn);
                List<String> left;
                try (RecordLog log = RecordLog.open(file)) {
                    left = log.records();
                    assertEquals(records.subList(0, left.size()), left);
                    log.append("next");
                }
                List<String> after = RecordLog.read(file, 0).records();
                assertEquals(left.size() + 1, after.size());
                assertEquals("next", after.get(left.size()));
                assertTrue(damaged || length < whole.length || left.size() == records.size());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void aRecordingIsClaimedOnceAndAnEmptyJournalLeavesNoFile() throws IOException {
        String fingerprint = Digests.ofTexts(List.of("a"));
        try (StateFolder state = StateFolder.in(folder)) {
            Optional<StateFolder.Claim> first = state.claim(fingerprint);
            assertTrue(first.isPresent());
            assertTrue(state.claim(fingerprint).isEmpty());
            assertTrue(state.claim(Digests.ofTexts(List.of("b"))).isPresent());
            first.get().close();
            assertTrue(state.claim(fingerprint).isPresent());
            state.journal(fingerprint).close();
            try (Journal journal = state.journal(fingerprint)) {
                journal.add("0-1", "text");
            }
            try (Journal journal = state.journal(fingerprint)) {
                assertEquals(Optional.of("text"), journal.find("0-1"));
                journal.remove();
            }
            try (Journal journal = state.journal(fingerprint)) {
                assertEquals(0, journal.size());
                for (int i = 0; i < 5; i++) {
                    journal.add("key" + i, "text");
                }
                journal.halve();
                assertEquals(2, journal.kept());
                journal.add("last", "text");
            }
            try (Journal journal = state.journal(fingerprint)) {
                assertEquals(3, journal.size());
                assertEquals(Optional.of("text"), journal.find("key1"));
                assertEquals(Optional.of("text"), journal.find("last"));
                journal.remove();
            }
            state.add(new StateFolder.Output("a.txt", "1", "s", "a.wav", ""));
            state.add(new StateFolder.Output("a.txt", "2", "t", "a.wav", ""));
            assertEquals(List.of(new StateFolder.Output("a.txt", "2", "t", "a.wav", "")), state.outputs("2"));
            assertEquals(List.of(), state.outputs("1"));
        }
        try (var files = Files.list(folder.resolve(".qasr"))) {
            assertFalse(files.anyMatch(file -> file.toString().endsWith(".journal")));
        }
    }

    /** Records a hundred thousand outputs one by one: reading all records for each of them would take hours. */
    @Test
    void recordsAreReadOnlyOnce() throws IOException {
        Path log = folder.resolve(".qasr").resolve("outputs");
        try (StateFolder state = StateFolder.in(folder)) {
            state.add(output("a", "1"));
            byte[] unreadable = new byte[(int) Files.size(log)];
            Files.write(log, unreadable, StandardOpenOption.WRITE); // in place: the same file, as long as before
            state.add(output("b", "2"));
            assertTrue(Files.size(log) > unreadable.length);
            try (StateFolder other = StateFolder.in(folder)) {
                assertEquals(List.of(), other.outputs("1"), "it is not readable");
            }
            assertEquals(List.of(output("a", "1")), state.outputs("1"));
            assertEquals(List.of(output("b", "2")), state.outputs("2"));
        }
    }

    @Test
    void recordsThatSomebodyHasRemovedAreForgottenEvenIfThereAreMoreSince() throws IOException {
        Path log = folder.resolve(".qasr").resolve("outputs");
        try (StateFolder state = StateFolder.in(folder);
                StateFolder other = StateFolder.in(folder)) {
            state.add(output("a", "1"));
            Path kept = Files.move(log, folder.resolve("kept")); // so that its number is not given to the next file
            for (int i = 0; i < 5; i++) {
                other.add(output("name that is longer than a" + i, "2"));
            }
            assertTrue(Files.size(log) > Files.size(kept));
            state.add(output("c", "3"));
            assertEquals(List.of(), state.outputs("1"));
            assertEquals(5, state.outputs("2").size());
            assertEquals(List.of(output("c", "3")), other.outputs("3"));
        }
    }

    @Test
    void whatIsInAnotherFormIsNoKnowledge() throws IOException {
        Path log = folder.resolve(".qasr").resolve("outputs");
        try (StateFolder state = StateFolder.in(folder)) {
            for (String record : List.of("null", "[]", "{}", "7", "{\"path\":\"a\"}", "{\"path\":[],\"sum\":{}}")) {
                RecordLog.append(log, Files.exists(log) ? Files.size(log) : 0, record);
            }
            state.add(output("a", "1"));
            assertEquals(List.of(output("a", "1")), state.outputs("1"));
        }
    }

    private static StateFolder.Output output(String name, String fingerprint) {
        return new StateFolder.Output(name + ".txt", fingerprint, "sum", name + ".wav", "");
    }
}
