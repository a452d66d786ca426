package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;
import qasr.job.Input;
import qasr.output.Format;
import qasr.output.Layout;
import qasr.transcript.Confidence;
import qasr.transcript.Levels;
import qasr.transcript.Outcome;
import qasr.transcript.Place;
import qasr.transcript.TimeSpan;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;
import qasr.transcript.Word;
import qasr.transcript.Wording;

/** The page of {@code qasr view} in headless Chromium, from {@code file://} and without a network; skipped without Chromium. */
abstract class PageInChromium {
    @TempDir
    static Path folder;

    /** Warns that it does not know this version of Chromium, which only functions that are not used here need. */
    private static final Logger DRIVER_WARNINGS = Logger.getLogger("org.openqa.selenium");

    static ChromeDriver browser;

    @BeforeAll
    static void open() {
        Optional<Path> chromium = installed("chromium");
        Optional<Path> driver = installed("chromedriver");
        assumeTrue(
                chromium.isPresent() && driver.isPresent(),
                "Chromium is missing (Debian: apt-get install chromium chromium-driver), so the page is not tested");
        DRIVER_WARNINGS.setLevel(Level.SEVERE);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.get().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--mute-audio",
                "--autoplay-policy=no-user-gesture-required",
                "--host-resolver-rules=MAP * ~NOTFOUND");
        options.setExperimentalOption(
                "prefs",
                Map.of("download.default_directory", folder.toString(), "download.prompt_for_download", false));
        options.setCapability("goog:loggingPrefs", logs);
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.get().toFile())
                        .build(),
                options);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.quit();
        }
    }

    private static Optional<Path> installed(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(place -> Path.of(place, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Utterance utterance(int second, String language, String speaker, String text, double mean) {
        return utterance(second, second + 2, language, speaker, text, mean);
    }

    static Utterance utterance(int second, int last, String language, String speaker, String text, double mean) {
        List<Word> words = new ArrayList<>();
        String[] parts = text.split("(?<= )", -1);
        long length = 1000L * (last - second);
        for (int i = 0; i < parts.length; i++) {
            long start = 1000L * second + length * i / parts.length;
            long end = 1000L * second + length * (i + 1) / parts.length;
            words.add(new Word(
                    parts[i],
                    new TimeSpan(Duration.ofMillis(start), Duration.ofMillis(end)),
                    OptionalDouble.of(i == 1 ? 0.3 : 0.9),
                    false));
        }
        TimeSpan span = new TimeSpan(Duration.ofSeconds(second), Duration.ofSeconds(last));
        return new Utterance(
                new Place(span, Place.Timing.ALIGNED, "", speaker),
                Wording.of(language, text),
                new Confidence(mean, mean, List.of()),
                Outcome.of(Utterance.Status.OK),
                words);
    }

    /** Opens the page of a transcript whose recording is silence. */
    static Path show(String name, List<Utterance> utterances) throws IOException {
        int seconds = 2 + (int) utterances.get(utterances.size() - 1).start().toSeconds();
        Path recording = Files.write(folder.resolve(name + ".wav"), silence(Math.min(seconds, 60)));
        Transcript transcript = new Transcript(
                new Transcript.Source(
                                recording.toString(),
                                new Input(recording.toString()).sha256(),
                                new Transcript.SourceFormat("pcm_s16le", 8000, 1),
                                Duration.ofSeconds(seconds))
                        .with(levels(seconds)),
                new Transcript.Making(
                        new Transcript.Engine("0", "model", "cpu", "fp32"),
                        Transcript.Options.AUTO,
                        new Transcript.Timing(Duration.ZERO, Duration.ZERO)),
                utterances,
                List.of(),
                List.of());
        Path json = folder.resolve(name + ".json");
        Files.writeString(json, Format.JSON.writer(Layout.of(name)).rest(transcript));
        Cli.Outcome outcome = new Cli(new FakeEngines()).run("view", json);
        assertEquals(0, outcome.status(), outcome.err());
        browser.get(folder.resolve(name + ".view.html").toUri().toString());
        await("document.body.dataset.ready === 'true' && document.body.dataset.sound === 'true'");
        return json;
    }

    /** Returns a hundred levels, as loud in pauses as in speech. */
    private static Levels levels(int seconds) {
        return new Levels(
                Duration.ofMillis(10L * seconds),
                IntStream.range(0, 100).mapToObj(i -> 200 + i % 7).toList());
    }

    private static byte[] silence(int seconds) {
        int bytes = 2 * 8000 * seconds;
        ByteBuffer wave = ByteBuffer.allocate(44 + bytes).order(ByteOrder.LITTLE_ENDIAN);
        wave.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + bytes);
        wave.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1);
        wave.putShort((short) 1).putInt(8000).putInt(16_000).putShort((short) 2).putShort((short) 16);
        wave.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(bytes);
        return wave.array();
    }

    static Object script(String code, Object... arguments) {
        return browser.executeScript(code, arguments);
    }

    static void await(String condition) {
        new WebDriverWait(browser, Duration.ofSeconds(60), Duration.ofMillis(20))
                .withMessage(condition)
                .until(driver -> Boolean.TRUE.equals(script("return Boolean(" + condition + ")")));
    }

    static WebElement find(String selector) {
        return browser.findElement(By.cssSelector(selector));
    }

    static void press(CharSequence... keys) {
        browser.switchTo().activeElement().sendKeys(keys);
    }

    static String status() {
        return find("#status").getText();
    }
}
