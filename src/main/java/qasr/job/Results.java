package qasr.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.OutputFailedException;
import qasr.console.Usage;
import qasr.engine.Session;
import qasr.output.ResultFormat;

/** Where the results of a run go: the one place for the rules about standard output, files and folders. */
public interface Results {
    /** Starts the result of {@code inputs.get(index)} in one format. */
    Result open(int index, ResultFormat format);

    /**
     * Returns the file that gets the result of one input in one format and nothing else, if there is one.
     *
     * @param language the code of the language that the input turned out to be in, "" for none
     */
    default Optional<Path> target(int index, ResultFormat format, String language) {
        return Optional.empty();
    }

    /** Returns all files that this may be: more than one if their name depends on a language yet to be found. */
    default List<Path> targets(int index, ResultFormat format) {
        return List.of();
    }

    /**
     * Makes sure that the one file that all results go to may be written, before hours are spent.
     *
     * @throws CommandException if it must not be replaced
     */
    default void check() throws CommandException {}

    /** Returns whether a result's file exists and is kept without an error. */
    default boolean isLeft(int index, ResultFormat format) {
        return false;
    }

    /** Returns why a result's file must not be replaced, as far as that can be told before its language is known. */
    default Optional<OutputFailedException> refusal(int index, ResultFormat format) {
        return Optional.empty();
    }

    /** Makes visible what was committed and is not yet. */
    void finish();

    /** One input's result in one format. What is not committed is forgotten; on standard output, it stays there. */
    interface Result {
        /** Adds to the result. */
        void append(String text);

        /**
         * Ends the result: it is whole.
         *
         * @param language the code of the language that the input turned out to be in, "" for none
         */
        void commit(String language);

        /** Ends the result of something that has no language. */
        default void commit() {
            commit("");
        }
    }

    /**
     * Returns the results of {@code inputs} for {@code destination}.
     *
     * @throws CommandException if the formats cannot go there, or it cannot be written
     */
    static Results open(
            Destination destination, List<Input> inputs, List<? extends ResultFormat> formats, Session session)
            throws CommandException {
        return open(destination, inputs, formats, session, index -> Origin.of(inputs.get(index)));
    }

    /**
     * Returns the same of what was made from something else than the inputs.
     *
     * @param origins by the input's index; asked when its result is opened, or when it is whole
     */
    static Results open(
            Destination destination,
            List<Input> inputs,
            List<? extends ResultFormat> formats,
            Session session,
            IntFunction<Origin> origins)
            throws CommandException {
        if (destination instanceof Destination.Folder folder) {
            return FolderResults.open(folder, inputs, formats, origins, session);
        }
        check(destination, inputs, formats);
        Headings headings = new Headings(
                formats.get(0),
                destination.isShared(inputs),
                index -> origins.apply(index).source());
        if (destination instanceof Destination.SingleFile file) {
            return FileResults.open(file, inputs, headings, origins, session);
        }
        if (session.environment().outIsClosed()) {
            throw new CommandException(
                    new Failure("standard output", "cannot be written: the stream is closed", ExitStatus.OUTPUT));
        }
        return new StreamResults(headings, new StyledOutput(destination.style(), session.console()));
    }

    /**
     * Makes sure that the results have room in {@code destination}, without looking at it.
     *
     * @throws CommandException if the formats cannot go there
     */
    static void check(Destination destination, List<Input> inputs, List<? extends ResultFormat> formats)
            throws CommandException {
        if (destination instanceof Destination.Folder folder) {
            FolderResults.check(folder, inputs, formats);
            return;
        }
        if (formats.size() > 1) {
            throw Usage.error("--format", "several formats need an output folder: add -d DIR");
        }
        if (destination.isShared(inputs) && formats.get(0).sharing() == ResultFormat.Sharing.NEVER) {
            String name = formats.get(0).extension();
            throw Usage.error("--format", "several inputs as " + name + " need an output folder: add -d DIR");
        }
    }

    /** A result that is handed on in one piece, with its language, when it is whole. */
    final class Buffered implements Result {
        private final BiConsumer<String, String> whole;
        private final StringBuilder text = new StringBuilder();

        Buffered(BiConsumer<String, String> whole) {
            this.whole = whole;
        }

        @Override
        public void append(String piece) {
            text.append(piece);
        }

        @Override
        public void commit(String language) {
            whole.accept(text.toString(), language);
        }
    }
}
