package qasr.torch;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.bytedeco.pytorch.Tensor;
import qasr.model.ModelDirectory;
import qasr.model.ModelException;
import qasr.model.Precision;

/**
 * The result of {@code qasr models quantize} for a model: which of the text decoder's matrices are in 8 bits, and the
 * scaling of their input channels. It is a small file beside the weights.
 *
 * @param encoderInBf16 whether the encoder and the KV cache may be in BF16; if so, they were in the calibration
 * @param heard the changes in the calibration speech
 * @param heldOut the changes in the test speech
 */
record Int8Recipe(Map<String, Entry> entries, boolean encoderInBf16, Int8Quality heard, Int8Quality heldOut) {
    static final String NAME = ModelDirectory.RECIPE;
    private static final String FORMAT = "qasr int8 2";
    private static final int GREATEST_EXPONENT = 24;

    /**
     * The recipe of one matrix.
     *
     * @param eight whether the matrix is in 8 bits; if not, it stays as without a recipe
     * @param exponents the exponents of two by which each input channel is divided; empty for none
     * @param beside the input channels that are multiplied in 16 bits and added
     */
    record Entry(boolean eight, List<Integer> exponents, List<Integer> beside) {
        /** The entry of a matrix that stays unchanged. */
        static final Entry SIXTEEN = new Entry(false, List.of(), List.of());

        Entry {
            exponents = List.copyOf(exponents);
            beside = List.copyOf(beside);
        }

        /** Returns the channels [k] of {@link #beside}, of int64. */
        Tensor channels() {
            return Values.longs(beside.stream().mapToLong(Integer::longValue).toArray());
        }

        /** Returns the divisor of each input channel. */
        float[] smoothing() {
            float[] factors = new float[exponents.size()];
            for (int i = 0; i < factors.length; i++) {
                factors[i] = Math.scalb(1f, exponents.get(i));
            }
            return factors;
        }
    }

    Int8Recipe {
        entries = Map.copyOf(entries);
    }

    /**
     * Returns the recipe in the first of {@code folders} that has one.
     *
     * @throws ModelException if it is damaged or belongs to other weights than {@code origin}
     */
    static Optional<Int8Recipe> find(List<Path> folders, WeightOrigin origin) throws ModelException {
        Optional<Path> file = fileIn(folders);
        return file.isEmpty() ? Optional.empty() : Optional.of(read(file.get(), origin));
    }

    /** Returns the file in the first of {@code folders} that has one. */
    static Optional<Path> fileIn(List<Path> folders) {
        return folders.stream()
                .map(folder -> folder.resolve(NAME))
                .filter(Files::exists)
                .findFirst();
    }

    private static Int8Recipe read(Path file, WeightOrigin origin) throws ModelException {
        try (Reader reader = Files.newBufferedReader(file)) {
            JsonObject json = JsonParser.parseReader(reader).getAsJsonObject();
            if (!json.get("format").getAsString().equals(FORMAT)) {
                throw new ModelException(file + ": its format is " + json.get("format") + ", not \"" + FORMAT
                        + "\"; make it again with 'qasr models quantize'");
            }
            List<String> source = json.get("source").getAsJsonArray().asList().stream()
                    .map(JsonElement::getAsString)
                    .toList();
            if (!origin.isThatOf(source, file)) {
                throw new ModelException(
                        file + ": was made for other weights; make it again with 'qasr models quantize'");
            }
            Map<String, Entry> entries = new TreeMap<>();
            for (Map.Entry<String, JsonElement> entry :
                    json.get("matrices").getAsJsonObject().entrySet()) {
                entries.put(entry.getKey(), entry(file, entry.getValue().getAsJsonObject()));
            }
            JsonObject quality = json.get("quality").getAsJsonObject();
            return new Int8Recipe(
                    entries,
                    json.has("encoder") && json.get("encoder").getAsString().equals("bf16"),
                    Int8Quality.of(quality.get("heard")),
                    Int8Quality.of(quality.get("heldOut")));
        } catch (IOException e) {
            if (e instanceof ModelException known) {
                throw known;
            }
            throw new ModelException(file + ": cannot be read: " + e.getMessage(), e);
        } catch (JsonParseException
                | IllegalStateException
                | UnsupportedOperationException
                | NullPointerException
                | NumberFormatException e) {
            throw new ModelException(file + ": damaged; make it again with 'qasr models quantize'", e);
        }
    }

