package qasr.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class InputExpansionTest {
    @Test
    void theScriptsInExamplesFindTheSameRecordings() throws IOException {
        Pattern list = Pattern.compile("\\b3g2[a-z0-9 \\\\\\s]+\\bwv\\b");
        for (String script : List.of("transcripts.mk", "find-xargs.sh")) {
            Matcher found = list.matcher(Files.readString(Path.of("examples", script)));
            List<String> endings = found.results()
                    .flatMap(match -> List.of(match.group().split("[\\\\\\s]+")).stream())
                    .toList();
            assertEquals(List.copyOf(new TreeSet<>(InputExpansion.RECORDING_EXTENSIONS)), endings, script);
        }
    }
}
