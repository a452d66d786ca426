package qasr.job;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import qasr.audio.AudioInput;
import qasr.audio.Waveform;
import qasr.batch.FileName;
import qasr.batch.Shard;
import qasr.batch.ShardPlan;
import qasr.console.CommandException;
import qasr.console.Usage;
import qasr.engine.AudioSelection;
import qasr.engine.Session;

/**
 * Finds the inputs of a shard. The key of an input is its path below the directory that was named, or its name as it was
 * written if it was named itself, so that a directory may be mounted in other places on other machines. In a key, folders are
 * separated by slashes, characters are composed (NFC), and bytes that are no characters are shown. Several inputs with one key
 * are told apart by a number, in the order of the command line.
 *
 * <p>A recording whose container states no length counts by its size. A file that is missing or cannot be read has no length.
 */
public final class Sharding {
    /** Bytes of a second of sound: 128 kbit/s, as in a usual MP3 file. */
    private static final long BYTES_PER_SECOND = 16_000;

    private final Session session;
    private final AudioSelection selection;

    /** Creates it; the lengths are those of {@code selection}. */
    public Sharding(Session session, AudioSelection selection) {
        this.session = session;
        this.selection = selection;
    }

    /**
     * Divides what was listed.
     *
     * @throws CommandException if standard input is one of the inputs: each machine has its own
     */
    public Division divide(InputExpansion listed, Optional<Shard> shard, ShardBy by) throws CommandException {
        List<Input> all = listed.inputs();
        if (shard.isEmpty()) {
            return Division.whole(all);
        }
        if (all.stream().anyMatch(Input::isStandardInput)) {
            throw Usage.error("--shard", "standard input cannot be divided into shards; name files or directories");
        }
        List<String> keys = keys(all, listed.paths());
        int count = shard.get().count();
        int[] shards =
                by == ShardBy.PATH ? ShardPlan.byPath(keys, count) : ShardPlan.byLength(keys, lengths(all), count);
        List<Input> own = new ArrayList<>();
        for (int i = 0; i < shards.length; i++) {
            if (shards[i] == shard.get().number() || listed.isEveryones(i)) {
                own.add(all.get(i));
            }
        }
        session.console().note("shard " + shard.get() + ": " + own.size() + " of " + all.size() + " inputs");
        return new Division(all, own, shard);
    }

    private static List<String> keys(List<Input> inputs, List<String> paths) {
        Map<String, Map<String, Integer>> numbers = new HashMap<>();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            String key = key(paths.get(i));
            Map<String, Integer> known = numbers.computeIfAbsent(key, none -> new HashMap<>(2));
            int number = known.computeIfAbsent(inputs.get(i).text(), none -> known.size());
            keys.add(number == 0 ? key : key + "\0" + number);
        }
        return keys;
    }

    private static String key(String path) {
        String slashed = File.separatorChar == '/' ? path : path.replace(File.separatorChar, '/');
        String plain = slashed.replaceAll("/+(\\./+)*", "/").replaceFirst("^(\\./)+(?=.)", "");
        return FileName.shown(Normalizer.normalize(plain, Normalizer.Form.NFC));
    }

    private long[] lengths(List<Input> inputs) {
        return inputs.stream().mapToLong(this::length).toArray();
    }

    /** Returns the length in samples at 16 kHz. */
    private long length(Input input) {
        try {
            if (!input.isFile()) {
                return 0;
            }
            AudioInput.AudioFile file = new AudioInput.AudioFile(input.path(), input.hint());
            OptionalLong stated = selection.statedSamples(session.engines(), file);
            return selection.within(stated.isPresent() ? stated.getAsLong() : bySize(input));
        } catch (IOException e) {
            return 0; // the run of its shard reports the failure
        }
    }

    private static long bySize(Input input) throws IOException {
        return Files.size(input.path()) * Waveform.SAMPLE_RATE / BYTES_PER_SECOND;
    }
}
