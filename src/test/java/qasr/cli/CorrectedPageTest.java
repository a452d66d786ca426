package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Corrections in the page of {@code qasr view}: editors, files of corrections, and what follows a change. */
final class CorrectedPageTest extends PageInChromium {
    private static void dialogue(String name) throws IOException {
        show(
                name,
                List.of(
                        utterance(0, "English", "Ana", "One two.", -0.1),
                        utterance(5, "English", "Ben", "Three four.", -0.1),
                        utterance(10, "English", "Ana", "Five six.", -0.1)));
    }

    private static void edit(int segment) {
        script(
                "document.querySelector('#s' + arguments[0]).dispatchEvent(new MouseEvent('click', {bubbles: true}))",
                segment);
        script("document.querySelector('audio').pause(); document.querySelector('#edit').click()");
    }

    private static void type(String selector, String text) {
        find(selector).sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
    }

    private static boolean warnsOfLoss() {
        return (Boolean) script("const leaving = new Event('beforeunload', {cancelable: true});"
                + "dispatchEvent(leaving); return leaving.defaultPrevented");
    }

    /** Returns the corrections in a saved file, when the browser has written it. */
    private static JsonArray saved(String name) throws IOException {
        Path file = folder.resolve(name);
        new WebDriverWait(browser, Duration.ofSeconds(60), Duration.ofMillis(20)).until(driver -> Files.exists(file));
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject().getAsJsonArray("edits");
    }

    private static String text(int segment) {
        return (String) script("return document.querySelector('#s' + arguments[0]).textContent", segment);
    }

    @Test
    void aSaveTakesOpenFormsAlong() throws IOException {
        dialogue("open");
        assertFalse(find("#save").isEnabled());
        edit(0);
        assertTrue(find("#save").isEnabled());
        assertFalse(warnsOfLoss(), "nothing was typed");
        type("#s0 textarea", "One too.");
        assertTrue(warnsOfLoss());
        script("document.querySelectorAll('.speaker')[1].click()");
        type(".renamer input", "Carl");
        edit(2);
        type("#s2 textarea", "Five sicks." + Keys.chord(Keys.CONTROL, "s"));
        JsonArray edits = saved("open.corrections.json");
        assertEquals(3, edits.size(), edits.toString());
        assertEquals("One too.", text(edits, 0, "new_text"));
        assertEquals("Carl", text(edits, 1, "new_speaker"));
        assertEquals("Five sicks.", text(edits, 2, "new_text"));
        assertEquals(0L, script("return document.querySelectorAll('.editor, .renamer').length"));
        assertFalse(warnsOfLoss());
    }

    private static String text(JsonArray edits, int index, String field) {
        return edits.get(index).getAsJsonObject().get(field).getAsString();
    }

    @Test
    void anEditorChangesOnlyWhatTheUserHasTypedInIt() throws IOException {
        dialogue("two");
        edit(0);
        type("#s0 textarea", "One too.");
        edit(2);
        type("#s2 input[type=text]", "Anna");
        find("#s2 input[type=checkbox]").click();
        find("#s2 .done").click();
        find("#s0 .done").click();
        assertEquals("One too.", text(0));
        assertEquals("Anna", find(".speaker").getText());
        edit(0);
        find("#undo").click();
        type("#s0 input[type=text]", "Zoe" + Keys.ENTER);
        assertEquals("One two.", text(0), "as the undo has left it");
        assertEquals("Zoe", find(".speaker").getText());
    }

    /** Loads a file of corrections, each of them segment, start, old and new text, old and new speaker. */
    private static void load(String name, Object[]... corrections) throws IOException {
        JsonObject file = new JsonObject();
        file.addProperty("schema", "qasr.corrections/1");
        file.addProperty("transcript", (String)
                script("return JSON.parse(document.getElementById('data').textContent).transcript"));
        JsonArray edits = new JsonArray();
        for (Object[] each : corrections) {
            JsonObject edit = new JsonObject();
            edit.addProperty("segment", (Integer) each[0]);
            edit.addProperty("start", (Integer) each[1]);
            edit.addProperty("end", (Integer) each[1] + 2);
            edit.addProperty("old_text", (String) each[2]);
            edit.addProperty("new_text", (String) each[3]);
            edit.addProperty("old_speaker", (String) each[4]);
            edit.addProperty("new_speaker", (String) each[5]);
            edits.add(edit);
        }
        file.add("edits", edits);
        find("#load")
                .sendKeys(
                        Files.writeString(folder.resolve(name), file.toString()).toString());
    }

    @Test
    void aLoadedFileChangesOnlyWhatWasChangedInItAtItsTimes() throws IOException {
        dialogue("loaded");
        edit(0);
        type("#s0 textarea", "One too." + Keys.ENTER);
        load(
                "other.corrections.json",
                new Object[] {0, 0, "One two.", "One two.", "Ana", "Anna"},
                new Object[] {0, 5, "Three four.", "Three for.", "Ben", "Ben"},
                new Object[] {2, 10, "Five six.", "Five six.", "Someone else", "Carl"},
                new Object[] {2, 11, "Five six.", "Five sicks.", "Ana", "Ana"});
        await("document.querySelector('#status').textContent === '2 of 4 corrections loaded.'");
        assertEquals("One too.", text(0), "the file changes its speaker only");
        assertEquals("Anna", find(".speaker").getText());
        assertEquals("Three for.", text(1), "a retry has given it another number");
        assertEquals("Five six.", text(2));
        assertEquals("Ana", script("return document.querySelectorAll('.speaker')[2].textContent"));
    }

