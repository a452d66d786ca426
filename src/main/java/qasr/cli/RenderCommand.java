package qasr.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.InputException;
import qasr.console.OutputFailedException;
import qasr.engine.Session;
import qasr.job.Destination;
import qasr.job.Input;
import qasr.job.Results;
import qasr.output.Format;
import qasr.output.HeardLanguages;
import qasr.output.Layout;
import qasr.output.TranscriptJsonReader;
import qasr.output.TranscriptWriter;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/** {@code qasr render}. */
@CommandLine.Command(
        name = "render",
        description = {"Convert JSON results into other formats.", "The recordings are not needed."},
        footer = {"  qasr render meeting.json -f srt", "  qasr render *.json -f txt,vtt -d out"})
@HelpHeading("Output")
final class RenderCommand implements Command {
    @Parameters(
            paramLabel = "RESULT.json",
            arity = "1..*",
            description = "A result of 'qasr transcribe -f json' or -f jsonl, or - for standard input.")
    private List<String> results;

    @Mixin
    private TranscriptFormatOptions formats;

    @Mixin
    private ParagraphOptions paragraphs;

    @Mixin
    private DestinationOptions destination;

    /** One result, or why it cannot be read. */
    private record Item(Input input, Optional<Transcript> transcript) {}

    @Override
    public ExitStatus run(Session session) throws CommandException {
        List<Failure> failures = new ArrayList<>();
        List<Item> items = new ArrayList<>();
        for (String result : results) {
            items.addAll(items(session, new Input(result), failures));
        }
        List<Input> inputs = items.stream().map(Item::input).toList();
        Destination target = destination.destination("");
        List<Format> chosen = formats.chosen(target);
        Results written = Results.open(
                target,
                inputs,
                chosen,
                session,
                index -> items.get(index)
                        .transcript()
                        .orElseThrow()
                        .source()
                        .path()); // headings name recordings, not results
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).transcript().isEmpty()) {
                continue;
            }
            Transcript transcript = items.get(i).transcript().get();
            Layout layout = paragraphs.wishes().layout(transcript.source().path(), target.isShared(inputs));
            Optional<Failure> failure = Optional.empty();
            for (Format format : chosen) {
                try {
                    write(transcript, format.writer(layout), written.open(i, format));
                } catch (OutputFailedException e) {
                    failure = Optional.of(e.failure());
                }
            }
            failure.ifPresent(failures::add);
        }
        written.finish();
        failures.forEach(session.console()::error);
        if (failures.isEmpty()) {
            return ExitStatus.DONE;
        }
        return failures.size() < items.size()
                ? ExitStatus.SOME_FAILED
                : failures.get(0).status();
    }

    /** Reads one transcript, or the several of JSON Lines, whose outputs are called after their recordings. */
    private static List<Item> items(Session session, Input input, List<Failure> failures) {
        try {
            input.check();
            byte[] bytes = input.isStandardInput()
                    ? session.environment().in().readAllBytes()
                    : Files.readAllBytes(input.path());
            List<Transcript> read = TranscriptJsonReader.readAll(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
            return read.stream()
                    .map(transcript -> new Item(
                            read.size() == 1
                                    ? input
                                    : new Input(transcript.source().path()),
                            Optional.of(transcript)))
                    .toList();
        } catch (CharacterCodingException e) {
            failures.add(new Failure(input.name(), "is not UTF-8 text", ExitStatus.INPUT));
        } catch (InputException e) {
            failures.add(new Failure(input.name(), e.getMessage(), ExitStatus.INPUT));
        } catch (IOException e) {
            failures.add(new Failure(input.name(), Failure.reason(e), ExitStatus.INPUT));
        }
        return List.of(new Item(input, Optional.empty()));
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
        result.commit(HeardLanguages.longest(transcript.utterances()));
    }
}
