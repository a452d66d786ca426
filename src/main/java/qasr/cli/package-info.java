/**
 * The command line. It is the only package that uses picocli.
 *
 * <p>In: arguments, environment variables, files of settings. Out: an immutable job of {@code qasr.job}, which a run of
 * {@code qasr.run} does, and its {@code ExitStatus}. Options are parsed into picocli classes that only hold and check
 * ({@code *Options}, {@code *Command}).
 *
 * <p>The man page and the completions are made from the picocli model, so an option is described once. {@code
 * PeerArguments} translates the options of other programs before the command line is parsed. {@code OptionGroups} groups help
 * by the class that declares an option. The annotation {@code Changes} of an option of {@code transcribe} names the results
 * that depend on the option; {@code OptionEffects} collects these options from a command line. {@code RecordedOptions} writes
 * them for results, and {@code RetryDefaults} reads them for {@code retry}.
 *
 * <p>Traps. Nothing here may load native libraries, because help and usage errors must be quick. picocli's expansion of
 * {@code @file} arguments must stay off: it would break a recording named {@code @talk.wav} and {@code --context @names.txt}.
 * {@code EnumOptions} gives the names of enum constants to help, completion and errors alike, so every {@code CommandLine}
 * needs it. Java 17 decodes arguments in the locale's encoding, so the launcher sets a UTF-8 locale. Java replaces bytes that
 * are not UTF-8; {@code RawArguments} restores them.
 */
package qasr.cli;
