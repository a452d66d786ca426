package qasr.ffmpeg;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The meaning of a container's timestamps and length, as FFmpeg's demuxers (libavformat 62, FFmpeg 8.0) report them.
 *
 * @param jumps when a gap of more than 10 s is a clock that restarted, not silence
 * @param wraps the seconds after which the clock may start at 0 again
 * @param tick the unit of a timestamp
 * @param length the meaning of the declared length
 */
record ClockRules(Jumps jumps, List<Double> wraps, Tick tick, Length length) {
    /** When a clock may restart in the middle of a recording. */
    enum Jumps {
        /** A writer with an index, or with one clock: never. */
        NEVER,
        /** Containers that are also written live: then they declare no length. */
        WITHOUT_LENGTH,
        /** Containers made to be cut and joined anywhere. */
        ALWAYS
    }

    /** The unit of a timestamp. */
    enum Tick {
        /** Units of the track's time base, always. */
        TIME_BASE,
        /** Samples, so that the unit changes with the rate. */
        SAMPLE,
        /** Nothing: the container has no clock, and FFmpeg counts packets or bytes at the rate that it saw first. */
        COUNTED
    }

    /** The meaning of a declared length. */
    enum Length {
        /** The length of the track's own sound, from its start. */
        TRACK,
        /** Some writers count from the track's start, others from time 0 of the clock: only the smaller is a promise. */
        TRACK_OR_CLOCK,
        /** Computed by FFmpeg from bytes or timestamps at the end, or declared in bytes, which {@link SoundChunk} checks. */
        NO_PROMISE
    }

    /** Timestamps of 33 bits at 90 kHz. FFmpeg itself follows only the first wrap (demux.c, wrap_timestamp). */
    private static final double MPEG_WRAP_SECONDS = 0x1p33 / 90_000;
    /** Milliseconds in 32 bits. */
    private static final double MILLIS_WRAP_SECONDS = 0x1p32 / 1000;
    /** Milliseconds in 24 bits: writers of FLV that leave out the extended byte. */
    private static final double FLV_WRAP_SECONDS = 0x1p24 / 1000;

    private static final ClockRules PLAIN = new ClockRules(Jumps.NEVER, List.of(), Tick.TIME_BASE, Length.TRACK);
    private static final ClockRules BYTES = new ClockRules(Jumps.NEVER, List.of(), Tick.COUNTED, Length.NO_PROMISE);
    // rawdec.c, ff_raw_audio_read_header, and demux.c, compute_pkt_fields: frame after frame, also through foreign
    // bytes between frames.
    private static final ClockRules FRAMES = new ClockRules(Jumps.NEVER, List.of(), Tick.COUNTED, Length.TRACK);
    private static final List<String> COUNTED = List.of(
            "mp3",
            "aac",
            "loas",
            "ac3",
            "eac3",
            "ac4",
            "dts",
            "dtshd",
            "truehd",
            "mlp",
            "amr",
            "amrnb",
            "amrwb",
            "gsm",
            "g722",
            "g723_1",
            "g726",
            "g726le",
            "g729",
            "sbc",
            "adx",
            "dfpwm",
            "codec2raw");
    // mpegts.c, mpeg.c declare nothing; demux.c, estimate_timings_from_pts: last timestamp minus first, jumps included.
    private static final ClockRules BROADCAST =
            new ClockRules(Jumps.ALWAYS, List.of(MPEG_WRAP_SECONDS), Tick.TIME_BASE, Length.NO_PROMISE);
    // flvdec.c, flv_read_metabody: "duration" as the encoder wrote it; flv_read_packet: or the last tag's timestamp.
    private static final ClockRules FLASH = new ClockRules(
            Jumps.ALWAYS, List.of(FLV_WRAP_SECONDS, MILLIS_WRAP_SECONDS), Tick.TIME_BASE, Length.TRACK_OR_CLOCK);

