package qasr.run;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import qasr.audio.AudioException;
import qasr.audio.AudioInput;
import qasr.console.BusyException;
import qasr.console.ClosedOutputException;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.IncompleteException;
import qasr.console.InputException;
import qasr.console.OutputFailedException;
import qasr.engine.ProcessLimits;
import qasr.engine.Remedies;
import qasr.engine.Session;
import qasr.job.Input;
import qasr.transcribe.RecordingEvent;
import qasr.transcribe.RecordingListener;

/** Processes all inputs of a run. A bad input gets an error message and never stops the others. */
final class InputLoop {
    /** The work on one input. */
    @FunctionalInterface
    interface Work {
        /**
         * Does it.
         *
         * @param index the input's place on the command line, from 0
         */
        void process(int index, Input input, AudioInput source) throws IOException;
    }

    /** A whole run: the loop, and what comes after it, such as writing the file of all results. */
    @FunctionalInterface
    interface Whole {
        /** Returns the exit status of the run. */
        ExitStatus run() throws CommandException;
    }

    /** Work that begins on several inputs at once and is finished one input after another. */
    interface WorkAhead<T> {
        /** Begins; a failure is kept for {@link #finish}. */
        T begin(int index, Input input);

        /**
         * Finishes what was begun.
         *
         * @throws BusyException if it is to be begun again when all others of its group are finished or, if it {@linkplain
         *     #isHalfDone is not half done}, all others at all
         */
        void finish(int index, T begun) throws IOException;

        /** Gives up what was begun. */
        void abandon(int index, T begun);

        /** Returns how many inputs may be half done at once, because each holds files open. */
        default int group() {
            return Integer.MAX_VALUE;
        }

        /** Returns whether an input that is to be begun again waits for its group only. */
        default boolean isHalfDone(int index) {
            return false;
        }
    }

    @FunctionalInterface
    private interface Attempt {
        void make() throws IOException;
    }

    /** An input that has been opened. Standard input stays open when this is closed: it is not ours. */
    record OpenInput(Input from, AudioInput input) implements Closeable {
        @Override
        public void close() throws IOException {
            if (input instanceof AudioInput.AudioPipe pipe && !from.isStandardInput()) {
                pipe.stream().close();
            }
        }
    }

    private final Session session;
    private final List<Input> inputs;
    private final IntFunction<RecordingListener> listeners;
    private final boolean failFast;
    private final List<Failure> failures = new ArrayList<>();
    private final RunProgress progress;
    private int attempts;
    private boolean postponed;

    InputLoop(Session session, List<Input> inputs) {
        this(session, inputs, index -> RecordingListener.NONE, false);
    }

    /**
     * Creates a loop.
     *
     * @param listeners receive the failure of the input with that index
     * @param failFast whether it ends at the first failure
     */
    InputLoop(Session session, List<Input> inputs, IntFunction<RecordingListener> listeners, boolean failFast) {
        this.session = session;
        this.inputs = inputs;
        this.listeners = listeners;
        this.failFast = failFast;
        this.progress = new RunProgress(session.console(), inputs);
        progress.onStop(index -> "the same command starts again");
    }

    /** Returns what tells how far the run is. */
    RunProgress progress() {
        return progress;
    }

    /** Tells whether at least one input may be a recording, before anything expensive is set up. */
    boolean isWorthwhile() {
        return inputs.stream().anyMatch(input -> {
            try {
                input.check();
                return true;
            } catch (InputException e) {
                return false;
            }
        });
    }

    /**
     * Does the {@code whole} run, and then tells its status: it is known only when everything is written, or cannot be.
     *
     * @throws CommandException if the run ends before its loop
     */
    ExitStatus toItsEnd(Whole whole) throws CommandException {
        try {
            ExitStatus status = whole.run();
            progress.finished(status);
            return status;
        } catch (OutputFailedException e) {
            progress.finished(e.failure().status());
            throw e;
        }
    }

    /** Does {@code work} with each input in order. */
    ExitStatus run(Work work) {
        try (ProgressTicker ticker = new ProgressTicker(progress::tick);
                DurationProbe probe = probe()) {
            for (int i = 0; i < inputs.size(); i++) {
                int index = i;
                attempt(index, () -> {
                    try (OpenInput source = open(inputs.get(index))) {
                        work.process(index, inputs.get(index), source.input());
                    }
                });
            }
        }
        return status();
    }

