package qasr.run;

import java.util.List;
import qasr.batch.Digests;
import qasr.transcript.Transcript;

/** The sum that tells transcripts apart. Corrections, retries and word times do not change it. */
final class TranscriptSum {
    private TranscriptSum() {}

    /** Returns a SHA-256 of the recording, the model and the options that made the text. */
    static String of(Transcript transcript) {
        Transcript.Source source = transcript.source();
        Transcript.Engine engine = transcript.making().engine();
        Transcript.Options options = transcript.making().options();
        return Digests.ofTexts(List.of(
                source.sha256(),
                source.window().start().toString(),
                source.window().end().toString(),
                source.duration().toString(),
                Integer.toString(source.format().track()),
                engine.model(),
                engine.choice().modelSha256(),
                options.language(),
                options.glossarySha256(),
                options.contextSha256(),
                options.fingerprint()));
    }
}
