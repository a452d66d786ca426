package qasr.resume;

import java.io.IOException;
import java.nio.file.Files;
import qasr.batch.Digests;
import qasr.job.Input;

/** The SHA-256 of a recording's bytes, by which its result knows it again. */
public final class SourceSum {
    private SourceSum() {}

    /** Returns the sum in hexadecimal; "" for what is no file that can be read again. */
    public static String of(Input input) throws IOException {
        return input.isStandardInput() || !input.isExpressible() || !Files.isRegularFile(input.path())
                ? ""
                : Digests.ofFile(input.path());
    }
}
