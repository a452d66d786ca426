package qasr.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import qasr.output.TranscriptJsonReader;
import qasr.output.TranscriptWriter;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/** {@code qasr render}. */
@CommandLine.Command(
        name = "render",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Write the results of earlier runs in other formats, without hearing the recordings again.",
        footerHeading = "%nExamples:%n",
        footer = {"  qasr render meeting.json -f srt", "  qasr render *.json -f txt,vtt -d out"})
@HelpHeading("Output")
final class RenderCommand implements Command {
    @Parameters(
            paramLabel = "RESULT.json",
            arity = "1..*",
            description = "What 'qasr transcribe -f json' wrote; - is standard input.")
    private List<String> results;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            split = ",",
            converter = TranscriptFormat.Names.class,
            completionCandidates = TranscriptFormat.Names.class,
            description = "Any of ${COMPLETION-CANDIDATES}, joined by commas. Otherwise what the name after -o ends in,"
                    + " or txt.")
    private List<TranscriptFormat> formats;

    @Mixin
    private ParagraphOptions paragraphs;

    @Mixin
    private DestinationOptions destination;

    @Override
    public ExitStatus run(Session session) throws CommandException {
        List<Input> inputs = results.stream().map(Input::new).toList();
        Destination target = destination.destination("");
        List<TranscriptFormat> chosen = Formats.chosen(formats, target, TranscriptFormat.values());
        Results written = Results.open(target, inputs, chosen, session.files(), session.console());
        List<Failure> failures = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            try {
                Transcript transcript = read(session, inputs.get(i));
                for (TranscriptFormat format : chosen) {
                    write(
                            transcript,
                            format.writer(target.isShared(inputs), paragraphs.paragraphs()),
                            written.open(i, format));
                }
            } catch (InputException e) {
                failures.add(new Failure(inputs.get(i).name(), e.getMessage(), ExitStatus.INPUT));
            } catch (IOException e) {
                failures.add(new Failure(inputs.get(i).name(), Failure.reason(e), ExitStatus.INPUT));
            } catch (OutputFailedException e) {
                String reason = "cannot be written: " + Failure.reason(e.getCause());
                failures.add(new Failure(e.target(), reason, ExitStatus.OUTPUT));
            }
        }
        written.finish();
        failures.forEach(session.console()::error);
        if (failures.isEmpty()) {
            return ExitStatus.DONE;
        }
        return failures.size() < inputs.size()
                ? ExitStatus.SOME_FAILED
                : failures.get(0).status();
    }

    private static Transcript read(Session session, Input input) throws IOException {
        input.check();
        byte[] bytes =
                input.isStandardInput() ? session.environment().in().readAllBytes() : Files.readAllBytes(input.path());
        try {
            return TranscriptJsonReader.read(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new InputException("is not UTF-8 text");
        }
    }

    private static void write(Transcript transcript, TranscriptWriter writer, Results.Result result) {
        for (Utterance utterance : transcript.utterances()) {
            String piece = writer.piece(utterance);
            if (!piece.isEmpty()) {
                result.append(piece);
            }
        }
        String rest = writer.rest(transcript);
        if (!rest.isEmpty()) {
            result.append(rest);
        }
        result.commit();
    }
}
