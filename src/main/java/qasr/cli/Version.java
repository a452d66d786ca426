package qasr.cli;

import picocli.CommandLine.IVersionProvider;
import qasr.console.ProgramVersion;

/** The text of {@code --version}. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"qasr " + ProgramVersion.current()};
    }
}
