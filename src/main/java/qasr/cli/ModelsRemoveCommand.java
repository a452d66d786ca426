package qasr.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.OutputFiles;
import qasr.engine.ModelLocator;
import qasr.engine.Remedies;
import qasr.engine.Session;
import qasr.hub.ByteCount;
import qasr.hub.HubException;
import qasr.hub.InstalledModel;
import qasr.hub.ModelStore;
import qasr.model.ModelException;

/** {@code qasr models rm}. */
@CommandLine.Command(
        name = "rm",
        description = {"Remove an installed model.", "qasr does not ask for confirmation."},
        footer = "  qasr models rm Qwen3-ASR-0.6B")
final class ModelsRemoveCommand implements Command {
    @Parameters(paramLabel = "NAME", description = "The name of an installed model.")
    private String name;

    @Override
    public ExitStatus run(Session session) throws CommandException {
        ModelStore store = new ModelLocator(session.environment(), session.console()).store();
        try {
            Optional<InstalledModel> model = store.find(name);
            if (model.isEmpty()) {
                throw new CommandException(new Failure(
                        name, "is not installed in " + store.folder() + "; see 'qasr models list'", ExitStatus.MODEL));
            }
            InstalledModel found = model.get();
            if (!name.equals(found.name()) && !name.equals(found.origin())) {
                throw new CommandException(new Failure(
                        name,
                        "is not installed; the installed model " + found.name()
                                + " has no known owner. To remove it, run:" + " qasr models rm " + found.name(),
                        ExitStatus.MODEL));
            }
            store.remove(model.get());
            session.console()
                    .note("removed " + model.get().path() + " ("
                            + ByteCount.of(model.get().bytes()) + ")");
            return ExitStatus.DONE;
        } catch (IOException e) {
            throw failure(store.folder(), e);
        }
    }

    /** Returns the failure that something could not be done in {@code folder}. */
    static CommandException failure(Path folder, IOException e) {
        if (e instanceof HubException hub) {
            return new CommandException(new Failure("", Remedies.of(hub), ExitStatus.MODEL), e);
        }
        return e instanceof ModelException
                ? new CommandException(new Failure("", e.getMessage(), ExitStatus.MODEL), e)
                : OutputFiles.failure(folder, Failure.reason(e), e);
    }
}