    /** By the first of FFmpeg's names of the demuxer. What is not listed is plain: a length from the track's start. */
    private static final Map<String, ClockRules> FORMATS = Map.ofEntries(
            Map.entry("mpegts", BROADCAST),
            Map.entry("mpeg", BROADCAST),
            Map.entry("flv", FLASH),
            Map.entry("live_flv", FLASH),
            Map.entry("kux", FLASH),
            // matroskadec.c, matroska_read_header: the segment's Duration; muxers count it from 0 (matroskaenc.c,
            // mkv_write_trailer). The specification leaves the start open.
            Map.entry(
                    "matroska", new ClockRules(Jumps.WITHOUT_LENGTH, List.of(), Tick.TIME_BASE, Length.TRACK_OR_CLOCK)),
            // mov.c, mov_read_mdhd and mov_read_elst: the track's length, with its edit list. Fragments (mov_read_trun,
            // mov_read_sidx) count on from where the broadcast's clock was.
            Map.entry("mov", new ClockRules(Jumps.WITHOUT_LENGTH, List.of(), Tick.TIME_BASE, Length.TRACK_OR_CLOCK)),
            // asfdec_f.c, asf_read_file_properties: play time minus preroll, counted from the clock's 0.
            Map.entry(
                    "asf",
                    new ClockRules(
                            Jumps.WITHOUT_LENGTH, List.of(MILLIS_WRAP_SECONDS), Tick.TIME_BASE, Length.TRACK_OR_CLOCK)),
            // oggdec.c, ogg_get_length: the last granule position, less the start only if that was known by then. The
            // time base stays that of the first stream of a chain (ogg_new_stream, ogg_replace_stream). Of a stream
            // that
            // was cut out, the first page of FLAC still counts from 0.
            Map.entry("ogg", new ClockRules(Jumps.ALWAYS, List.of(), Tick.SAMPLE, Length.TRACK_OR_CLOCK)),
            // rmdec.c, ff_rm_read_mdpr_codecdata: as the writer says; rm_read_header_old has none.
            Map.entry(
                    "rm",
                    new ClockRules(
                            Jumps.WITHOUT_LENGTH, List.of(MILLIS_WRAP_SECONDS), Tick.TIME_BASE, Length.TRACK_OR_CLOCK)),
            // nutdec.c, find_duration: the largest timestamp in the file.
            Map.entry("nut", new ClockRules(Jumps.NEVER, List.of(), Tick.TIME_BASE, Length.TRACK_OR_CLOCK)),
            // wtvdec.c, read_header: a television recorder's file.
            Map.entry("wtv", new ClockRules(Jumps.ALWAYS, List.of(), Tick.TIME_BASE, Length.TRACK_OR_CLOCK)),
            // wavdec.c, wav_read_header; aiffdec.c, aiff_read_header; au.c, au_read_header; cafdec.c, caf_read_header.
            Map.entry("wav", BYTES),
            Map.entry("aiff", BYTES),
            Map.entry("au", BYTES));

    /** Returns the rules of FFmpeg's demuxer {@code formatName}, which may be a list: "matroska,webm". */
    static ClockRules of(String formatName) {
        int comma = formatName.indexOf(',');
        String first = comma < 0 ? formatName : formatName.substring(0, comma);
        return COUNTED.contains(first) ? FRAMES : FORMATS.getOrDefault(first, PLAIN);
    }

    /** Returns whether the demuxer finds frame after frame of a codec, without a container around them. */
    boolean readsFrames() {
        return equals(FRAMES);
    }

    /** Returns whether FFmpeg reads the length at the end of the file, which may belong to another recording. */
    static boolean readsLengthAtEnd(String formatName) {
        return Set.of("nut", "flv", "ogg").contains(formatName);
    }

    /**
     * Tells whether the length of a track may be that of the longest one: asfdec_f.c, asf_read_stream_properties, gives
     * each track the play time, and avienc.c counts a frame of sound for each stretch without any (write_skip_frames).
     */
    static boolean sharesLength(String formatName) {
        return formatName.equals("asf") || formatName.equals("avi");
    }

    /** Returns whether the clock may jump in a file with or without a declared length. */
    boolean mayJump(boolean declaresLength) {
        return jumps == Jumps.ALWAYS || (jumps == Jumps.WITHOUT_LENGTH && !declaresLength);
    }
}
