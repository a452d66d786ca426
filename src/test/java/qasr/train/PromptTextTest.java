package qasr.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PromptTextTest {
    @Test
    void figuresBecomeWordsOfTheLanguage() {
        assertEquals(Optional.of("press one for help"), PromptText.clean("English", "a", "press 1 for help"));
        assertEquals(Optional.of("appuyez sur deux."), PromptText.clean("French", "a", "appuyez sur 2."));
        assertEquals(Optional.of("Нажмите девять"), PromptText.clean("Russian", "a", "Нажмите 9"));
    }

    @Test
    void notesAndQuotesGo() {
        assertEquals(Optional.of("dot"), PromptText.clean("English", "letters/dot", "dot [.]"));
        assertEquals(Optional.of("Voce disattivata."), PromptText.clean("Italian", "a", "Voce disattivata. (Muted.)"));
        assertEquals(
                Optional.of("Pour activer, appuyez."), PromptText.clean("French", "a", "“Pour activer, appuyez.\""));
    }

    @Test
    void dotsOfASentenceThatGoesOnGo() {
        assertEquals(Optional.of("at the tone"), PromptText.clean("English", "a", "at the tone..."));
        assertEquals(Optional.of("to lock."), PromptText.clean("English", "a", "... to lock."));
    }

    @Test
    void whatIsNotCertainIsLeftOut() {
        assertEquals(Optional.empty(), PromptText.clean("English", "a", "press * to go on"));
        assertEquals(Optional.empty(), PromptText.clean("English", "a", "3D audio enabled"));
        assertEquals(Optional.empty(), PromptText.clean("English", "beep", "a simple tone"));
        assertEquals(Optional.empty(), PromptText.clean("English", "silence/4", "four seconds"));
        assertEquals(Optional.empty(), PromptText.clean("French", "a", "(ahooga)"));
    }

    @Test
    void lettersThatWereLostComeBack() {
        assertEquals(
                Optional.of("La chiamata non può essere così. Questo è vero"),
                PromptText.clean("Italian", "a", "La chiamata non pu? essere cos?. Questo ? vero"));
    }

    @Test
    void spanishAccentsComeBack() {
        assertEquals(
                Optional.of("Después del tono, grabación de su número"),
                PromptText.clean("Spanish", "a", "Despues del tono, grabacion de su numero"));
    }

    @Test
    void normalisedTextHasWordsOnly() {
        assertEquals("l appel n est pas là", PromptText.normalized("L'appel n’est pas là!"));
        assertEquals("ёлка", PromptText.normalized(" «Ёлка». "));
    }
}
