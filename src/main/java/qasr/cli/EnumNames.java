package qasr.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The lower-case names of an enum's constants: picocli's converter and completion candidates in one, so that help,
 * completion and error messages say the same.
 */
abstract class EnumNames<E extends Enum<E>> implements ITypeConverter<E>, Iterable<String> {
    private final Class<E> type;

    EnumNames(Class<E> type) {
        this.type = type;
    }

    /** Returns the name on the command line of the constant called {@code constant}. */
    static String of(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public E convert(String value) {
        for (E constant : type.getEnumConstants()) {
            if (of(constant.name()).equals(value)) {
                return constant;
            }
        }
        throw new TypeConversionException("'" + value + "' is not one of " + String.join(", ", names()));
    }

    @Override
    public Iterator<String> iterator() {
        return names().iterator();
    }

    private List<String> names() {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> of(constant.name()))
                .toList();
    }
}
