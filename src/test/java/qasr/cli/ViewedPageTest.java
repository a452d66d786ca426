package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;
import qasr.output.TranscriptJsonReader;
import qasr.transcript.Edit;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/** Reading and listening in the page of {@code qasr view}, and its names, addresses and sizes. */
final class ViewedPageTest extends PageInChromium {
    private static final String HOSTILE =
            "</script><script>window.hurt=1</script><img src=x onerror=window.hurt=1> & <!-- \u2028";

    private static final Set<String> CONTROLS =
            Set.of("button", "checkbox", "group", "main", "region", "searchbox", "slider", "textbox");

    @Test
    void playingFollowsAClickAndTheKeys() throws IOException {
        show(
                "follow",
                List.of(
                        utterance(0, "English", "Anna", "One two three four.", -0.1),
                        utterance(5, "English", "Ben", "Five six seven eight.", -0.9),
                        utterance(10, "English", "Ben", "The end.", -0.1)));
        WebElement word = find("#s1 .w:nth-child(3)");
        assertEquals("seven ", word.getDomProperty("textContent"));
        word.click();
        await("document.querySelector('audio').currentTime >= 6 && document.querySelector('#s1.playing .w.now')");
        press(" ");
        await("document.querySelector('audio').paused");
        press(Keys.ARROW_RIGHT);
        await("document.querySelector('audio').currentTime >= 10");
        press("N");
        assertTrue(status().startsWith("Doubtful passage 1 of 1, 0:00:05: unsure"), status());
        assertEquals("s1", browser.switchTo().activeElement().getDomProperty("id"));
        press(Keys.ARROW_UP);
        press(Keys.ENTER);
        await("!document.querySelector('audio').paused && document.querySelector('#s0.playing')");
        script("document.querySelector('audio').pause()");
        find("#s1 ~ .why"); // why it is doubtful
        assertTrue(find("#s0 .w2").getDomProperty("title").contains("30 %"));
        press("/");
        press("Seven");
        await("document.querySelector('#found').textContent === '1 match'");
        assertEquals("seven", find("#s1 mark").getText());
    }

    @Test
    void theNextDoubtfulPassageBehindTheLastIsTheFirst() throws IOException {
        show(
                "doubtful",
                List.of(
                        utterance(0, "English", "Anna", "One two.", -0.9),
                        utterance(5, "English", "Ben", "Three four.", -0.9),
                        utterance(10, "English", "Ben", "The end.", -0.1)));
        script("document.querySelector('#s2').click(); document.querySelector('audio').pause()");
        press("n");
        assertTrue(status().startsWith("Doubtful passage 1 of 2, "), status());
    }

    @Test
    void theTextDoesNotFollowThePlayerWhileAnEditorIsOpen() throws IOException {
        show(
                "typing",
                IntStream.range(0, 12)
                        .mapToObj(i -> utterance(5 * i, "English", "", "Sentence " + i + " and so on".repeat(80), -0.1))
                        .toList());
        press(Keys.ARROW_DOWN);
        press("e");
        Object before = script("return scrollY");
        // Played from a time, as a click on the waveform does.
        script("const audio = document.querySelector('audio'); audio.currentTime = 50; audio.play()");
        await("document.querySelector('#s10.playing')");
        assertEquals(before, script("return scrollY"));
        find(".editor .cancel").click();
        script("document.querySelector('audio').currentTime = 40");
        await("document.querySelector('#s8.playing')");
        await("document.querySelector('#s8').getBoundingClientRect().bottom < innerHeight");
    }

