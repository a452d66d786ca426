package qasr.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for vectors in the bytes of files: as floats, doubles or bytes in any order and at any place, as decimal numbers, and in
 * Base64. A vector is found if a part of it is there, at any scale and nearly: means of vectors are found, too.
 */
public final class VectorSearch {
    /** So many numbers at the beginning of a vector are enough. */
    private static final int PART = 48;

    /** By chance, 48 random numbers have cosines within about 0.15. */
    private static final double ALIKE = 0.85;

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{64,}");

    private final List<double[]> wanted;

    /**
     * @param vectors of at least 48 numbers each
     */
    public VectorSearch(List<float[]> vectors) {
        wanted = vectors.stream().map(VectorSearch::part).toList();
    }

    private static double[] part(float[] vector) {
        double[] part = new double[PART];
        Arrays.setAll(part, i -> vector[i]);
        double norm = Math.sqrt(Arrays.stream(part).map(x -> x * x).sum());
        return Arrays.stream(part).map(x -> x / norm).toArray();
    }

    /** Returns whether one of the vectors is in {@code bytes}. */
    public boolean isIn(byte[] bytes) {
        if (inBinary(bytes)) {
            return true;
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        List<Double> numbers = new ArrayList<>();
        Matcher number = NUMBER.matcher(text);
        while (number.find()) {
            numbers.add(Double.parseDouble(number.group()));
        }
        if (in(numbers.stream().mapToDouble(Double::doubleValue).toArray())) {
            return true;
        }
        Matcher encoded = BASE64.matcher(text);
        while (encoded.find()) {
            String word = encoded.group().replace('-', '+').replace('_', '/');
            for (int from = 0; from < 4; from++) { // letters before it may belong to it or not
                String part = word.substring(from, from + (word.length() - from) / 4 * 4);
                if (inBinary(Base64.getDecoder().decode(part))) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean inBinary(byte[] bytes) {
        double[] small = new double[bytes.length];
        Arrays.setAll(small, i -> bytes[i]);
        if (in(small)) {
            return true;
        }
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
            for (int from = 0; from < Double.BYTES; from++) {
                int first = from;
                double[] doubles = new double[Math.max(0, (bytes.length - from) / Double.BYTES)];
                Arrays.setAll(doubles, i -> buffer.getDouble(first + i * Double.BYTES));
                double[] floats = new double[from < Float.BYTES ? Math.max(0, (bytes.length - from) / Float.BYTES) : 0];
                Arrays.setAll(floats, i -> buffer.getFloat(first + i * Float.BYTES));
                if (in(doubles) || in(floats)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean in(double[] numbers) {
        for (int at = 0; at + PART <= numbers.length; at++) {
            double square = 0;
            for (int i = at; i < at + PART; i++) {
                square += numbers[i] * numbers[i];
            }
            if (square > 0 && square < Double.MAX_VALUE) {
                for (double[] each : wanted) {
                    double product = 0;
                    for (int i = 0; i < PART; i++) {
                        product += each[i] * numbers[at + i];
                    }
                    if (product > ALIKE * Math.sqrt(square)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
