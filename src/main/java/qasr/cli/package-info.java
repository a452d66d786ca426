/**
 * The command line. It is the only package that uses picocli.
 *
 * <p>In: arguments, environment variables, files of settings. Out: an immutable job of {@code qasr.job}, which a run of
 * {@code qasr.run} does, and its {@code ExitStatus}. Options are parsed into picocli classes that only hold and check
 * ({@code *Options}, {@code *Command}).
 *
 * <p>The man page and the completions are made from the picocli model, so an option is described once. {@code
 * PeerArguments} turns what users of other programs type into qasr's own before anything is parsed. {@code OptionGroups}
 * groups help by the class that declares an option. {@code Changes} says beside an option of {@code transcribe} what it
 * changes, and {@code OptionEffects} takes from the parsed options what results depend on; {@code RecordedOptions} is what
 * results name of them, and {@code RetryDefaults} what {@code retry} takes back.
 *
 * <p>Traps. Nothing here may load native libraries: help and usage errors come without. picocli expands {@code @file}
 * arguments unless told not to, which would eat a recording called {@code @talk.wav} and {@code --context @names.txt}. An
 * enum's constants have their names from {@code EnumOptions}: with a lower-case {@code toString} alone, help says one thing,
 * completion and errors another; a {@code CommandLine} made by hand needs it, too. Java 17 decodes arguments in the locale's
 * encoding, so the launcher sets a UTF-8 one, and replaces bytes that are not UTF-8: {@code RawArguments} gets them back.
 */
package qasr.cli;
