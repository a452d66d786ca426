package qasr.cli;

import picocli.CommandLine.IVersionProvider;
import qasr.console.ProgramVersion;

/** What {@code --version} says. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"qasr " + ProgramVersion.current()};
    }
}
