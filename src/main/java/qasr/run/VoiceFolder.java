package qasr.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import qasr.audio.AudioInput;
import qasr.audio.SampleRange;
import qasr.batch.FileName;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.Usage;
import qasr.engine.AudioSelection;
import qasr.engine.Cutting;
import qasr.engine.MeteredAudio;
import qasr.engine.Session;
import qasr.job.Input;
import qasr.job.SpeakerWishes;
import qasr.speakers.KnownVoices;
import qasr.speakers.SpeakerName;
import qasr.speakers.SpeakerVoice;
import qasr.speakers.VoiceEmbedder;
import qasr.vad.Chunk;
import qasr.vad.ChunkSource;
import qasr.vad.VadOptions;

/** A folder with one recording of each known person; the name of the file is the person's. */
final class VoiceFolder {
    private static final String OPTION = "--voices";

    private final Session session;
    private final VoiceEmbedder embedder;

    VoiceFolder(Session session, VoiceEmbedder embedder) {
        this.session = session;
        this.embedder = embedder;
    }

    private static List<Path> files(Path folder) throws CommandException {
        try {
            List<Path> files = SpeakerWishes.voicesIn(folder);
            if (files.isEmpty()) {
                throw Usage.error(OPTION, folder + ": has no recordings");
            }
            return files;
        } catch (IOException e) {
            throw Usage.error(OPTION, folder + ": cannot be read: " + Failure.reason(e));
        }
    }

    /**
     * Returns the voices.
     *
     * @throws CommandException if a recording cannot be read, has no speech, or its name is not a person's
     */
    KnownVoices read(Path folder) throws CommandException {
        List<String> names = new ArrayList<>();
        List<double[]> means = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Path file : files(folder)) {
            String name = new Input(FileName.of(file)).stem();
            Optional<String> fault = SpeakerName.fault(name);
            if (fault.isPresent()) {
                throw Usage.error(OPTION, file + ": the name '" + name + "' " + fault.get());
            }
            if (name.matches("S[1-9][0-9]*")) {
                throw Usage.error(
                        OPTION, file + ": unknown speakers are called '" + name + "'; give the file the person's name");
            }
            if (!taken.add(name)) {
                throw Usage.error(OPTION, folder + ": has two recordings of '" + name + "'");
            }
            names.add(name);
            means.add(mean(file));
        }
        return new KnownVoices(names, means.toArray(double[][]::new));
    }

    private double[] mean(Path file) throws CommandException {
        SpeakerVoice voice = new SpeakerVoice(embedder);
        try (MeteredAudio audio = AudioSelection.ALL.open(
                session.engines(),
                new AudioInput.AudioFile(
                        file, AudioInput.Hint.ofName(file.getFileName().toString())))) {
            ChunkSource chunks = AudioSelection.ALL.chunks(
                    session.engines(), audio, new Cutting(true, VadOptions.DEFAULT, OptionalLong.empty()));
            Optional<Chunk> chunk = chunks.next();
            while (chunk.isPresent()) {
                for (SampleRange speech : chunk.get().speech()) {
                    long start = chunk.get().range().start();
                    voice.add(chunk.get()
                            .waveform()
                            .slice((int) (speech.start() - start), (int) (speech.end() - start))
                            .toArray());
                }
                chunk = chunks.next();
            }
            return voice.mean()
                    .orElseThrow(() -> new CommandException(
                            new Failure(file.toString(), "has no speech, so its voice is unknown", ExitStatus.INPUT)));
        } catch (IOException e) {
            throw new CommandException(new Failure(file.toString(), Failure.reason(e), ExitStatus.INPUT), e);
        }
    }
}
