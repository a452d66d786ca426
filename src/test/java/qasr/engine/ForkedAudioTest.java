package qasr.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import qasr.audio.AudioException;
import qasr.audio.AudioStream;
import qasr.testing.ArrayStream;
import qasr.testing.FailingStream;
import qasr.testing.Property;
import qasr.testing.Signals;

final class ForkedAudioTest {
    /** One of the two readers: what it has read. */
    private static final class Reader {
        private final AudioStream stream;
        private final float[] read = new float[100_000];
        private int length;
        private boolean failed;

        Reader(AudioStream stream) {
            this.stream = stream;
        }

        /** Reads once; returns false at the end. */
        boolean read(Random random) {
            try {
                int count = stream.read(read, length, 1 + random.nextInt(3000));
                length += Math.max(0, count);
                return count >= 0;
            } catch (AudioException e) {
                failed = true;
                return false;
            }
        }
    }

    @Test
    void bothReadersGetAllSamplesAndTheFailure() {
        Property.forAll(50, random -> {
            float[] sound = Signals.noise(random.nextLong(), 1, 1 + random.nextInt(50_000));
            boolean fails = random.nextBoolean();
            int before = random.nextInt(sound.length);
            AudioStream source = fails
                    ? new FailingStream(new ArrayStream(sound, random.nextLong()), sound.length)
                    : new ArrayStream(sound, random.nextLong());
            ForkedAudio fork = new ForkedAudio(source, stream -> stream);
            Reader own = new Reader(fork);
            while (own.length < before / 3) {
                own.read(random);
            }
            int start = own.length; // the branch begins here
            Reader branch = new Reader(fork.branch());
            boolean ownGoesOn = true;
            boolean branchGoesOn = true;
            while (ownGoesOn || branchGoesOn) {
                if (random.nextBoolean()) {
                    ownGoesOn = own.read(random);
                } else {
                    branchGoesOn = branch.read(random);
                }
            }
            assertArrayEquals(sound, Arrays.copyOf(own.read, own.length));
            assertArrayEquals(
                    Arrays.copyOfRange(sound, start, sound.length), Arrays.copyOf(branch.read, branch.length));
            assertEquals(fails, own.failed);
            assertEquals(fails, branch.failed);
        });
    }

    @Test
    void closingClosesTheSource() throws AudioException {
        ArrayStream source = new ArrayStream(new float[10], 1);
        ForkedAudio fork = new ForkedAudio(source, stream -> stream);
        fork.branch();
        fork.close();
        assertThrows(IllegalStateException.class, () -> source.read(new float[1], 0, 1));
    }
}
