package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ShellCallsTest {
    @Test
    void quotesArePartsOfAWordAndRedirectionsEndACall() {
        assertEquals(
                List.of(List.of("rename", "meeting.json", "S1=Ada", "S2=Grace Hopper")),
                ShellCalls.in("  qasr rename meeting.json S1=Ada 'S2=Grace Hopper'  # names"));
        assertEquals(
                List.of(List.of("record"), List.of("transcribe", "-")),
                ShellCalls.in("$ ./qasr record | qasr transcribe - > a.txt"));
        assertEquals(List.of(List.of("models", "path", "a")), ShellCalls.in("ls -l \"$(qasr models path a)\""));
        assertEquals(List.of(), ShellCalls.in("qasr: no input; see man/qasr or other-qasr x"));
    }
}
