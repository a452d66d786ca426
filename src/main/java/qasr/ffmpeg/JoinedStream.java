package qasr.ffmpeg;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import qasr.audio.AudioException;
import qasr.audio.AudioFormat;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.audio.ChannelMeter;
import qasr.audio.Channels;
import qasr.audio.Waveform;
import qasr.transcript.TimeSpan;
import qasr.transcript.Warning;
import qasr.transcript.Warning.Kind;

/**
 * The sound of a file of concatenated recordings, each with its own header and clock: one after another, without gaps.
 * Most files have one recording.
 */
final class JoinedStream implements AudioStream {
    /** The number of consecutive headers without sound after which the rest counts as damaged. */
    private static final int MAX_IN_VAIN = 16;

    private static final int PLACES_SHOWN = 3;

    private final ByteSource source;
    private final AudioInput.Hint hint;
    private final OptionalInt track;
    private final Channels channels;
    private final FfmpegStream first;
    private FfmpegStream current;
    private Optional<JoinedBytes> bytes;
    private final List<Warning> warnings = new ArrayList<>();
    private final List<ChannelMeter> earlier = new ArrayList<>();
    private final List<String> joints = new ArrayList<>();
    private int joined;
    private long samples;
    private long begin;
    private boolean closed;

    /**
     * Opens the first recording in {@code source} that can be decoded, and owns the source, also on failure.
     *
     * @throws AudioException if none can be decoded: why the first one cannot
     */
    @MustBeClosed
    JoinedStream(ByteSource source, AudioInput.Hint hint, OptionalInt track, Channels channels) throws AudioException {
        this.source = source;
        this.hint = hint;
        this.track = track;
        this.channels = channels;
        try {
            bytes = hint.raw().isPresent() ? Optional.empty() : JoinedBytes.first(source);
            first = openFirst();
            current = first;
        } catch (IOException e) {
            closeSource();
            throw Demuxer.reading(e);
        } catch (RuntimeException e) {
            closeSource();
            throw e;
        }
    }

    private FfmpegStream open(ByteSource recording, OptionalInt count) throws IOException {
        Owned owned = new Owned();
        try {
            SoundLength length = owned.add(SoundLength.of(recording));
            FfmpegInput input = owned.add(new FfmpegInput(length));
            Demuxer demuxer = owned.add(Demuxer.open(input, hint));
            TrackChooser tracks = new TrackChooser(demuxer.context());
            if (demuxer.formatName().startsWith("mov")
                    && Encryption.isOfMovie(length, input.head(), tracks.words().size())) {
                throw Encryption.error();
            }
            return new FfmpegStream(owned, demuxer, tracks.choose(track), tracks, length, channels, count);
        } catch (IOException | RuntimeException e) {
            owned.close();
            throw e;
        }
    }

    @Override
    public int channels() {
        return first.channels();
    }

    @Override
    public int read(float[] buffer, int offset, int length) throws AudioException {
        return read(new float[][] {buffer}, offset, length);
    }

    @Override
    public int read(float[][] buffers, int offset, int length) throws AudioException {
        while (true) {
            int count = current.read(buffers, offset, length);
            if (count >= 0) {
                samples += count;
                return count;
            }
            if (!openNext()) {
                return -1;
            }
        }
    }

    private FfmpegStream openFirst() throws IOException {
        try {
            return open(bytes.isPresent() ? bytes.get() : source, OptionalInt.empty());
        } catch (IOException e) {
            addUnreadable("the first recording", e);
            return readable(OptionalInt.empty()).orElseThrow(() -> e);
        }
    }

    /** Opens the next recording; returns false if there is none with sound. */
    private boolean openNext() throws AudioException {
        try {
            int count = channels.areSplit() ? first.channels() : first.format().channels();
            Optional<FfmpegStream> next = readable(OptionalInt.of(count));
            next.ifPresent(this::goOn);
            return next.isPresent();
        } catch (IOException e) {
            throw Demuxer.reading(e);
        }
    }