    /** With a channel for each speaker, one may begin and end while another goes on. */
    @Test
    void aLongPassageIsFollowedBehindAShortOneThatOverlapsIt() throws IOException {
        show(
                "overlap",
                List.of(
                        utterance(1, 20, "English", "Anna", "A long story.", -0.1),
                        utterance(3, 5, "English", "Ben", "I see.", -0.1),
                        utterance(4, 6, "English", "Carl", "Yes.", -0.1),
                        utterance(22, "English", "Ben", "The end.", -0.1)));
        String[] playing = {"", "s0", "s1", "s2", "s2", "s0", "s0", "", "s3"};
        double[] seconds = {0.5, 2, 3.5, 4.5, 5.5, 6.5, 19.5, 21, 23};
        for (int i = 0; i < seconds.length; i++) {
            script("document.querySelector('audio').currentTime = arguments[0]", seconds[i]);
            await("document.querySelector('audio').currentTime === " + seconds[i]
                    + " && (document.querySelector('.playing')?.id ?? '') === '" + playing[i] + "'");
        }
        WebElement wave = find("#wave");
        new Actions(browser).moveToElement(wave, 0, 0).click().perform();
        await("Math.abs(document.querySelector('audio').currentTime - 12) < 0.2");
        assertEquals("s0", script("return document.querySelector('.here').id"));
    }

    @Test
    void theWaveformShowsSpeechAndDoubtAndAClickSeeks() throws IOException {
        show(
                "wave",
                List.of(
                        utterance(0, "English", "Anna", "One two three four.", -0.1),
                        utterance(5, "English", "Ben", "Five six seven eight.", -0.9),
                        utterance(10, "English", "Ben", "The end.", -0.1)));
        assertEquals(3, parts("wave-said"));
        assertEquals(1, parts("wave-doubt"));
        assertTrue(parts("wave-loud") >= 50 && parts("wave-quiet") >= 50, "both are drawn");
        WebElement wave = find("#wave");
        int width = wave.getSize().getWidth();
        new Actions(browser).moveToElement(wave, width / 12, 0).click().perform();
        await("Math.abs(document.querySelector('audio').currentTime - 7) < 0.1");
        assertEquals(true, script("return document.querySelector('audio').paused"));
        assertEquals("s1", script("return document.querySelector('.here').id"));
        await("Math.abs(parseFloat(document.querySelector('#wave-head').style.left) - 58.3) < 1");
        wave.sendKeys(Keys.HOME);
        wave.sendKeys(Keys.ARROW_RIGHT);
        await("document.querySelector('audio').currentTime === 5 && document.querySelector('#s1.playing')");
        assertEquals("0:00:05 of 0:00:12", wave.getDomAttribute("aria-valuetext"));
        wave.sendKeys(Keys.END, " ");
        await("document.querySelector('audio').ended");
    }

    private static int parts(String id) {
        return ((String) script("return document.getElementById(arguments[0]).getAttribute('d')", id))
                        .split("M", -1)
                        .length
                - 1;
    }

    @Test
    void aSpeakerIsRenamedEverywhereAndTheChangeUndone() throws IOException {
        Path json = show(
                "named",
                List.of(
                        utterance(0, "English", "Ana", "One two.", -0.1),
                        utterance(5, "English", "Ben", "Three four.", -0.1),
                        utterance(10, "English", "Ana", "Five six.", -0.1)));
        String rude = "</b><img src=x onerror=window.hurt=1> \u202eعلي";
        for (int i = 0; i < 2; i++) {
            find(".speaker").click();
            script("document.querySelector('.renamer input').value = arguments[0]", rude);
            press(Keys.ENTER);
            assertEquals("Changed in 2 passages.", status());
            assertEquals(rude, script("return document.querySelector('.speaker').textContent"));
            if (i == 0) {
                press(Keys.chord(Keys.CONTROL, "z"));
                assertEquals("Undone in 2 passages.", status());
                assertEquals("Ana", find(".speaker").getText());
                assertEquals("Save corrections", find("#save").getText());
            }
        }
        assertEquals(null, script("return window.hurt ?? null"));
        press(Keys.chord(Keys.CONTROL, "s"));
        Path saved = folder.resolve("named.corrections.json");
        new WebDriverWait(browser, Duration.ofSeconds(60), Duration.ofMillis(20)).until(driver -> Files.exists(saved));
        Cli.Outcome outcome = new Cli(new FakeEngines()).run("render", json, "--edits", saved);
        assertEquals(0, outcome.status(), outcome.err());
        Transcript renamed = TranscriptJsonReader.read(Files.readString(json));
        assertEquals(
                List.of(rude, "Ben", rude),
                renamed.utterances().stream()
                        .map(each -> each.place().speaker())
                        .toList());
        assertEquals(2, renamed.making().speakers().size());
        assertEquals("Ana", renamed.making().speakers().get(0).from());
    }

