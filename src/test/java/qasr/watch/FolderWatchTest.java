package qasr.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.batch.NameFilter;
import qasr.console.CommandException;

/** Tests a watch on a real folder with a clock that moves only while the watch waits; nobody sleeps. */
final class FolderWatchTest {
    private interface Step {
        void take() throws IOException;
    }

    private static final Duration SETTLE = Duration.ofSeconds(10);

    @TempDir
    Path temp;

    private Path folder;
    private final TreeMap<Long, Step> steps = new TreeMap<>();
    private final List<String> heard = new ArrayList<>();
    private final Map<String, FolderWatch.Outcome> outcomes = new HashMap<>();
    private final List<Long> stuckAt = new ArrayList<>();
    private String stuck = "{}";
    private long now = 5_000_000_000L;
    private int looks;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(temp.resolve("in"));
    }

    private final class Hand implements FolderWatch.Receiver, Ticks {
        @Override
        public Map<Sighting, FolderWatch.Outcome> take(List<Sighting> arrived, List<Sighting> all) {
            Map<Sighting, FolderWatch.Outcome> result = new HashMap<>();
            for (Sighting file : arrived) {
                heard.add(second() + " " + folder.relativize(file.path()) + " " + file.size());
                result.put(file, outcomes.getOrDefault(file.path().getFileName().toString(), FolderWatch.Outcome.DONE));
            }
            return result;
        }

        @Override
        public boolean isOver() {
            return false;
        }

        @Override
        public void folderIs(boolean there) {
            heard.add(second() + (there ? " there" : " gone"));
        }

        @Override
        public void idle(Duration time) {}

        @Override
        public void stuck(Map<Path, String> locks) {
            if (!locks.toString().equals(stuck)) {
                stuck = locks.toString();
                stuckAt.add(second());
            }
        }

        @Override
        public void locked(Sighting file) {
            heard.add(second() + " locked " + file.path().getFileName());
        }

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void pause(Duration most, Collection<Path> folders) {
            looks++;
            assertTrue(looks < 100_000, () -> "no end: " + heard);
            now += most.toNanos();
            while (!steps.isEmpty() && steps.firstKey() <= now) {
                try {
                    steps.pollFirstEntry().getValue().take();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private long second() {
        return now / 1_000_000_000L - 5;
    }

    private void at(double second, Step step) {
        steps.put((long) ((second + 5) * 1e9), step);
    }

    private void write(String name, int bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[bytes], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Files.setLastModifiedTime(file, FileTime.fromMillis(now / 1_000_000)); // the clock of this test
    }

    private void watch(int idleSeconds) throws CommandException {
        Hand hand = new Hand();
        WatchedFolder looker = new WatchedFolder(
                folder,
                true,
                new NameFilter(List.of(), List.of()),
                path -> path.toString().matches(".*[.](mp3|mp4|wav|flac)"),
                path -> heard.add(second() + " unreadable " + path.getFileName()));
        new FolderWatch(looker, hand, hand, SETTLE, Optional.of(Duration.ofSeconds(idleSeconds))).run();
    }

    @Test
    void takesWhatIsThereAndWhatComesLaterOnce() throws Exception {
        write("a.mp3", 10);
        at(30, () -> write("sub/b.mp3", 20));
        watch(40);
        assertEquals(List.of("10 a.mp3 10", "40 sub/b.mp3 20"), heard);
        assertEquals(80, second(), "40 seconds after the last one");
    }

    @Test
    void waitsForASlowCopyAndLongerAfterAPause() throws Exception {
        for (int i = 1; i <= 9; i += 2) {
            at(i, () -> write("a.mp3", 10));
        }
        at(18, () -> write("a.mp3", 10)); // after a pause of 8 seconds, as looks every 2 seconds show it
        watch(60);
        assertEquals(List.of("42 a.mp3 60"), heard);
    }

    @Test
    void takesAnAtomicRenameAndLeavesUnfinishedAndHiddenNames() throws Exception {
        write("a.mp3.part", 10);
        write(".hidden.mp3", 10);
        write("b.mp3.tmp", 10);
        write("c.mp4.crdownload", 10);
        at(100, () -> Files.move(folder.resolve("a.mp3.part"), folder.resolve("a.mp3")));
        watch(150);
        assertEquals(List.of("110 a.mp3 10"), heard);
    }

    @Test
    void aFileThatChangesLaterIsTakenAgain() throws Exception {
        write("a.mp3", 10);
        at(60, () -> write("a.mp3", 1));
        watch(100);
        assertEquals(List.of("10 a.mp3 10", "70 a.mp3 11"), heard);
    }

    @Test
    void aFileMayGoAwayBeforeItIsTaken() throws Exception {
        write("a.mp3", 10);
        at(5, () -> Files.delete(folder.resolve("a.mp3")));
        watch(30);
        assertEquals(List.of(), heard);
    }

    @Test
    void aFolderMayDisappearAndComeBackWithTheSameFiles() throws Exception {
        write("a.mp3", 10);
        at(20, () -> Files.move(folder, temp.resolve("unmounted")));
        at(60, () -> Files.move(temp.resolve("unmounted"), folder));
        at(80, () -> write("b.mp3", 20));
        watch(90);
        assertEquals(List.of("10 a.mp3 10", "20 gone", "60 there", "90 b.mp3 20"), heard);
    }

    @Test
    void aFolderThatIsNotThereYetIsWaitedFor() throws Exception {
        Files.delete(folder);
        at(20, () -> write("a.mp3", 10));
        watch(60);
        assertEquals(List.of("0 gone", "20 there", "30 a.mp3 10"), heard);
    }

    @Test
    void anIndexThatIsMissingIsWaitedFor() throws Exception {
        Path file = folder.resolve("a.mp4");
        Files.write(file, box("ftyp", 16));
        at(3, () -> Files.write(file, box("mdat", 100), StandardOpenOption.APPEND));
        at(120, () -> Files.write(file, box("moov", 30), StandardOpenOption.APPEND));
        watch(200);
        assertEquals(1, heard.size(), heard.toString());
        assertTrue(heard.get(0).endsWith(" a.mp4 146") && second(heard.get(0)) >= 130, heard.toString());
    }

    @Test
    void whatStaysCutOffIsTakenAtLastSoThatItsFaultIsReported() throws Exception {
        Files.write(folder.resolve("a.mp4"), box("ftyp", 16));
        Files.write(folder.resolve("b.wav"), new byte[0]);
        watch(1000);
        assertEquals(List.of("600 a.mp4 16", "600 b.wav 0"), heard);
        heard.clear();
        long before = second();
        watch(30);
        assertEquals(
                List.of((before + 30) + " a.mp4 16", (before + 30) + " b.wav 0"),
                heard,
                "at the end, if that is sooner");
    }

    @Test
    void aLockedFileIsLeftUntilTheLockHasGone() throws Exception {
        write("a.mp3", 10);
        write("b.mp3", 10);
        write("a.mp3.lock", 1);
        write("b.mp3.lck", 1);
        at(700, () -> Files.delete(folder.resolve("a.mp3.lock")));
        watch(800);
        heard.removeIf(line -> line.matches(".*[.]lo?ck 1")); // handed over, but no recordings
        assertEquals(2, heard.size(), heard.toString());
        assertTrue(heard.get(0).matches("700 a.mp3 10"), heard.toString());
        assertTrue(heard.get(1).endsWith(" locked b.mp3"), heard.toString());
    }

    @Test
    void whatCouldNotBeWrittenIsTriedAgainLessAndLessOften() throws Exception {
        write("a.mp3", 10);
        outcomes.put("a.mp3", FolderWatch.Outcome.AGAIN);
        at(200, () -> outcomes.clear());
        watch(400);
        assertEquals(List.of("10 a.mp3 10", "70 a.mp3 10", "190 a.mp3 10"), heard.subList(0, 3));
        assertEquals(3, heard.size(), "the next time would be 430, after the end: " + heard);
    }

    @Test
    void whatCanBeWrittenAtLastIsNotTriedAgain() throws Exception {
        write("a.mp3", 10);
        outcomes.put("a.mp3", FolderWatch.Outcome.AGAIN);
        at(20, () -> outcomes.clear());
        watch(400);
        assertEquals(List.of("10 a.mp3 10", "70 a.mp3 10"), heard);
    }

    @Test
    void aFileThatIsNoRecordingHoldsUpNoEnd() throws Exception {
        write("a.mp3", 10);
        for (int i = 1; i < 200; i++) {
            at(i, () -> write("log.txt", 10));
        }
        watch(30);
        assertEquals(List.of("10 a.mp3 10"), heard);
        assertEquals(40, second());
    }

    @Test
    void aSystemLockIsSeen() throws Exception {
        Path file = folder.resolve("a.mp3");
        write("a.mp3", 10);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.lock();
            assertTrue(FileLocks.of(file).isPresent() || !Files.exists(Path.of("/proc/locks")));
        }
        assertEquals(Optional.empty(), FileLocks.of(file));
    }

    @Test
    void aFileThatStaysLockedIsNamedWithItsLock() throws Exception {
        write("a.wav", 10);
        write("a.wav.lock", 1);
        write("b.txt", 10);
        write("b.txt.lock", 1);
        at(900, () -> Files.delete(folder.resolve("a.wav.lock")));
        at(590, () -> assertEquals("{}", stuck));
        at(800, () -> assertEquals("{" + folder.resolve("a.wav") + "=a.wav.lock}", stuck));
        watch(1000);
        assertEquals("{}", stuck);
        assertEquals(List.of(600L, 900L), stuckAt);
    }

    @Test
    void aSystemLockIsOnTheFileOfItsDeviceOnly() {
        String disk = "1: POSIX  ADVISORY  WRITE 1234 08:12:777 0 EOF";
        long device = 0x0812;
        assertTrue(FileLocks.isOf(disk, device, 777));
        assertFalse(FileLocks.isOf(disk, device, 77));
        String unsigned = "1: FLOCK  ADVISORY  WRITE 7 00:2f:15383028226862439912 0 EOF";
        assertFalse(FileLocks.isOf(unsigned, device, 777), "another network file system's");
        assertTrue(FileLocks.isOf(unsigned, 0x2f, Long.parseUnsignedLong("15383028226862439912")));
        assertFalse(FileLocks.isOf(disk, 0x0813, 777), "of another disk");
        assertFalse(FileLocks.isOf(disk, 0x001f, 777), "a file system in memory");
        assertFalse(FileLocks.isOf(disk.replace("WRITE", "READ "), device, 777));
        assertTrue(FileLocks.isOf("2: FLOCK  ADVISORY  WRITE -1 103:abcde:9 0 EOF", 0xABC1_03DEL, 9), "a large number");
        assertTrue(FileLocks.isOf("3: FLOCK  ADVISORY  WRITE 1 00:2f:9 0 EOF", 0x0031, 9), "Btrfs has several");
    }

    private static long second(String line) {
        return Long.parseLong(line.substring(0, line.indexOf(' ')));
    }

    /** Returns an MP4 box with its header. */
    private static byte[] box(String name, int bytes) {
        byte[] box = new byte[bytes];
        box[3] = (byte) bytes;
        for (int i = 0; i < 4; i++) {
            box[4 + i] = (byte) name.charAt(i);
        }
        return box;
    }
}
