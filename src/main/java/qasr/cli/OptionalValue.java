package qasr.cli;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The rule of options with an optional value: the value must be attached, as in {@code --normalize=-16}. Without this rule,
 * picocli would take the recording after {@code --normalize} for the value.
 */
final class OptionalValue implements IParameterPreprocessor {
    /** The key of the text between name and value: "=" or a blank. */
    private static final String SEPARATOR = "separator";

    /** Returns whether the value of {@code option} is optional and must be attached. */
    static boolean is(OptionSpec option) {
        return option.preprocessor() instanceof OptionalValue;
    }

    @Override
    @SuppressWarnings("JdkObsolete") // picocli's type
    public boolean preprocess(
            Stack<String> arguments, CommandSpec command, ArgSpec argument, Map<String, Object> info) {
        if (!"=".equals(info.get(SEPARATOR))) {
            arguments.push(((OptionSpec) argument).fallbackValue());
        }
        return false;
    }
}
