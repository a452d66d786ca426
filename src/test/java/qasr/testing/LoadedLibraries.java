package qasr.testing;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import qasr.natives.Bindings;
import qasr.natives.NativeLibraries;

/**
 * Loads all native libraries before any test: a test that touches bindings by itself would otherwise have JavaCPP look for
 * them, or find them forbidden to it. They then belong to the class loader that the bindings have, too.
 */
public final class LoadedLibraries implements LauncherSessionListener {
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        for (Bindings bindings : Bindings.values()) {
            NativeLibraries.load(bindings);
        }
    }
}
