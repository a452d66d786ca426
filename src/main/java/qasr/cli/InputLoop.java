package qasr.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import qasr.audio.AudioException;
import qasr.audio.AudioInput;

/** Does one thing with every input: a bad one gets its line and never stops the others. */
final class InputLoop {
    /** What is done with one input. */
    @FunctionalInterface
    interface Work {
        /**
         * Does it.
         *
         * @param index the input's place on the command line, from 0
         */
        void process(int index, Input input, AudioInput source) throws IOException;
    }

    private final Session session;
    private final List<Input> inputs;
    private final List<Failure> failures = new ArrayList<>();

    InputLoop(Session session, List<Input> inputs) {
        this.session = session;
        this.inputs = inputs;
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

    /** Does {@code work} with each input in order. */
    ExitStatus run(Work work) {
        for (int i = 0; i < inputs.size(); i++) {
            process(i, work);
        }
        session.console().endProgress();
        if (failures.isEmpty()) {
            return ExitStatus.DONE;
        }
        return failures.size() < inputs.size()
                ? ExitStatus.SOME_FAILED
                : failures.get(0).status();
    }

    private void process(int index, Work work) {
        Input input = inputs.get(index);
        try {
            AudioInput source = input.open(session.environment().in());
            try {
                work.process(index, input, source);
            } finally {
                closePipe(input, source);
            }
        } catch (ClosedOutputException e) {
            throw e;
        } catch (OutputFailedException e) {
            fail(new Failure(e.target(), "cannot be written: " + Failure.reason(e.getCause()), ExitStatus.OUTPUT), e);
        } catch (AudioException | InputException e) {
            fail(new Failure(input.name(), e.getMessage(), ExitStatus.INPUT), e);
        } catch (IncompleteException e) {
            fail(new Failure(input.name(), e.getMessage(), ExitStatus.SOME_FAILED), e);
        } catch (IOException e) {
            fail(new Failure(input.name(), Failure.reason(e), ExitStatus.INPUT), e);
        } catch (RuntimeException e) {
            fail(
                    new Failure(
                            input.name(),
                            "internal error, please report it with what --debug prints: " + e,
                            ExitStatus.INTERNAL),
                    e);
        }
    }

    /** Standard input stays open: it is not ours. */
    private static void closePipe(Input input, AudioInput source) throws IOException {
        if (source instanceof AudioInput.AudioPipe pipe && !input.isStandardInput()) {
            pipe.stream().close();
        }
    }

    private void fail(Failure failure, Exception cause) {
        failures.add(failure);
        session.console().error(failure);
        session.console().trace(cause);
    }
}
