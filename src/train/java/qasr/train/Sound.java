package qasr.train;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/** Mono waveforms at 16 kHz as float arrays: reading, trimming, speed. */
final class Sound {
    static final int RATE = 16000;

    private Sound() {}

    /** Runs a program that reads {@code input} and returns what it writes. */
    static byte[] run(List<String> command, byte[] input) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = builder.start();
        Thread writer = new Thread(() -> {
            try (var out = process.getOutputStream()) {
                out.write(input);
            } catch (IOException e) {
                process.destroy();
            }
        });
        writer.start();
        try (InputStream in = process.getInputStream()) {
            byte[] output = in.readAllBytes();
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": exit status " + process.exitValue());
            }
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Returns the part between the first and the last 20 ms that come within 38 dB of the loudest, and 60 ms around it. */
    static float[] trimmed(float[] samples) {
        int frame = RATE / 50;
        int frames = samples.length / frame;
        double[] energy = new double[frames];
        double loudest = 0;
        for (int i = 0; i < frames; i++) {
            for (int j = i * frame; j < (i + 1) * frame; j++) {
                energy[i] += samples[j] * samples[j];
            }
            loudest = Math.max(loudest, energy[i]);
        }
        int first = 0;
        int last = frames - 1;
        while (first < last && energy[first] < loudest * 1.6e-4) {
            first++;
        }
        while (last > first && energy[last] < loudest * 1.6e-4) {
            last--;
        }
        int start = Math.max(0, (first - 3) * frame);
        int end = Math.min(samples.length, (last + 4) * frame);
        return Arrays.copyOfRange(samples, start, Math.max(start, end));
    }

    /** Returns the sound played {@code speed} times as fast, with the pitch: a windowed sinc of 16 samples. */
    static float[] faster(float[] samples, double speed) {
        int length = (int) (samples.length / speed);
        double cutoff = Math.min(1, 1 / speed) * 0.95;
        float[] result = new float[length];
        for (int i = 0; i < length; i++) {
            double position = i * speed;
            int centre = (int) position;
            double sum = 0;
            for (int j = Math.max(0, centre - 7); j <= Math.min(samples.length - 1, centre + 8); j++) {
                double x = j - position;
                double sinc = x == 0 ? cutoff : Math.sin(Math.PI * cutoff * x) / (Math.PI * x);
                double window = 0.5 + 0.5 * Math.cos(Math.PI * x / 9);
                sum += samples[j] * sinc * window;
            }
            result[i] = (float) sum;
        }
        return result;
    }

    /** Returns the sound as a telephone line passes it: 300 to 3400 Hz, 8000 samples a second, mu-law. */
    static float[] phone(float[] samples) {
        float[] narrow = filtered(samples, 300, 3400);
        float[] line = new float[narrow.length];
        for (int i = 0; i < narrow.length; i += 2) {
            line[i] = 2 * muLaw(narrow[i]);
        }
        return filtered(line, 0, 3800);
    }

    private static float muLaw(float sample) {
        double magnitude = Math.log1p(255 * Math.min(1, Math.abs(sample))) / Math.log(256);
        double quantised = (Math.pow(256, Math.rint(magnitude * 127) / 127) - 1) / 255;
        return (float) Math.copySign(quantised, sample);
    }

    private static float[] filtered(float[] samples, double low, double high) {
        int reach = 48;
        float[] taps = new float[2 * reach + 1];
        for (int i = -reach; i <= reach; i++) {
            double window = 0.5 + 0.5 * Math.cos(Math.PI * i / (reach + 1));
            double upper = i == 0 ? 2 * high / RATE : Math.sin(2 * Math.PI * high / RATE * i) / (Math.PI * i);
            double lower = i == 0 ? 2 * low / RATE : Math.sin(2 * Math.PI * low / RATE * i) / (Math.PI * i);
            taps[i + reach] = (float) (window * (upper - lower));
        }
        float[] result = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            float sum = 0;
            int first = Math.max(-reach, -i);
            int last = Math.min(reach, samples.length - 1 - i);
            for (int j = first; j <= last; j++) {
                sum += samples[i + j] * taps[j + reach];
            }
            result[i] = sum;
        }
        return result;
    }
}
