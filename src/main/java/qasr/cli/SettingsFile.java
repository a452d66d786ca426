package qasr.cli;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import qasr.console.CommandException;
import qasr.console.ExitStatus;
import qasr.console.Failure;
import qasr.console.UserText;

/**
 * Reads a file of settings: Java properties in UTF-8, but a backslash is only a backslash, as in the paths of Windows. A key may
 * occur several times.
 */
final class SettingsFile {
    private SettingsFile() {}

    /**
     * Returns the values of each key.
     *
     * @throws CommandException if the file cannot be read
     */
    static Map<String, List<String>> read(Path file) throws CommandException {
        Lines lines = new Lines();
        try {
            lines.load(new StringReader(UserText.read(file).replace("\\", "\\\\")));
            return lines.values;
        } catch (CharacterCodingException e) {
            throw new CommandException(new Failure(file.toString(), Failure.reason(e), ExitStatus.USAGE), e);
        } catch (IOException e) {
            throw new CommandException(
                    new Failure(file.toString(), "cannot be read: " + Failure.reason(e), ExitStatus.USAGE), e);
        }
    }

    /** Properties that keep all values of a key; those of the JDK keep the last value only. */
    private static final class Lines extends Properties {
        private final transient Map<String, List<String>> values = new LinkedHashMap<>();

        @Override
        public synchronized Object put(Object key, Object value) {
            values.computeIfAbsent(key.toString(), each -> new ArrayList<>())
                    .add(value.toString().strip());
            return super.put(key, value);
        }
    }
}
