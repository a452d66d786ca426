package qasr.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Usage;
import qasr.engine.ModelLocator;
import qasr.engine.ModelRequest;
import qasr.engine.Session;
import qasr.hub.HubLayout;
import qasr.hub.HubProxy;
import qasr.hub.InstalledModel;
import qasr.hub.ModelPull;
import qasr.hub.ModelStore;
import qasr.hub.Patience;
import qasr.hub.PullRequest;
import qasr.hub.SpeakerInstall;
import qasr.hub.SpeakerSource;
import qasr.run.ListeningRun;
import qasr.run.ListeningSet;
import qasr.speakers.SpeakerModel;

/** {@code qasr models pull}: the only command that opens a network connection. */
@CommandLine.Command(
        name = "pull",
        description = {
            "Download and install a model.",
            "This is the only command that opens a network connection. An interrupted download continues where it stopped. Every file is checked against the hash that the hub lists.",
            "Then the model transcribes five short recordings, as with 'qasr models verify --listen'. If the words are wrong, the model stays installed and the status is 5. A forced aligner transcribes nothing and is not tested.",
            "Models that tell speakers apart have a fixed address, size and SHA-256 in qasr: campplus (28 MB, Apache-2.0, from ModelScope) and segmentation-3.0 (6 MB, MIT, from a copy on Hugging Face that needs no account). They are tested with two voices."
        },
        footer = {
            "  qasr models pull Qwen/Qwen3-ASR-0.6B",
            "  qasr models pull Qwen/Qwen3-ForcedAligner-0.6B",
            "  qasr models pull campplus",
            "  qasr models pull segmentation-3.0",
            "  qasr models pull --hub modelscope Qwen/Qwen3-ASR-1.7B",
            "  qasr models pull --mirror https://hub.example.org Qwen/Qwen3-ASR-0.6B"
        })
final class ModelsPullCommand implements EngineCommand {
    @Parameters(
            paramLabel = "MODEL",
            completionCandidates = Words.Models.class,
            description =
                    "OWNER/NAME, such as Qwen/Qwen3-ASR-0.6B, or the address of its page, or campplus or segmentation-3.0.")
    private String model;

    @Option(
            names = "--hub",
            paramLabel = "NAME",
            description = {
                "Download from this hub: ${COMPLETION-CANDIDATES} (default: huggingface).",
                "If MODEL is an address, its hub is the default. With --mirror, this option names the kind of hub that the mirror copies."
            })
    private HubLayout hub;

    @Option(names = "--mirror", paramLabel = "URL", description = "Download from URL instead of the hub itself.")
    private URI mirror;

    @Option(
            names = "--revision",
            paramLabel = "NAME",
            description = "Download this branch, tag or commit (default: the latest).")
    private String revision;

    @Option(
            names = "--proxy",
            paramLabel = "URL",
            description = {
                "Connect through this HTTP proxy (default: HTTPS_PROXY, ALL_PROXY and NO_PROXY).",
                "URL may contain a name and a password: http://NAME:PASSWORD@HOST:PORT."
            })
    private String proxy;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Install the model as NAME (default: its name on the hub).")
    private String name;

    @Option(names = "--no-listen", description = "Do not test the model with recordings after the download.")
    private boolean noListen;

    @Mixin
    private MachineOptions machine;

    @Override
    public ExitStatus run(Session session) throws CommandException {
        ModelStore store = new ModelLocator(session.environment(), session.console()).store();
        Optional<SpeakerModel> speakers = SpeakerModel.of(model);
        if (speakers.isPresent()) {
            return pullSpeakers(session, store, SpeakerSource.of(speakers.get()));
        }
        PullRequest request = request();
        machine.request(Optional.empty());
        InstalledModel installed = pull(session, store, request);
        ExitStatus status = ExitStatus.DONE;
        try {
            status = noListen || installed.aligner() ? ExitStatus.DONE : listen(session, installed.path());
        } finally {
            String next = status == ExitStatus.DONE
                    ? ModelsImportCommand.use(installed)
                    : ", although the test failed; to remove it: qasr models rm " + installed.name();
            session.console().note("installed " + installed.path() + next);
        }
        return status;
    }

    private ExitStatus pullSpeakers(Session session, ModelStore store, SpeakerSource source) throws CommandException {
        if (hub != null || revision != null) {
            throw Usage.error(
                    hub != null ? "--hub" : "--revision",
                    model + " has one fixed address: " + source.address() + "; --mirror replaces its server");
        }
        ModelRequest request = machine.request(Optional.empty());
        SpeakerSource from = mirror == null ? source : source.mirrored(mirror);
        InstalledModel installed;
        try {
            installed = new SpeakerInstall(store)
                    .pull(
                            from,
                            name == null ? model : name,
                            Optional.of(proxy(session, from.address())),
                            Patience.DEFAULT,
                            new PullReport(session.console(), model));
        } catch (IOException e) {
            throw ModelsRemoveCommand.failure(store.folder(), e);
        }
        session.console().endProgress();
        session.console().note("installed " + installed.path() + ModelsImportCommand.use(installed));
        return noListen ? ExitStatus.DONE : ModelsVerifyCommand.listenToSpeakers(session, request, installed.path());
    }

    private InstalledModel pull(Session session, ModelStore store, PullRequest request) throws CommandException {
        try {
            InstalledModel installed = new ModelPull(
                            store, Optional.of(proxy(session, request.base())), Patience.DEFAULT)
                    .pull(request, new PullReport(session.console(), request.model()));
            session.console().endProgress();
            if (!installed.aligner()) {
                session.console()
                        .onStop(() -> "stopped; " + installed.name()
                                + " is installed, but was not tested: 'qasr models verify --listen "
                                + installed.name() + "' tests it");
            }
            return installed;
        } catch (IOException e) {
            throw ModelsRemoveCommand.failure(store.folder(), e);
        }
    }

    private ExitStatus listen(Session session, Path model) throws CommandException {
        ListeningRun listening = new ListeningRun(session, machine.request(Optional.of(model)), model);
        ListeningSet recordings = listening.recordings();
        if (recordings.recordings().isEmpty()) {
            session.console().note("the model was not tested: qasr's folder models/listen is missing");
            return ExitStatus.DONE;
        }
        return listening.run(recordings);
    }

    private HubProxy proxy(Session session, URI address) throws CommandException {
        try {
            return HubProxy.of(Optional.ofNullable(proxy), session.environment().variables(), address);
        } catch (IllegalArgumentException e) {
            throw proxy == null
                    ? Usage.error("", e.getMessage() + ", or use --proxy")
                    : Usage.error("--proxy", e.getMessage());
        }
    }

    private PullRequest request() throws CommandException {
        try {
            URI page = URI.create(model);
            boolean isPage = page.getHost() != null;
            String id = isPage ? page.getPath().replaceFirst("^/(models/)?", "").replaceFirst("/+$", "") : model;
            HubLayout layout = hub != null
                    ? hub
                    : isPage && page.getHost().contains("modelscope") ? HubLayout.MODELSCOPE : HubLayout.HUGGINGFACE;
            URI base = isPage ? page.resolve("/") : layout.base();
            return new PullRequest(
                    layout,
                    mirror == null ? base : mirror,
                    id,
                    revision == null ? layout.revision() : revision,
                    name == null ? id.substring(id.lastIndexOf('/') + 1) : name);
        } catch (IllegalArgumentException e) {
            throw Usage.error("models pull", e.getMessage());
        }
    }
}