    @Test
    void aDoubleClickEditsWhatItsFirstClickHasHit() throws IOException {
        show(
                "double",
                IntStream.range(0, 60)
                        .mapToObj(i -> utterance(5 * i, "English", "", "Sentence number " + i + " here.", -0.1))
                        .toList());
        // The passage is half behind the bar, so that the click scrolls the page. The page makes words of passages that
        // come
        // into view, which may move it.
        await("(() => {"
                + "const place = () => document.querySelector('#s20').getBoundingClientRect();"
                + "const bar = document.querySelector('#bar').getBoundingClientRect().top;"
                + "scrollBy(0, place().bottom - bar - place().height / 2);"
                + "const top = Math.round(place().top);"
                + "const hit = document.elementFromPoint(place().left + 20, top + 4);"
                + "const same = top === window.lastTop && hit && hit.closest('#s20');"
                + "window.steady = same ? window.steady + 1 : 0;"
                + "window.lastTop = top;"
                + "return window.steady > 5;"
                + "})()");
        Long y = (Long) script("return Math.round(document.querySelector('#s20').getBoundingClientRect().top + 4)");
        Long x = (Long) script("return Math.round(document.querySelector('#s20').getBoundingClientRect().left + 20)");
        Map<String, Object> at = new HashMap<>(Map.of("x", x, "y", y, "button", "left"));
        for (int count = 1; count <= 2; count++) {
            for (String type : List.of("mousePressed", "mouseReleased")) {
                at.putAll(Map.of("type", type, "clickCount", count));
                browser.executeCdpCommand("Input.dispatchMouseEvent", at);
            }
        }
        await("document.querySelector('.editor')");
        assertEquals("s20", script("return document.querySelector('.editor').parentElement.id"));
    }

    @Test
    void keysOfAnInputMethodNeitherCloseNorFinishAnEditor() throws IOException {
        dialogue("composed");
        edit(0);
        script("document.querySelectorAll('.speaker')[1].click()");
        find("#search").sendKeys("four");
        for (String field : List.of(".editor textarea", ".renamer input", "#search")) {
            for (String how : List.of("isComposing: true", "keyCode: 229")) {
                for (String key : List.of("Escape", "Enter")) {
                    script(
                            "document.querySelector(arguments[0]).dispatchEvent("
                                    + "new KeyboardEvent('keydown', {bubbles: true, key: arguments[1], " + how + "}))",
                            field,
                            key);
                }
            }
        }
        assertEquals(2L, script("return document.querySelectorAll('.editor, .renamer').length"));
        assertEquals("four", find("#search").getDomProperty("value"));
    }

    @Test
    void theMatchesOfASearchFollowACorrection() throws IOException {
        dialogue("searched");
        find("#search").sendKeys("two", Keys.ENTER);
        assertEquals("passage 1 of 1, 1 match", find("#found").getText());
        edit(0);
        type("#s0 textarea", "No, one two." + Keys.ENTER);
        assertEquals("two", find("#s0 mark").getText());
        edit(1);
        type("#s1 textarea", "Two, two." + Keys.ENTER);
        assertEquals("passage 1 of 2, 3 matches", find("#found").getText());
        edit(0);
        type("#s0 textarea", "None." + Keys.ENTER);
        assertEquals("2 matches", find("#found").getText());
        find("#find-next").click();
        assertEquals("s1", script("return document.querySelector('.here').id"));
        // At once, before the search that follows the typing.
        script("const box = document.querySelector('#search'); box.focus(); box.value = 'six';"
                + "box.dispatchEvent(new Event('input'));"
                + "box.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter'}))");
        assertEquals("s2", script("return document.querySelector('.here').id"));
    }

    private static void correctAndSave(String text) {
        edit(0);
        type("#s0 textarea", text + Keys.ENTER);
        find("#save").click();
    }

    @Test
    void eachSaveHasANameOfItsOwnAndItsCommandHasIt() throws IOException {
        dialogue("saved twice");
        correctAndSave("One too.");
        saved("saved twice.corrections.json");
        correctAndSave("One, too.");
        assertEquals("One, too.", text(saved("saved twice.corrections-2.json"), 0, "new_text"));
        assertEquals(
                "Saved. Next: qasr render 'saved twice.json' --edits 'saved twice.corrections-2.json'"
                        + " (if the browser renamed the file, use that name)",
                status());
    }

    @Test
    void theCommandIsOneOfTheReadersSystemAndMissesWithoutAFile() throws IOException {
        Object agent = script("return navigator.userAgent");
        Object platform = script("return navigator.platform");
        browser.executeCdpCommand("Emulation.setUserAgentOverride", Map.of("userAgent", agent, "platform", "Win32"));
        try {
            dialogue("A's page");
            correctAndSave("One too.");
            assertTrue(
                    status().startsWith(
                                    "Saved. Next: qasr render \"A's page.json\" --edits \"A's page.corrections.json\" ("),
                    status());
            dialogue("50 %x%");
            correctAndSave("One too.");
            assertEquals("Saved as 50 _x_.corrections.json.", status());
        } finally {
            browser.executeCdpCommand(
                    "Emulation.setUserAgentOverride", Map.of("userAgent", agent, "platform", platform));
        }
        Path page = folder.resolve("piped.view.html");
        byte[] json = Files.readAllBytes(folder.resolve("A's page.json"));
        assertEquals(
                0,
                new Cli(new FakeEngines()).in(json).run("view", "-", "-o", page).status());
        browser.get(page.toUri().toString());
        await("document.body.dataset.ready === 'true'");
        correctAndSave("One too.");
        assertEquals("Saved as stdin.corrections.json.", status());
    }
}
