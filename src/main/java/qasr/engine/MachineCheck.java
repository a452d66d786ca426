package qasr.engine;

import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.model.DeviceException;
import qasr.natives.NativeLibraries;

/** Has the engines make sure that this machine computes right, before any recording is opened. */
public final class MachineCheck {
    private MachineCheck() {}

    /**
     * Makes sure that the libraries can run at all: first of all, so that nothing else is said.
     *
     * @throws CommandException if not
     */
    public static void processor(Session session) throws CommandException {
        try {
            session.engines().requireProcessor();
        } catch (DeviceException e) {
            throw new CommandException(new Failure("", Remedies.of(e), ExitStatus.DEVICE), e);
        }
    }

    /**
     * Makes sure of it, and says what is computed in another way than usual.
     *
     * @throws CommandException if nothing is computed right
     */
    public static void run(Session session) throws CommandException {
        NativeLibraries.trouble().ifPresent(session.console()::detail);
        try {
            session.engines()
                    .requireMachine()
                    .ifPresent(note -> session.console().note(note));
        } catch (DeviceException e) {
            throw new CommandException(new Failure("", Remedies.of(e), ExitStatus.DEVICE), e);
        }
    }
}
