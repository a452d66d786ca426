package qasr.fuzz;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long and from which seed on a campaign runs; each setting is {@code -Dfuzz.NAME=VALUE}.
 *
 * @param minutes the budget of each campaign: "minutes"; 0 leaves it out
 * @param seed what all inputs are made from: "seed", 1 otherwise
 * @param first the first media file, a multiple of 100, so that a campaign can go on where it was ended: "first", 0
 *     otherwise
 * @param files how many media files at most: "files", no limit otherwise
 * @param commands what is run over media files: "commands", "segment,transcribe" otherwise
 * @param launcher the program: "launcher", that of the checkout otherwise
 * @param folder where files and findings are kept: "folder", {@code target/fuzz} otherwise
 */
record FuzzSettings(
        double minutes, long seed, int first, int files, List<String> commands, Path launcher, Path folder) {
    static FuzzSettings ofSystemProperties() {
        Path checkout = Path.of(System.getProperty("qasr.checkout", "")).toAbsolutePath();
        return new FuzzSettings(
                Double.parseDouble(System.getProperty("fuzz.minutes", "0")),
                Long.getLong("fuzz.seed", 1),
                Integer.getInteger("fuzz.first", 0),
                Integer.getInteger("fuzz.files", Integer.MAX_VALUE),
                List.of(System.getProperty("fuzz.commands", "segment,transcribe")
                        .split(",", -1)),
                Path.of(System.getProperty(
                        "fuzz.launcher", checkout.resolve("qasr").toString())),
                Path.of(System.getProperty(
                        "fuzz.folder", checkout.resolve("target/fuzz").toString())));
    }

    /** Returns when to stop, on the clock of {@link System#nanoTime}. */
    long end() {
        return System.nanoTime() + (long) (minutes * TimeUnit.MINUTES.toNanos(1));
    }
}
