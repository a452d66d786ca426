package qasr.cli;

import qasr.console.Console;
import qasr.hub.ByteCount;
import qasr.hub.PullListener;

/** Says on standard error how far a download is. */
final class PullReport implements PullListener {
    private final Console console;
    private final String model;

    PullReport(Console console, String model) {
        this.console = console;
        this.model = model;
    }

    @Override
    public void started(int files, long bytes) {
        console.note(model + ": " + files + " files, " + ByteCount.of(bytes));
    }

    @Override
    public void progress(String file, long done, long total) {
        console.progress(file + "  " + ByteCount.of(done) + " of " + ByteCount.of(total) + "  "
                + 100 * done / Math.max(1, total) + " %");
    }

    @Override
    public void fileDone(String file, long bytes) {
        console.note(file + ": " + ByteCount.of(bytes) + ", checked");
    }

    @Override
    public void retrying(String file, String reason) {
        console.note(file + ": " + reason + "; trying again");
    }
}
