package qasr.cli;

import qasr.console.Console;
import qasr.hub.ByteCount;
import qasr.hub.PullListener;

/** Shows the progress of a download on standard error. */
final class PullReport implements PullListener {
    private final Console console;
    private final String model;
    private volatile long have;
    private volatile long all;

    PullReport(Console console, String model) {
        this.console = console;
        this.model = model;
        console.onStop(this::stopped);
    }

    private String stopped() {
        if (all == 0) {
            return "stopped before the download of " + model + " began; the same command starts or continues it";
        }
        return have == 0
                ? "stopped before any of " + model + " was downloaded; the same command starts again"
                : "stopped after " + ByteCount.of(have) + " of " + ByteCount.of(all)
                        + "; the downloaded part is kept, and the same command continues from there";
    }

    @Override
    public void started(int files, long bytes, long kept) {
        have = kept;
        all = bytes;
        console.note(model + ": " + files + " files, " + ByteCount.of(bytes)
                + (kept == 0 ? "" : "; " + ByteCount.of(kept) + " were downloaded before"));
    }

    @Override
    public void progress(String file, long done, long total) {
        have = Math.max(have, done);
        console.progress(file + "  " + ByteCount.of(done) + " of " + ByteCount.of(total) + "  "
                + 100 * done / Math.max(1, total) + " %");
    }

    @Override
    public void fileDone(String file, long bytes) {
        console.note(file + ": " + ByteCount.of(bytes) + ", checksum is right");
    }

    @Override
    public void retrying(String file, String reason) {
        console.note(file + ": " + reason + "; retrying");
    }
}