    @Test
    void anyFileNameIsPlayedAndSaved() throws IOException {
        Path json = show("a'b\"c #d?e%20f\ng&<h>名", List.of(utterance(0, "Chinese", "", "今天天气很好。", -0.1)));
        press(Keys.ARROW_DOWN);
        press("e");
        find(".editor textarea").sendKeys(Keys.chord(Keys.CONTROL, "a"), "今天天气不好。", Keys.ENTER);
        find("#save").click();
        String said = find("#status").getDomProperty("textContent");
        assertTrue(said.startsWith("Saved. Next: qasr render 'a'\\''b\"c #d?e%20f\ng&<h>名.json' --edits '"), said);
        Path saved = folder.resolve("a'b_c #d_e_20f_g&_h_名.corrections.json");
        new WebDriverWait(browser, Duration.ofSeconds(60), Duration.ofMillis(20)).until(driver -> Files.exists(saved));
        assertEquals(
                0,
                new Cli(new FakeEngines()).run("render", json, "--edits", saved).status());
        assertTrue(Files.readString(json).contains("今天天气不好。"));
    }

    @Test
    void correctionsInThePageComeHome() throws IOException {
        Path json = show(
                "edited",
                List.of(
                        utterance(0, "English", "Anna", "Ask Mr Brown today.", -0.1),
                        utterance(3, "English", "Anna", "He is in.", -0.1)));
        script("document.querySelector('#s0').focus(); document.querySelector('#s0').click()");
        press("e");
        WebElement area = find(".editor textarea");
        assertEquals("Ask Mr Brown today.", area.getDomProperty("value"));
        area.sendKeys(Keys.chord(Keys.CONTROL, "a"), HOSTILE + " \"Braun\" 王", Keys.ENTER);
        find("#s1").click();
        press("e");
        WebElement speaker = find(".editor input[type=text]");
        speaker.sendKeys(Keys.chord(Keys.CONTROL, "a"), "Zoë");
        find(".editor .done").click();
        assertEquals("Save corrections (2)", find("#save").getText());
        find("#save").click();
        Path saved = folder.resolve("edited.corrections.json");
        new WebDriverWait(browser, Duration.ofSeconds(60), Duration.ofMillis(20)).until(driver -> Files.exists(saved));
        Cli.Outcome outcome = new Cli(new FakeEngines()).run("render", json, "--edits", saved);
        assertEquals(0, outcome.status(), outcome.err());
        Transcript corrected = TranscriptJsonReader.read(Files.readString(json));
        Utterance first = corrected.utterances().get(0);
        assertEquals(HOSTILE + " \"Braun\" 王", first.text());
        assertEquals("Ask Mr Brown today.", first.wording().raw());
        assertTrue(first.wording().edits().stream().allMatch(edit -> edit.kind().equals(Edit.CORRECTION)));
        assertEquals("Zoë", corrected.utterances().get(1).place().speaker());
        assertEquals("He is in.", corrected.utterances().get(1).text());
        assertTrue(Files.readString(saved).contains("qasr.corrections/1"));
        browser.navigate().refresh();
        await("document.body.dataset.ready === 'true'");
        assertEquals("Ask Mr Brown today.", script("return document.querySelector('#s0').textContent"));
        find("#load").sendKeys(saved.toString());
        await("document.querySelector('#status').textContent === '2 of 2 corrections loaded.'");
        assertEquals(HOSTILE + " \"Braun\" 王", script("return document.querySelector('#s0').textContent"));
        assertEquals("He is in.", script("return document.querySelector('#s1').textContent"));
        assertEquals("Anna, Zoë", find(".speaker").getText());
    }

