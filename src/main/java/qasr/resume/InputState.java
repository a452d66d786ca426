package qasr.resume;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import qasr.batch.Journal;
import qasr.batch.StateFolder;
import qasr.console.OutputFailedException;
import qasr.job.FittingFormats;
import qasr.output.Format;
import qasr.transcribe.ChunkMemory;
import qasr.transcribe.RecordingListener;

/** How a recording stands before anything is done about it. */
public sealed interface InputState {
    /**
     * Nothing is to be done: the outputs are there.
     *
     * @param facts what a report says of the recording, as a JSON object, if that is known
     */
    record Current(String why, Optional<String> facts) implements InputState {}

    /** Another run, or this one under another name, is at work on the same recording. */
    record Busy() implements InputState {}

    /**
     * It cannot be done.
     *
     * @param others what else is against it
     */
    record Hopeless(Exception problem, List<OutputFailedException> others) implements InputState {
        public Hopeless {
            others = List.copyOf(others);
        }

        /** Says why. */
        public void raise() throws IOException {
            if (problem instanceof IOException failure) {
                throw failure;
            }
            throw problem instanceof RuntimeException failure ? failure : new IllegalStateException(problem);
        }
    }

    /**
     * It is to be transcribed.
     *
     * @param formats those that are not current
     * @param unfit why other formats cannot be written
     * @param mark what it is known by, empty for what comes from a pipe or goes to one
     * @param claim keeps other runs from it
     * @param journal what an earlier run has left, and this one will
     */
    record ToDo(
            List<Format> formats,
            List<OutputFailedException> unfit,
            Optional<Fingerprints.Mark> mark,
            Optional<StateFolder.Claim> claim,
            Optional<Journal> journal)
            implements InputState {
        /** Returns what is known of it from an earlier run. */
        public ChunkMemory memory() {
            return journal.map(JournalMemory::of).orElse(ChunkMemory.NONE);
        }

        /**
         * Returns what keeps what is heard of it for the next run.
         *
         * @param trouble hears what is wrong with the journal
         */
        public RecordingListener keeping(Consumer<String> trouble) {
            return journal.<RecordingListener>map(file -> new JournalMemory(file, trouble))
                    .orElse(RecordingListener.NONE);
        }

        /** Returns what of it can be written. */
        public FittingFormats<Format> fitting() {
            return new FittingFormats<>(formats, unfit);
        }

        /** Lets others have it; the journal stays for the next run. */
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
