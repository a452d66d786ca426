package qasr.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Finds the weight files of a model directory: one model.safetensors, or the shards that the index lists. */
final class WeightFiles {
    static final String SINGLE = "model.safetensors";
    static final String INDEX = "model.safetensors.index.json";

    private WeightFiles() {}

    /** Returns every tensor of {@code directory} by its name in the files. */
    static Map<String, TensorEntry> entries(Path directory) throws ModelException {
        Map<String, TensorEntry> entries = new LinkedHashMap<>();
        if (Files.exists(directory.resolve(INDEX))) {
            for (Path shard : shards(directory)) {
                add(entries, shard);
            }
        } else {
            add(entries, directory.resolve(SINGLE));
        }
        return entries;
    }

    private static void add(Map<String, TensorEntry> entries, Path file) throws ModelException {
        for (TensorEntry entry : SafetensorsHeader.read(file)) {
            entries.put(entry.name(), entry);
        }
    }

    private static Set<Path> shards(Path directory) throws ModelException {
        Path index = directory.resolve(INDEX);
        JsonFile map = JsonFile.read(index).object("weight_map");
        Set<Path> shards = new LinkedHashSet<>();
        for (String tensor : map.keys()) {
            String name = map.text(tensor);
            Path shard = directory.resolve(name).normalize();
            // absolute: the normal form of "." has no name, and a file in it no parent
            if (!directory
                    .toAbsolutePath()
                    .normalize()
                    .equals(shard.toAbsolutePath().normalize().getParent())) {
                throw new ModelException(index + ": weight_map names '" + name + "' outside the directory");
            }
            if (!Files.exists(shard)) {
                throw new ModelException(shard + ": missing; " + INDEX + " lists it: download it again");
            }
            shards.add(shard);
        }
        return shards;
    }
}
