package qasr.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Usage;
import qasr.engine.Session;
import qasr.job.Input;
import qasr.run.RenameRun;
import qasr.speakers.SpeakerName;

/** {@code qasr rename}. */
@CommandLine.Command(
        name = "rename",
        description = {
            "Give the speakers of a result their names.",
            "RESULT.json is replaced, and so are the files beside it that were made from it, unless they were changed."
        },
        footer = {"  qasr rename meeting.json S1=Ada 'S2=Grace Hopper'"})
final class RenameCommand implements Command {
    @Parameters(
            index = "0",
            paramLabel = "RESULT.json",
            description = "A result of 'qasr transcribe -f json' with speakers.")
    private String result;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "OLD=NEW",
            description = "The present name of a speaker, such as S1, and the new name.")
    private List<String> pairs;

    @Override
    public ExitStatus run(Session session) throws CommandException {
        Map<String, String> names = new LinkedHashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw Usage.error("rename", "'" + pair + "' is not OLD=NEW, such as S1=Ada");
            }
            String name = pair.substring(equals + 1);
            Optional<String> fault = SpeakerName.fault(name);
            if (fault.isPresent()) {
                throw Usage.error("rename", "the new name in '" + pair + "' " + fault.get());
            }
            if (names.put(pair.substring(0, equals), name) != null) {
                throw Usage.error("rename", "'" + pair.substring(0, equals) + "' gets two names");
            }
        }
        return new RenameRun(session, new Input(result), names).run();
    }
}
