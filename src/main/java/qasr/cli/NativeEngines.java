package qasr.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import qasr.audio.AudioDecoder;
import qasr.audio.AudioStream;
import qasr.ffmpeg.FfmpegDecoder;
import qasr.model.DeviceException;
import qasr.model.ModelDirectory;
import qasr.model.ModelException;
import qasr.text.LanguageSet;
import qasr.torch.NetworkOptions;
import qasr.torch.SileroDetector;
import qasr.torch.TorchNetwork;
import qasr.transcript.Transcript;
import qasr.vad.ChunkSource;
import qasr.vad.EnergySplitter;
import qasr.vad.SpeechChunks;
import qasr.vad.SpeechDetector;

/** FFmpeg, Silero VAD and libtorch. */
final class NativeEngines implements Engines {
    private Optional<AudioDecoder> decoder = Optional.empty();
    private Optional<SpeechDetector> detector = Optional.empty();
    private Optional<TorchNetwork> network = Optional.empty();
    private OptionalLong longestChunk = OptionalLong.empty();

    @Override
    public AudioDecoder decoder() {
        if (decoder.isEmpty()) {
            decoder = Optional.of(new FfmpegDecoder());
        }
        return decoder.get();
    }

    @Override
    public ChunkSource chunks(AudioStream audio, Cutting cutting) {
        if (!cutting.detectSpeech()) {
            return new EnergySplitter(audio, cutting.chunks(longestChunk));
        }
        if (detector.isEmpty()) {
            detector = Optional.of(SileroDetector.open());
        }
        return new SpeechChunks(audio, detector.get(), cutting.vad(), cutting.chunks(longestChunk));
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // close() does
    public OpenModel openModel(Path directory, ModelRequest request) throws ModelException, DeviceException {
        long start = System.nanoTime();
        ModelDirectory model = ModelDirectory.open(directory);
        int threads = request.threads().orElse(NetworkOptions.defaults().threads());
        TorchNetwork opened = TorchNetwork.open(model, new NetworkOptions(threads, request.device()));
        network = Optional.of(opened);
        longestChunk = model.config().longestChunkSamples();
        return new OpenModel(
                opened,
                model.tokenizer(),
                LanguageSet.of(model.config().languages()),
                new Transcript.Engine(Version.current(), name(directory), opened.device(), "fp32"),
                Duration.ofNanos(System.nanoTime() - start));
    }

    @Override
    public void close() {
        network.ifPresent(TorchNetwork::close);
        detector.ifPresent(SpeechDetector::close);
    }

    private static String name(Path directory) {
        return String.valueOf(directory.toAbsolutePath().normalize().getFileName());
    }
}