    /**
     * Does {@code work} for each input in order. Up to {@code ahead} inputs begin before the first is finished. Inputs
     * that another run is processing come last.
     */
    <T> ExitStatus run(int ahead, WorkAhead<T> work) {
        try (ProgressTicker ticker = new ProgressTicker(progress::tick);
                DurationProbe probe = probe()) {
            each(ahead, work);
        }
        return status();
    }

    private DurationProbe probe() {
        DurationProbe probe = new DurationProbe(inputs, session.engines()::decoder, progress);
        return progress.wantsDurations() ? probe.started() : probe;
    }

    private <T> void each(int ahead, WorkAhead<T> work) {
        Deque<T> begun = new ArrayDeque<>();
        List<Integer> busy = new ArrayList<>();
        int group = Math.max(1, work.group());
        int next = 0;
        for (int i = 0; i < inputs.size() && !isOver(); i++) {
            int end = (int) Math.min(inputs.size(), (long) (i / group + 1) * group);
            while (next < end && begun.size() < ahead) {
                begun.add(work.begin(next, inputs.get(next)));
                next++;
            }
            finish(i, begun.remove(), work, busy);
            if (i + 1 == end) {
                again(busy, work::isHalfDone, work);
            }
        }
        for (int i = next - begun.size(); !begun.isEmpty(); i++) {
            work.abandon(i, begun.remove());
        }
        while (!busy.isEmpty() && !isOver()) {
            again(busy, index -> true, work);
        }
    }

    /** Does once more what is {@code busy}, as far as it is {@code due}. */
    private <T> void again(List<Integer> busy, IntPredicate due, WorkAhead<T> work) {
        List<Integer> all = List.copyOf(busy);
        busy.clear();
        for (int index : all) {
            if (due.test(index) && !isOver()) {
                finish(index, work.begin(index, inputs.get(index)), work, busy);
            } else {
                busy.add(index);
            }
        }
    }

    private boolean isOver() {
        return failFast && !failures.isEmpty();
    }

    private <T> void finish(int index, T begun, WorkAhead<T> work, List<Integer> busy) {
        attempt(index, () -> {
            try {
                work.finish(index, begun);
            } catch (BusyException e) {
                postponed = true;
                busy.add(index);
            }
        });
    }

    private ExitStatus status() {
        session.console().endProgress();
        return ExitStatus.ofRun(failures, attempts);
    }

    /** Opens an input; the caller closes it. */
    OpenInput open(Input input) throws InputException {
        return new OpenInput(input, input.open(session.environment().in()));
    }

    private void attempt(int index, Attempt attempt) {
        int before = failures.size();
        attempts++;
        progress.started(index);
        attempted(index, attempt);
        if (postponed) {
            postponed = false;
            attempts--;
        } else {
            progress.ended(index, failures.size() == before);
        }
    }

    private void attempted(int index, Attempt attempt) {
        try {
            attempt.make();
        } catch (ClosedOutputException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            fail(index, e);
        }
    }

    private void fail(int index, Exception problem) {
        Failure failure = failure(inputs.get(index), problem);
        failures.add(failure);
        tell(index, problem);
        if (!(problem instanceof OutputFailedException output && output.isSaid())) {
            session.console().error(failure);
            session.console().trace(problem);
        }
    }

    private void tell(int index, Exception problem) {
        try {
            listeners.apply(index).hear(new RecordingEvent.Failed(problem));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // listeners of a failure do not fail themselves
        }
    }

    /** Returns the error message if {@code input} fails with {@code problem}. */
    static Failure failure(Input input, Exception problem) {
        if (problem instanceof OutputFailedException output) {
            return output.failure();
        }
        if (problem instanceof IncompleteException incomplete) {
            return new Failure(input.name(), incomplete.getMessage(), incomplete.status());
        }
        if (problem instanceof AudioException audio) {
            return new Failure(input.name(), Remedies.of(audio), ExitStatus.INPUT);
        }
        if (problem instanceof InputException) {
            return new Failure(input.name(), problem.getMessage(), ExitStatus.INPUT);
        }
        return problem instanceof IOException unread
                ? new Failure(input.name(), Failure.reason(unread), ExitStatus.INPUT)
                : ProcessLimits.failure(input.name(), (RuntimeException) problem);
    }
}
