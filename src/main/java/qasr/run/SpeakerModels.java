package qasr.run;

import com.google.errorprone.annotations.MustBeClosed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.engine.MachineCheck;
import qasr.engine.ModelLocator;
import qasr.engine.ModelRequest;
import qasr.engine.Remedies;
import qasr.engine.Session;
import qasr.model.DeviceException;
import qasr.model.ModelException;
import qasr.speakers.SpeakerActivity;
import qasr.speakers.SpeakerModel;
import qasr.speakers.VoiceEmbedder;

/**
 * The open speaker models. Close them.
 *
 * @param voices makes embeddings
 * @param activity finds overlap, if its model is installed
 */
record SpeakerModels(VoiceEmbedder voices, Optional<SpeakerActivity> activity) implements AutoCloseable {
    /** Returns whether speakers can be told apart; if not, a message says how to install the models, also with --quiet. */
    static boolean arePossible(Session session) throws CommandException {
        ModelLocator locator = new ModelLocator(session.environment(), session.console());
        if (locator.speakers(SpeakerModel.CAMPPLUS).isPresent()) {
            return true;
        }
        session.console()
                .cautionOnce(
                        "--diarize: speakers cannot be told apart, because no model for this is installed; to install both"
                                + " models once (35 MB), run: " + install(SpeakerModel.CAMPPLUS) + " && "
                                + install(SpeakerModel.SEGMENTATION));
        return false;
    }

    /** Returns where the model of each kind is installed, if it is. */
    static List<Optional<Path>> files(Session session) throws CommandException {
        ModelLocator locator = new ModelLocator(session.environment(), session.console());
        List<Optional<Path>> files = new ArrayList<>();
        for (SpeakerModel model : SpeakerModel.values()) {
            files.add(locator.speakers(model));
        }
        return files;
    }

    private static String install(SpeakerModel model) {
        return "qasr models pull " + model.id();
    }

    /**
     * Opens the models.
     *
     * @throws CommandException if one cannot be used
     */
    @MustBeClosed
    static SpeakerModels open(Session session, ModelRequest request) throws CommandException {
        MachineCheck.run(session);
        ModelLocator locator = new ModelLocator(session.environment(), session.console());
        Optional<Path> segmentation = locator.speakers(SpeakerModel.SEGMENTATION);
        if (segmentation.isEmpty()) {
            session.console()
                    .noteOnce(
                            "--diarize: where several people speak at the same time is not found; to install the model for"
                                    + " it once, run: " + install(SpeakerModel.SEGMENTATION));
        }
        Optional<Path> campplus = locator.speakers(SpeakerModel.CAMPPLUS);
        try {
            return opened(session, campplus.orElseThrow(), segmentation, request);
        } catch (ModelException e) {
            throw new CommandException(new Failure("", e.getMessage(), ExitStatus.MODEL), e);
        } catch (DeviceException e) {
            throw new CommandException(new Failure("", Remedies.of(e), ExitStatus.DEVICE), e);
        }
    }

    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // the models close them
    private static SpeakerModels opened(
            Session session, Path campplus, Optional<Path> segmentation, ModelRequest request)
            throws ModelException, DeviceException {
        VoiceEmbedder voices = session.engines().openVoices(campplus, request);
        try {
            Optional<SpeakerActivity> activity = segmentation.isEmpty()
                    ? Optional.empty()
                    : Optional.of(session.engines().openActivity(segmentation.get(), request));
            return new SpeakerModels(voices, activity);
        } catch (ModelException | DeviceException | RuntimeException e) {
            voices.close();
            throw e;
        }
    }

    @Override
    public void close() {
        voices.close();
        activity.ifPresent(SpeakerActivity::close);
    }
}
