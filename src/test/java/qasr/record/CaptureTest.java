package qasr.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class CaptureTest {
    private static final int RATE = 16_000;
    private static final double NANOS = 1e9;

    @TempDir
    Path folder;

    @AfterEach
    void disconnect() {
        FakeMicrophones.connect();
    }

    private static Capture open(FakeMicrophone microphone) throws MicrophoneException {
        FakeMicrophones.connect(microphone);
        return Capture.open(Microphones.find(), Optional.of("Test capture"));
    }

    private static FakeMicrophone microphone() {
        return new FakeMicrophone("Test capture", RATE, 1, FakeMicrophones.sound(1));
    }

    private static short[] toTheEnd(Capture capture) {
        short[] all = new short[RATE + capture.blockSamples()];
        short[] block = new short[capture.blockSamples()];
        int length = 0;
        for (int count = capture.read(block); count >= 0; count = capture.read(block)) {
            System.arraycopy(block, 0, all, length, count);
            length += count;
        }
        return Arrays.copyOf(all, length);
    }

    /** A line that was stopped gives nothing, so it is emptied before. */
    @Test
    void afterAStopTheDeviceIsReadToItsEnd() throws Exception {
        try (Capture capture = open(microphone())) {
            capture.stop();
            assertArrayEquals(FakeMicrophones.sound(1), toTheEnd(capture));
            assertTrue(capture.isStopped());
            assertEquals(0, capture.missingSeconds());
        }
    }

    @Test
    @Timeout(60)
    void aStopEndsAReadThatWaitsInTheLine() throws Exception {
        try (Capture capture = open(microphone())) {
            Thread stopping = new Thread(() -> {
                try {
                    TimeUnit.MILLISECONDS.sleep(1500);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                capture.stop();
            });
            stopping.start();
            assertArrayEquals(FakeMicrophones.sound(1), toTheEnd(capture));
            assertTrue(capture.isStopped());
            stopping.join();
        }
    }

    @Test
    void aDeviceThatHasGoneEndsByItself() throws Exception {
        try (Capture capture = open(microphone().unplugged())) {
            assertArrayEquals(FakeMicrophones.sound(1), toTheEnd(capture));
            assertFalse(capture.isStopped());
        }
    }

    @Test
    void soundIsMissingAfterAJumpAndNotWithASlowOrLateDevice() {
        SoundClock clock = new SoundClock(RATE);
        long frames = 0;
        double time = 100;
        for (int block = 0; block < 100_000; block++) {
            time += block % 100 == 0 ? 0.4 : block % 100 == 1 ? -0.2 : 0.0981; // late at times, and 0.1 % slow
            frames += RATE / 10;
            clock.heard();
            clock.caughtUp((long) (time * NANOS), frames);
        }
        assertEquals(0, clock.missingSeconds());
        clock.caughtUp((long) ((time + 9) * NANOS), frames);
        assertEquals(0, clock.missingSeconds(), "the sound may come later");
        clock.heard();
        clock.caughtUp((long) ((time + 3) * NANOS), frames + RATE);
        assertEquals(2, clock.missingSeconds(), 1e-6);
        clock.end((long) ((time + 10) * NANOS), frames + RATE);
        assertEquals(2, clock.missingSeconds(), 1e-6);
        clock.end((long) ((time + 63) * NANOS), frames + RATE);
        assertEquals(62, clock.missingSeconds(), 1e-6);
    }

    /** While the computer sleeps, only the time of day goes on. */
    @Test
    void theTimeThatTheComputerSleptIsMissing() {
        SoundClock clock = new SoundClock(RATE);
        long day = 1_700_000_000_000L;
        for (int second = 0; second < 100; second++) {
            if (second == 20) {
                day += 10_000; // a correction
            } else if (second == 40) {
                day += 600_000;
            } else if (second == 60) {
                day -= 3_600_000;
            }
            clock.watch((long) (second * NANOS), day + second * 1000L);
            clock.heard();
            clock.caughtUp((long) (second * NANOS), (long) second * RATE);
        }
        assertEquals(600, clock.sleptSeconds(), 1e-3);
        assertEquals(0, clock.missingSeconds());
    }

    @Test
    void theNameOfAFinishedRecordingIsReplacedOnlyOnRequest() throws Exception {
        Path target = folder.resolve("a.wav");
        try (SoundFile first = SoundFile.create(target);
                SoundFile second = SoundFile.create(target);
                SoundFile third = SoundFile.create(target)) {
            first.finish(new byte[] {1}, false, false);
            assertFalse(Files.exists(first.part()));
            assertThrows(FileAlreadyExistsException.class, () -> second.finish(new byte[] {2}, false, false));
            assertArrayEquals(new byte[] {1}, Files.readAllBytes(target));
            assertArrayEquals(new byte[] {2}, Files.readAllBytes(second.part()));
            third.finish(new byte[] {3}, false, true);
            assertArrayEquals(new byte[] {3}, Files.readAllBytes(target));
        }
    }
}
