package qasr.ffmpeg;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avformat.AVStream;
import qasr.audio.AudioException;
import qasr.audio.AudioFormat;
import qasr.audio.AudioStream;
import qasr.audio.ChannelMeter;
import qasr.audio.Channels;
import qasr.audio.Waveform;
import qasr.transcript.Warning;

/** Decodes one track of a recording to 16 kHz samples of one or more channels. Owns native memory until it is closed. */
final class FfmpegStream implements AudioStream {
    private static final int SILENCE_AT_ONCE = 4096;
    /** The seconds that may be missing at the end without a warning: more than the last frame of any codec. */
    private static final double TRACK_TOLERANCE_SECONDS = 0.25;
    /**
     * The tolerance if only the length of all tracks together is known: the video may be longer than the sound.
     */
    private static final double CONTAINER_TOLERANCE_SECONDS = 2;

    private final Owned owned;
    private final TrackDecoder decoder;
    private final Damage damage;
    private final SoundLength length;
    private final TrackClock clock;
    private final Timeline timeline;
    private final double originSeconds;
    private final ExpectedLength expected;
    private final AudioFormat format;
    private final SampleQueue[] ready;
    private final FullScale fullScale;
    private final List<Resampler> resamplers = new ArrayList<>();
    private Optional<AudioException> failure = Optional.empty();
    private final boolean chain;
    private final boolean lengthAtEnd;
    private final long bytes;
    private boolean decoded;
    private boolean finished;
    private boolean closed;

    /**
     * Creates a stream that owns everything in {@code owned}, also on failure, and decodes the first block.
     *
     * @param count the number of channels of a recording that this one follows in the same file
     */
    FfmpegStream(
            Owned owned,
            Demuxer demuxer,
            AVStream stream,
            TrackChooser tracks,
            SoundLength length,
            Channels channels,
            OptionalInt count)
            throws IOException {
        this.owned = owned;
        this.length = length;
        bytes = length.size();
        chain = demuxer.isChain();
        lengthAtEnd = ClockRules.readsLengthAtEnd(demuxer.formatName());
        damage = new Damage();
        fullScale = new FullScale(damage);
        clock = new TrackClock(demuxer, stream);
        decoder = owned.add(new TrackDecoder(demuxer, stream, damage, new ChannelMixer(damage, channels, count)));
        Block first = decoder.next().orElseThrow(() -> nothingDecoded(damage));
        format = new AudioFormat(
                decoder.codecName(), first.rate(), decoder.channels(), tracks.number(stream), tracks.words());
        long origin = clock.origin(first, damage.losses());
        originSeconds = (double) origin / first.rate();
        expected = clock.expected(originSeconds);
        timeline = new Timeline(first.rate(), clock.timeline(origin, first.rate()), damage);
        timeline.add(first);
        ready = new SampleQueue[first.channels().length];
        Arrays.setAll(ready, channel -> new SampleQueue());
    }

    private static AudioException nothingDecoded(Damage damage) {
        if (damage.isEncrypted()) {
            return Encryption.error();
        }
        if (damage.losses() == 0) {
            return new AudioException("its audio track is empty: there is no sound in it");
        }
        String why = String.join(", ", damage.sentences());
        return new AudioException("no sound can be decoded: the file is damaged or not a recording"
                + (why.isEmpty() ? "" : " (" + why + ")"));
    }

    @Override
    public int channels() {
        return ready.length;
    }

    @Override
    public int read(float[] buffer, int offset, int length) throws AudioException {
        return read(new float[][] {buffer}, offset, length);
    }