    /** Opens the next recording that can be decoded; those before it become warnings. */
    private Optional<FfmpegStream> readable(OptionalInt count) throws IOException {
        for (int i = 0; bytes.isPresent() && i < MAX_IN_VAIN; i++) {
            bytes = bytes.get().next();
            try {
                if (bytes.isPresent()) {
                    return Optional.of(open(bytes.get(), count));
                }
            } catch (IOException e) {
                addUnreadable(String.format(Locale.ROOT, "the appended recording at %.3f s", seconds(samples)), e);
            }
        }
        return Optional.empty();
    }

    private void addUnreadable(String recording, IOException e) throws IOException {
        if (!(e instanceof AudioException) || e.getCause() instanceof IOException) {
            throw e; // the bytes cannot be read, or the run was stopped
        }
        if (bytes.isPresent()) {
            bytes.get().forgetNext();
        }
        warnings.add(Warning.of(Kind.UNREAD_END, recording + " cannot be read: " + e.getMessage()));
    }

    private void goOn(FfmpegStream next) {
        finishCurrent();
        begin = samples;
        current = next;
        joined++;
        if (joints.size() < PLACES_SHOWN) {
            joints.add(String.format(Locale.ROOT, "at %.3f s", seconds(begin)));
        }
    }

    private void finishCurrent() {
        warnings.addAll(currentWarnings());
        current.channelMeter().ifPresent(earlier::add);
        current.close();
    }

    /** Returns the warnings of the current recording, with times from its own start. */
    private List<Warning> currentWarnings() {
        return joined == 0
                ? current.warnings()
                : current.warnings().stream().map(this::moved).toList();
    }

    private Warning moved(Warning warning) {
        String where = String.format(Locale.ROOT, "in the recording from %.3f s on: ", seconds(begin));
        Duration later = Duration.ofNanos(begin * (1_000_000_000L / Waveform.SAMPLE_RATE));
        return new Warning(
                warning.kind(),
                warning.span()
                        .map(span -> new TimeSpan(
                                span.start().plus(later), span.end().plus(later))),
                where + warning.text());
    }

    private static double seconds(long samples) {
        return (double) samples / Waveform.SAMPLE_RATE;
    }

    @Override
    public OptionalLong expectedSamples() {
        OptionalLong expected = current.expectedSamples();
        return expected.isPresent() ? OptionalLong.of(begin + expected.getAsLong()) : expected;
    }

    @Override
    public AudioFormat format() {
        return first.format();
    }

    @Override
    public List<Warning> warnings() {
        List<Warning> all = new ArrayList<>(warnings);
        if (!closed) {
            all.addAll(currentWarnings());
        }
        if (joined > 0) {
            String text = (joined + 1) + " recordings are joined in this file (" + String.join(", ", joints)
                    + (joined > joints.size() ? " and " + (joined - joints.size()) + " more" : "")
                    + "): they are transcribed one after another";
            all.add(Warning.of(Kind.JOINED_RECORDINGS, text));
        }
        return List.copyOf(all);
    }

    @Override
    public void restart() {
        earlier.clear();
        warnings.removeIf(warning -> Damage.isOfSound(warning.kind()));
        current.restart();
    }

    /** Returns one meter of all recordings so far. */
    @Override
    public Optional<ChannelMeter> channelMeter() {
        if (earlier.isEmpty()) {
            return current.channelMeter();
        }
        ChannelMeter all = new ChannelMeter();
        earlier.forEach(all::append);
        current.channelMeter().ifPresent(all::append);
        return Optional.of(all);
    }

    @Override
    public void close() {
        if (!closed) {
            warnings.addAll(currentWarnings());
            closed = true;
            current.close();
            closeSource();
        }
    }

    private void closeSource() {
        Owned last = new Owned();
        last.add(source);
        last.close();
    }
}
