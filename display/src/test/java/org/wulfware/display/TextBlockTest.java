package org.wulfware.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextBlockTest {
    private static final String SOURCE = """
            class Some {
                void one() {
                    shows(1, \"""
                            a  1
                            \""");
                }

                void other() {
                    shows(2, \"""
                            a  2
                            \""");
                    shows(1, \"""
                            a  1
                            \""");
                }
            }
            """;

    @Test
    void theBlockOfTheMethodThatHeldTheTextHoldsTheOther() {
        assertThat(TextBlock.replaced(SOURCE, "other", "a  1\n", "b \\ \n  \"\"\"\n\n")).isEqualTo("""
                class Some {
                    void one() {
                        shows(1, \"""
                                a  1
                                \""");
                    }

                    void other() {
                        shows(2, \"""
                                a  2
                                \""");
                        shows(1, \"""
                                b \\\\\\s
                                  \\\"""

                                \""");
                    }
                }
                """);
    }

    @Test
    void aTextThatNoBlockHoldsIsSaid() {
        assertThatThrownBy(() -> TextBlock.replaced(SOURCE, "other", "c\n", "d\n"))
                .hasMessage("no text block in other holds\nc\n");
    }
}
