package qasr.resume;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import qasr.batch.Journal;
import qasr.batch.StateFolder;
import qasr.console.IncompleteException;
import qasr.console.OutputFailedException;
import qasr.job.FittingFormats;
import qasr.output.Format;
import qasr.transcribe.ChunkMemory;
import qasr.transcribe.RecordingListener;

/** The state of a recording before it is transcribed. */
public sealed interface InputState {
    /**
     * Nothing is to be done: the outputs are up to date.
     *
     * @param facts the recording's entry in a report, as a JSON object, if it is known
     */
    record Current(String why, Optional<String> facts) implements InputState {}

    /**
     * The outputs are up to date, but more is missing from them than may be.
     *
     * @param facts the recording's entry in a report, as a JSON object
     */
    record Incomplete(IncompleteException problem, Optional<String> facts) implements InputState {}

    /** Another run is transcribing the same recording, or this run is under another name. */
    record Busy() implements InputState {}

    /**
     * The recording cannot be transcribed.
     *
     * @param others further errors of its outputs
     */
    record Hopeless(Exception problem, List<OutputFailedException> others) implements InputState {
        public Hopeless {
            others = List.copyOf(others);
        }

        /** Throws the problem. */
        public void raise() throws IOException {
            if (problem instanceof IOException failure) {
                throw failure;
            }
            throw problem instanceof RuntimeException failure ? failure : new IllegalStateException(problem);
        }
    }

    /**
     * The recording is to be transcribed.
     *
     * @param formats the formats that are not up to date
     * @param unfit the errors of formats that cannot be written
     * @param mark the sums of the recording; empty if the input or the output is a pipe
     * @param claim the lock that keeps other runs away
     * @param journal the finished chunks of an earlier run; this run adds its own
     */
    record ToDo(
            List<Format> formats,
            List<OutputFailedException> unfit,
            Optional<Fingerprints.Mark> mark,
            Optional<StateFolder.Claim> claim,
            Optional<Journal> journal)
            implements InputState {
        /** Returns the chunk results of an earlier run. */
        public ChunkMemory memory() {
            return journal.map(JournalMemory::of).orElse(ChunkMemory.NONE);
        }

        /**
         * Returns the listener that stores finished chunks for the next run.
         *
         * @param trouble receives an error of the journal
         */
        public RecordingListener keeping(Consumer<String> trouble) {
            return journal.<RecordingListener>map(file -> new JournalMemory(file, trouble))
                    .orElse(RecordingListener.NONE);
        }

        /** Returns the formats that can be written, and the errors of the others. */
        public FittingFormats<Format> fitting() {
            return new FittingFormats<>(formats, unfit);
        }

        /** Releases the recording to other runs. The journal stays for the next run. */
        void release() throws IOException {
            if (journal.isPresent()) {
                journal.get().close();
            }
            if (claim.isPresent()) {
                claim.get().close();
            }
        }
    }
}