    @Override
    public int read(float[][] buffers, int offset, int length) throws AudioException {
        if (closed) {
            throw new IllegalStateException("stream is closed");
        }
        if (buffers.length != ready.length) {
            throw new IllegalStateException(buffers.length + " buffers for " + ready.length + " channels");
        }
        for (float[] buffer : buffers) {
            Objects.checkFromIndexSize(offset, length, buffer.length);
        }
        if (length == 0) {
            throw new IllegalArgumentException("length 0: there is no room for a sample");
        }
        while (ready[0].isEmpty()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new AudioException("interrupted");
            }
            if (!advance()) {
                if (failure.isPresent()) {
                    throw failure.get();
                }
                return -1;
            }
        }
        int count = 0;
        for (int channel = 0; channel < ready.length; channel++) {
            count = ready[channel].take(buffers[channel], offset, length); // the same for all
        }
        return count;
    }

    /** Does one step of work; returns false when there is none left. */
    private boolean advance() {
        Timeline.Piece piece = timeline.pieces().poll();
        if (piece != null) {
            render(piece);
            return true;
        }
        if (finished) {
            return false;
        }
        if (decoded) {
            finish();
            return true;
        }
        try {
            decoder.next().ifPresentOrElse(timeline::add, this::decodedAll);
        } catch (AudioException e) {
            failure = Optional.of(e);
            decodedAll();
        }
        return true;
    }

    private void decodedAll() {
        decoded = true;
        timeline.finish();
    }

    private void finish() {
        finished = true;
        resamplers.forEach(Resampler::finish);
        OptionalDouble declared = clock.promisedSeconds(originSeconds);
        double tolerance = clock.declaresTrack() ? TRACK_TOLERANCE_SECONDS : CONTAINER_TOLERANCE_SECONDS;
        // Where the clock jumped or its unit changed, the length computed from it is meaningless.
        boolean oneClock = damage.jumps() == 0 && !decoder.rateChanged();
        boolean ours = !lengthAtEnd || isWhole();
        double end = Math.max(timeline.seconds() + timeline.shakingSeconds(), decoder.pictureEnd() - originSeconds);
        boolean cutOff = declared.isPresent() && oneClock && ours && end + tolerance < declared.getAsDouble();
        if (cutOff) {
            damage.cutOff(timeline.seconds(), declared.getAsDouble());
        } else if (!length.countsBytes() && decoder.endedShort()) {
            damage.brokenOff(timeline.seconds());
        }
        checkLength();
        damage.ended(declared.isPresent() && !cutOff && !chain);
    }

    /** Returns whether no other recording was found after this one. */
    private boolean isWhole() {
        try {
            return !length.seekable() || length.size() == bytes;
        } catch (IOException e) {
            failure = Optional.of(Demuxer.reading(e));
            return true;
        }
    }

    private void checkLength() {
        try {
            length.check(timeline.seconds(), damage);
        } catch (IOException e) {
            failure = Optional.of(Demuxer.reading(e));
        }
    }

    private void render(Timeline.Piece piece) {
        if (piece instanceof Timeline.RateChange change) {
            resamplers.forEach(old -> {
                old.finish();
                owned.close(old);
            });
            resamplers.clear();
            for (SampleQueue queue : ready) {
                resamplers.add(
                        owned.add(new Resampler(change.rate(), (samples, count) -> deliver(queue, samples, count))));
            }
        } else if (piece instanceof Timeline.Silence silence) {
            int count = (int) Math.min(SILENCE_AT_ONCE, silence.samples());
            if (silence.samples() > count) {
                timeline.pieces().addFirst(new Timeline.Silence(silence.samples() - count));
            }
            resamplers.forEach(resampler -> resampler.push(new float[count], 0, count));
        } else if (piece instanceof Timeline.Sound sound) {
            for (int channel = 0; channel < ready.length; channel++) {
                float[] samples = sound.channels()[channel];
                fullScale.finite(samples);
                resamplers.get(channel).push(samples, sound.from(), sound.to() - sound.from());
            }
        }
    }

    private void deliver(SampleQueue queue, float[] samples, int count) {
        float[] exact = count == samples.length ? samples : Arrays.copyOf(samples, count);
        fullScale.clip(exact);
        queue.add(exact);
    }

    @Override
    public OptionalLong expectedSamples() {
        OptionalDouble seconds = closed ? OptionalDouble.empty() : expected.seconds(timeline.seconds());
        return seconds.isPresent()
                ? OptionalLong.of(Math.round(seconds.getAsDouble() * Waveform.SAMPLE_RATE))
                : OptionalLong.empty();
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public List<Warning> warnings() {
        return damage.warnings();
    }

    @Override
    public Optional<ChannelMeter> channelMeter() {
        return Optional.of(decoder.channelMeter());
    }

    @Override
    public void restart() {
        decoder.channelMeter().restart();
        damage.restart();
    }

    @Override
    public void close() {
        closed = true;
        owned.close();
    }
}
