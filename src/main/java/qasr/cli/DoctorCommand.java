package qasr.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.engine.Session;
import qasr.run.Doctor;

/** {@code qasr doctor}. */
@CommandLine.Command(
        name = "doctor",
        description = {
            "Check that qasr works on this machine.",
            "Each line describes one thing: machine, Java, native libraries, model, device, precision, and the speed of a two-second test. The status is 0 only if everything works."
        },
        footer = {
            "  qasr doctor",
            "  qasr doctor --json -m Qwen3-ASR-0.6B",
            "  qasr doctor --offline-proof",
            "  sudo qasr doctor --prepare"
        })
final class DoctorCommand implements EngineCommand {
    @Option(names = "--json", description = "Write JSON: ok, and findings, a list of name, ok and value.")
    private boolean json;

    @Option(
            names = "--offline-proof",
            description = {
                "Also transcribe without a network, and list all files that are written.",
                "The network is turned off for this test where the system allows that."
            })
    private boolean offlineProof;

    @Option(
            names = "--prepare",
            description = {
                "Also unpack the native libraries (470 MB) beside the program, for all users.",
                "Other users then read these files and need no copy of their own. Run it once as the user who installed qasr."
            })
    private boolean prepare;

    @Mixin
    private ModelOptions model;

    @Override
    public ExitStatus run(Session session) throws CommandException {
        Doctor doctor = new Doctor(session, model.request());
        ExitStatus status = doctor.examine();
        if (prepare) {
            doctor.prepare();
        }
        if (offlineProof && status == ExitStatus.DONE) {
            status = doctor.proveOffline(Main.class);
        }
        session.console().result(json ? json(doctor.findings()) : text(doctor.findings()));
        return status;
    }

    private static String text(List<Doctor.Diagnosis> findings) {
        StringBuilder text = new StringBuilder();
        for (Doctor.Diagnosis finding : findings) {
            text.append(finding.ok() ? "ok    " : "WRONG ")
                    .append(String.format(Locale.ROOT, "%-12s ", finding.name()))
                    .append(finding.value())
                    .append('\n');
        }
        return text.toString();
    }

    private static String json(List<Doctor.Diagnosis> findings) {
        JsonArray list = new JsonArray();
        for (Doctor.Diagnosis finding : findings) {
            JsonObject entry = new JsonObject();
            entry.addProperty("name", finding.name());
            entry.addProperty("ok", finding.ok());
            entry.addProperty("value", finding.value());
            list.add(entry);
        }
        JsonObject all = new JsonObject();
        all.addProperty("ok", findings.stream().allMatch(Doctor.Diagnosis::ok));
        all.add("findings", list);
        return new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(all) + "\n";
    }
}