    private static Entry entry(Path file, JsonObject json) throws ModelException {
        List<Integer> exponents = integers(json.get("smoothing"));
        for (int exponent : exponents) {
            if (Math.abs(exponent) > GREATEST_EXPONENT) {
                throw new ModelException(file + ": smoothing is " + exponent + ", but at most " + GREATEST_EXPONENT);
            }
        }
        List<Integer> beside = integers(json.get("fp16Channels"));
        for (int channel : beside) {
            if (channel < 0 || channel >= exponents.size()) {
                throw new ModelException(file + ": there is no channel " + channel + " of " + exponents.size()
                        + "; make it again with 'qasr models quantize'");
            }
        }
        return new Entry(json.get("precision").getAsString().equals("int8"), exponents, beside);
    }

    private static List<Integer> integers(JsonElement array) {
        return array.getAsJsonArray().asList().stream()
                .map(JsonElement::getAsInt)
                .toList();
    }

    private static JsonArray array(List<Integer> integers) {
        JsonArray array = new JsonArray();
        integers.forEach(array::add);
        return array;
    }

    /** Returns a key that differs between recipes. */
    String key() {
        CRC32C sum = new CRC32C();
        sum.update(new TreeMap<>(entries).toString().getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", sum.getValue());
    }

    /** Returns whether this recipe changes at most one token in a thousand, in calibration and test speech. */
    boolean isTrusted() {
        return heard.isTrustedWith(heldOut);
    }

    /** Returns the precision of the encoder on a machine that can compute it in {@code fastest} of 16 bits. */
    Precision encoder(Precision fastest) {
        return encoderInBf16 && hasEight() ? fastest : Precision.FP16;
    }

    private boolean hasEight() {
        return entries.values().stream().anyMatch(Entry::eight);
    }

    /** Returns the caution for users of 8 bits with {@code recipe}, if there is one. */
    static Optional<Int8Caution> caution(Optional<Int8Recipe> recipe) {
        if (recipe.isEmpty()) {
            return Optional.of(new Int8Caution(
                    "int8 was never calibrated for this model, so words may differ from those of fp16; run"
                            + " 'qasr models quantize' once",
                    true));
        }
        if (!recipe.get().hasEight()) {
            return Optional.of(new Int8Caution(
                    "'qasr models quantize' found this model too inexact in 8 bits, so it runs in fp16", false));
        }
        Int8Quality all = recipe.get().heard.plus(recipe.get().heldOut);
        return recipe.get().isTrusted()
                ? Optional.empty()
                : Optional.of(new Int8Caution(
                        "int8 changed " + all.changed() + " of " + all.tokens()
                                + " tokens when this model was calibrated",
                        true));
    }

    /** Returns whether {@code name} is in 8 bits; true for matrices that the recipe does not contain. */
    boolean isEight(String name) {
        return !entries.containsKey(name) || entries.get(name).eight();
    }

    /** Writes the recipe atomically into the first of {@code folders} that is writable. */
    Path write(List<Path> folders, WeightOrigin origin) throws ModelException {
        String text = json(origin) + "\n";
        IOException problem = new IOException("no folder is known");
        for (Path folder : folders) {
            try {
                Files.createDirectories(folder);
                Draft.removeAbandoned(folder);
                Draft.write(folder.resolve(NAME), text);
                return folder.resolve(NAME);
            } catch (IOException e) {
                if (Files.exists(folder.resolve(NAME))) {
                    throw new ModelException(
                            folder.resolve(NAME) + ": cannot be replaced: " + e.getMessage() + "; make it writable", e);
                }
                problem.addSuppressed(e);
            }
        }
        throw new ModelException(
                NAME + ": cannot be written to any of these folders: "
                        + folders.stream().map(Path::toString).collect(Collectors.joining(", ")),
                problem);
    }

    private JsonObject json(WeightOrigin origin) throws ModelException {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        JsonArray source = new JsonArray();
        origin.text().lines().forEach(source::add);
        json.add("source", source);
        JsonObject quality = new JsonObject();
        quality.add("heard", heard.json());
        quality.add("heldOut", heldOut.json());
        json.add("quality", quality);
        json.addProperty("encoder", encoderInBf16 ? "bf16" : "fp16");
        JsonObject matrices = new JsonObject();
        new TreeMap<>(entries).forEach((name, entry) -> {
            JsonObject matrix = new JsonObject();
            matrix.addProperty("precision", entry.eight() ? "int8" : "fp16");
            matrix.add("smoothing", array(entry.exponents()));
            matrix.add("fp16Channels", array(entry.beside()));
            matrices.add(name, matrix);
        });
        json.add("matrices", matrices);
        return json;
    }
}
