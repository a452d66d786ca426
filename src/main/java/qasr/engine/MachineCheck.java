package qasr.engine;

import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.model.DeviceException;
import qasr.natives.NativeLibraries;

/** Checks that this machine computes correctly, before any recording is opened. */
public final class MachineCheck {
    private MachineCheck() {}

    /**
     * Checks that this processor can run the libraries. Called first, so that no other message comes before the error.
     *
     * @throws CommandException if the processor cannot run them
     */
    public static void processor(Session session) throws CommandException {
        try {
            session.engines().requireProcessor();
        } catch (DeviceException e) {
            throw new CommandException(new Failure("", Remedies.of(e), ExitStatus.DEVICE), e);
        }
    }

    /**
     * Checks that this machine computes correctly, and prints a note if some operators use a slower method.
     *
     * @throws CommandException if no method computes correctly
     */
    public static void run(Session session) throws CommandException {
        NativeLibraries.trouble().ifPresent(session.console()::detail);
        try {
            session.engines()
                    .requireMachine()
                    .ifPresent(note -> session.console().noteOnce(note));
        } catch (DeviceException e) {
            throw new CommandException(new Failure("", Remedies.of(e), ExitStatus.DEVICE), e);
        }
    }
}
