package qasr.cli;

/** A command that may load the native libraries: the launcher prepares what makes their start quick and right. */
interface EngineCommand extends Command {}
