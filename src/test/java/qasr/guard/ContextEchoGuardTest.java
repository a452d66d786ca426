package qasr.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ContextEchoGuardTest {
    private static final ContextEchoGuard GUARD = new ContextEchoGuard(
            "Kubernetes, Istio; Envoy\nPrometheus| Grafana/微服务，张伟、X, The meeting is about the new data centre");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Istio, Envoy | true", // two entries and nothing else
                "Istio | false", // a single entry may be a spoken word
                "Istio and Envoy | true", // 10 of 13 letters
                "Istio and not Envoy | false", // 10 of 16
                "istio ENVOY! | true",
                "Istios Envoys | false", // other words
                "张伟微服务 | true",
                "the meeting is about | true", // 17 letters of a sentence
                "meeting is abou | false", // 13 can be a coincidence
                "is about the new d | false",
                "The meeting is about the new data centre in Berlin | true", // 34 of 42
                "The meeting is about something quite else and more | false",
                "'' | false",
            })
    void aTextIsMostlyContextIfSevenTenthsOfItAre(String text, boolean mostly) {
        assertEquals(mostly, GUARD.isMostlyContext(text), text);
    }

    @Test
    void aStretchOfEightHanCharactersIsNotSaidByChance() {
        ContextEchoGuard guard = new ContextEchoGuard("今天的会议讨论新数据中心");
        assertEquals(true, guard.isMostlyContext("的会议讨论新数据"));
        assertEquals(false, guard.isMostlyContext("的会议讨论新数"));
        assertEquals(false, guard.isMostlyContext("的会议讨论新数据我们都很高兴"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // At least half of the letters are equal; spaces and case do not matter.
                "Istio Envoy | is tio envoy | true",
                "abcdefgh | abcdzzzz | true",
                "abcdefgh | abczzzzz | false",
                "abcd | '' | false",
                "'' | '' | false",
                // Or the words between the three terms are equal, and there is some text where the terms are.
                "we all run here with Istio Envoy Grafana | we all run here with something in our place | true",
                "we all run here with Istio Envoy Grafana | we all run here with | false",
                "we all run Istio Envoy Grafana | we all run something in our place | false",
                "we run Istio Envoy Grafana | nobody said so today and here | false",
            })
    void whatIsSaidWithoutTheContextConfirmsIt(String with, String without, boolean confirmed) {
        assertEquals(confirmed, GUARD.confirms(with, without), with + " / " + without);
    }
}
