package qasr.cli;

import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import qasr.batch.FileName;

/** Converts the name of a file that may also be - for standard input. No file has an empty name. */
final class NameConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
        if (text.isEmpty()) {
            throw new TypeConversionException("the name is empty; is a variable not set?");
        }
        return text;
    }

    /** Returns a path. Java takes an empty one for the working directory, but it comes from a variable that is not set. */
    static Path path(String text) {
        return FileName.path(new NameConverter().convert(text));
    }
}
