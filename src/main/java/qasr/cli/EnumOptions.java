package qasr.cli;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.TypeConversionException;
import qasr.console.ConstantName;

/**
 * Gives every enum argument lower-case names, in the converter and in the completion candidates, so that help,
 * completion and error messages use the same names. An argument with its own converter keeps it.
 */
final class EnumOptions implements IModelTransformer {
    /** Transforms a command and those below it. */
    @Override
    public CommandSpec transform(CommandSpec command) {
        command.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .distinct()
                .forEach(this::transform);
        // All options are removed and added again, because help uses their order; inherited ones are added by their
        // parent.
        List<OptionSpec> options = List.copyOf(command.options());
        options.forEach(command::remove);
        options.stream()
                .filter(option -> !option.inherited())
                .forEach(option -> command.addOption(isEnum(option) ? transformed(option) : option));
        for (PositionalParamSpec parameter : List.copyOf(command.positionalParameters())) {
            if (isEnum(parameter)) {
                command.remove(parameter);
                command.addPositional(transformed(parameter));
            }
        }
        return command;
    }

    private static OptionSpec transformed(OptionSpec option) {
        OptionSpec.Builder builder = option.toBuilder()
                .completionCandidates(names(type(option)))
                .root(null); // otherwise the copies that subcommands inherit would be those of the old option
        return (option.converters().length > 0 ? builder : builder.converters(converter(type(option)))).build();
    }

    private static PositionalParamSpec transformed(PositionalParamSpec parameter) {
        return parameter.toBuilder()
                .completionCandidates(names(type(parameter)))
                .converters(converter(type(parameter)))
                .build();
    }

    private static boolean isEnum(ArgSpec argument) {
        return type(argument).isEnum();
    }

    /** Returns the type of a value, or of each of them. */
    private static Class<?> type(ArgSpec argument) {
        return argument.auxiliaryTypes()[0];
    }

    private static List<String> names(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> ConstantName.of((Enum<?>) constant))
                .toList();
    }

    private static ITypeConverter<?> converter(Class<?> type) {
        return name -> constant(type, name);
    }

    /**
     * Returns the constant of {@code type} called {@code name} on the command line.
     *
     * @throws TypeConversionException if there is none
     */
    static <E> E constant(Class<E> type, String name) {
        for (E constant : type.getEnumConstants()) {
            if (ConstantName.of((Enum<?>) constant).equals(name)) {
                return constant;
            }
        }
        throw new TypeConversionException("'" + name + "' is not one of " + String.join(", ", names(type))
                + Suggestions.didYouMean(name, names(type)));
    }
}