    @Test
    void hostileTextIsShownAndNoRequestLeaves() throws IOException {
        browser.manage().logs().get(LogType.PERFORMANCE); // of the pages before
        show(
                "hostile ' #",
                List.of(
                        utterance(0, "English", HOSTILE, HOSTILE, -0.9),
                        utterance(3, "Arabic", "علي", "مرحبا بكم في الاجتماع", -0.1)));
        assertEquals(HOSTILE, script("return document.querySelector('#s0').textContent"));
        assertTrue(((String) script("return document.querySelector('.speaker').textContent")).startsWith("</script>"));
        assertEquals(null, script("return window.hurt ?? null"));
        assertEquals(
                "rtl", script("return getComputedStyle(document.querySelector('#s1').closest('.text')).direction"));
        assertEquals(List.of(), namelessControls());
        List<String> requests = browser.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("\"Network.requestWillBeSent\""))
                .toList();
        assertFalse(requests.isEmpty(), "the page itself is a request");
        for (String request : requests) {
            assertFalse(request.matches(".*\"url\":\"(?!file:|blob:|data:).*"), request);
        }
        // A script that got into the page, in spite of everything, could neither run nor send.
        script(
                "window.stopped = []; addEventListener('securitypolicyviolation', e => stopped.push(e.effectiveDirective));"
                        + "fetch('https://example.org/a').catch(() => 0); new Image().src = 'https://example.org/b';"
                        + "const s = document.createElement('script'); s.textContent = 'window.hurt = 2'; document.body.append(s);"
                        + "new Audio('https://example.org/c').load();");
        await("['connect-src', 'img-src', 'script-src-elem', 'media-src'].every(each => stopped.includes(each))");
        assertEquals(null, script("return window.hurt ?? null"));
    }

    /** Returns the roles of what a screen reader offers without a name. */
    private static List<String> namelessControls() {
        List<String> nameless = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (Object each : (List<?>) browser.executeCdpCommand("Accessibility.getFullAXTree", Map.of())
                .get("nodes")) {
            Map<?, ?> node = (Map<?, ?>) each;
            String role = node.get("role") instanceof Map<?, ?> value ? String.valueOf(value.get("value")) : "";
            seen.add(role);
            boolean named = node.get("name") instanceof Map<?, ?> value
                    && !String.valueOf(value.get("value")).isBlank();
            if (CONTROLS.contains(role) && !named) {
                nameless.add(role);
            }
        }
        assertTrue(
                seen.containsAll(
                        List.of("button", "checkbox", "heading", "main", "region", "search", "slider", "status")),
                seen.toString());
        return nameless;
    }

    @Test
    void aLongTranscriptIsShownInPartsAndFitsNarrowWindows() throws IOException {
        show(
                "long",
                IntStream.range(0, 3000)
                        .mapToObj(
                                i -> utterance(3 * i, "English", "", "Sentence number " + i + " of a long day.", -0.1))
                        .toList());
        assertEquals(3000L, script("return document.querySelectorAll('.seg').length"));
        assertTrue(
                (Long) script("return document.querySelectorAll('.w').length") < 3000, "words far away are not built");
        for (int width : new int[] {400, 1400}) {
            browser.manage().window().setSize(new Dimension(width, 900));
            await("innerWidth >= " + (width - 20));
            assertTrue(
                    (Boolean) script("return document.documentElement.scrollWidth <= innerWidth"),
                    "at " + width + " pixels");
            assertEquals(width < 640 ? 35 : 48, find("#wave").getSize().getHeight(), "the waveform is lower there");
        }
        find("#search").sendKeys("number 2999 of", Keys.ENTER);
        await("document.querySelector('#s2999 mark')");
        assertTrue(find("#s2999").isDisplayed());
    }
}
