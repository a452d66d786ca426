package qasr.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import qasr.testing.AudioTrack;
import qasr.testing.MediaFile;
import qasr.testing.PictureTrack;

/** Sound recordings of many kinds, which mutations begin with, made by FFmpeg's encoders from the same signal. */
final class MediaSeeds {
    /**
     * A kind of file: FFmpeg's muxer and encoder, the rate of the sound and the ending of the name. "+film" has a picture
     * beside the sound, "+frag" is an MP4 in fragments, "+front" one whose index comes first.
     */
    private record Kind(String muxer, String codec, int rate, String extension, String extra) {
        static Kind of(String line) {
            String[] words = line.trim().split("\\s+", -1);
            return new Kind(words[0], words[1], Integer.parseInt(words[2]), words[3], words.length > 4 ? words[4] : "");
        }

        String name() {
            return muxer + "-" + codec + extra.replace('+', '-') + "." + extension;
        }
    }

    private static final List<Kind> KINDS =
            """
            wav pcm_s16le 16000 wav
            wav pcm_u8 8000 wav
            wav pcm_s24le 48000 wav
            wav pcm_f32le 44100 wav
            wav pcm_f64le 16000 wav
            wav pcm_alaw 8000 wav
            wav pcm_mulaw 8000 wav
            wav adpcm_ms 16000 wav
            wav adpcm_ima_wav 16000 wav
            wav mp2 16000 wav
            w64 pcm_s16le 16000 w64
            aiff pcm_s16be 16000 aiff
            au pcm_mulaw 8000 au
            caf pcm_s16le 16000 caf
            caf alac 16000 caf
            voc pcm_u8 8000 voc
            sox pcm_s32le 16000 sox
            ircam pcm_s16le 16000 sf
            mp3 libmp3lame 44100 mp3
            mp2 mp2 32000 mp2
            ac3 ac3 48000 ac3
            eac3 eac3 48000 eac3
            dts dca 48000 dts
            flac flac 16000 flac
            ogg vorbis 44100 ogg
            ogg libopus 48000 opus
            ogg flac 16000 oga
            ogg libspeex 16000 spx
            wv wavpack 44100 wv
            tta tta 16000 tta
            asf wmav2 44100 wma
            asf wmav1 44100 wma
            adts aac 44100 aac
            latm aac 44100 aac
            mp4 aac 44100 mp4
            mp4 aac 44100 mp4 +frag
            mp4 libmp3lame 44100 mp4 +front
            mp4 aac 44100 mp4 +film
            ipod alac 16000 m4a
            mov pcm_s16le 16000 mov
            mov adpcm_ima_qt 44100 mov
            3gp libopencore_amrnb 8000 3gp
            amr libopencore_amrnb 8000 amr
            matroska aac 44100 mka
            matroska flac 16000 mka
            matroska pcm_s16le 16000 mkv +film
            matroska ac3 48000 mkv
            matroska wavpack 44100 mka
            webm libopus 48000 webm
            webm vorbis 44100 webm
            mpegts aac 44100 ts
            mpegts mp2 48000 ts +film
            mpegts ac3 48000 m2ts
            mpegts libopus 48000 ts
            mpeg mp2 48000 mpg
            vob ac3 48000 vob
            flv aac 44100 flv
            flv libmp3lame 44100 flv
            flv nellymoser 16000 flv
            avi mp2 48000 avi
            avi pcm_s16le 16000 avi +film
            nut vorbis 44100 nut
            nut pcm_s16le 16000 nut
            rm ac3 48000 rm
            rm real_144 8000 rm
            g722 g722 16000 g722
            truehd truehd 48000 thd
            mlp mlp 48000 mlp
            swf libmp3lame 44100 swf
            spdif ac3 48000 spdif
            """.lines().filter(line -> !line.isBlank()).map(Kind::of).toList();

    private MediaSeeds() {}

    /** The created files: bytes by name; and the kinds whose encoder or muxer the library lacks. */
    record Made(Map<String, byte[]> files, List<String> lacking) {}

    /** Makes all kinds of {@code speech}, samples at 16 kHz. */
    static Made of(float[] speech) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        List<String> lacking = new ArrayList<>();
        Path file = Files.createTempFile("qasr-seed", ".tmp");
        try {
            for (Kind kind : KINDS) {
                try {
                    files.put(kind.name(), Files.readAllBytes(file(kind, speech).write(file)));
                } catch (IOException e) {
                    lacking.add(kind.name() + " (" + e.getMessage() + ")");
                }
            }
        } finally {
            Files.delete(file);
        }
        return new Made(files, lacking);
    }

    private static MediaFile file(Kind kind, float[] speech) {
        MediaFile file = MediaFile.of(kind.muxer());
        switch (kind.extra()) {
            case "+frag" -> file.movFlags("frag_keyframe+empty_moov");
            case "+front" -> file.movFlags("faststart");
            case "+film" -> file.with(PictureTrack.film("mpeg4", speech.length / 16e3));
            default -> {}
        }
        float[] sound = resampled(speech, kind.rate());
        return file.with(
                kind.codec().equals("vorbis") // which FFmpeg encodes in stereo only
                        ? new AudioTrack(kind.codec(), kind.rate(), sound, sound)
                        : new AudioTrack(kind.codec(), kind.rate(), sound));
    }

    /** Between neighbours in a straight line: good enough for what is damaged next. */
    private static float[] resampled(float[] sound, int rate) {
        float[] out = new float[(int) ((long) (sound.length - 1) * rate / 16_000)];
        for (int i = 0; i < out.length; i++) {
            double at = i * 16e3 / rate;
            int before = (int) at;
            out[i] = (float) (sound[before] + (at - before) * (sound[before + 1] - sound[before]));
        }
        return out;
    }
}
