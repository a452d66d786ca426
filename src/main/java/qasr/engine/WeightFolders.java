package qasr.engine;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;
import qasr.console.Environment;
import qasr.console.UserFolders;

/** The folders that may hold converted weights of a model: the model's own folder, then the user's cache. */
public final class WeightFolders {
    private final Environment environment;

    public WeightFolders(Environment environment) {
        this.environment = environment;
    }

    /** Returns the folders for {@code model}, the preferred one first. */
    public List<Path> of(Path model) {
        List<Path> folders = new ArrayList<>();
        folders.add(model);
        new UserFolders(environment)
                .cache()
                .ifPresent(folder -> folders.add(folder.resolve("weights").resolve(key(model))));
        return folders;
    }

    private static String key(Path model) {
        CRC32C sum = new CRC32C();
        sum.update(model.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", sum.getValue());
    }
}
