package qasr.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import qasr.console.UserText;
import qasr.edit.Glossary;
import qasr.edit.GlossaryException;
import qasr.edit.GlossaryFile;
import qasr.resume.Provenance;
import qasr.transcript.OptionValue;
import qasr.transcript.Transcript;

/** The glossary that a result was made with. No subtitle parts its terms, so the same subtitles need it again. */
public final class RecordedGlossary {
    private RecordedGlossary() {}

    /** Returns the terms in the files that a result names; none if a file is missing or has other bytes than in that run. */
    public static List<String> terms(Transcript transcript) {
        Transcript.Options options = transcript.making().options();
        OptionValue names = options.others().get("glossary");
        if (names == null) {
            return List.of();
        }
        try {
            List<Path> files = names.values().stream().map(Path::of).toList();
            if (!files.stream().allMatch(Files::isRegularFile)
                    || !Provenance.glossarySum(files).equals(options.glossarySha256())) {
                return List.of();
            }
            Glossary glossary = Glossary.EMPTY;
            GlossaryFile reader = new GlossaryFile();
            for (Path file : files) {
                glossary = glossary.and(
                        reader.read(file.toString(), UserText.read(file).lines().toList()));
            }
            return glossary.terms();
        } catch (IOException | GlossaryException | InvalidPathException e) {
            return List.of();
        }
    }
}
